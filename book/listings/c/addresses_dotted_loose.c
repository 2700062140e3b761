/* Reads texts twice: with the strict function of POSIX, and with the loose one. */
#include <arpa/inet.h>
#include <stdio.h>

/* ANCHOR: show */
static void show(const char *text) {
    char strict[INET_ADDRSTRLEN] = "refused", loose[INET_ADDRSTRLEN];
    struct in_addr address;
    if (inet_pton(AF_INET, text, &address) == 1)
        inet_ntop(AF_INET, &address, strict, sizeof strict);
    address.s_addr = inet_addr(text); /* -1 says that it is no address */
    inet_ntop(AF_INET, &address, loose, sizeof loose);
    printf("%-16s  %-16s  %s\n", text, strict, loose);
}
/* ANCHOR_END: show */

int main(void) {
    const char *texts[] = {"192.168.1.1", "127.1", "010.0.0.1", "0x7f.0.0.1", "localhost", "255.255.255.255"};
    printf("%-16s  %-16s  %s\n", "text", "strict", "loose");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        show(texts[i]);
    return 0;
}
