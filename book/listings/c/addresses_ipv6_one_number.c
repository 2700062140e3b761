/* Spellings of one address, read and written again. */
#include <arpa/inet.h>
#include <stdio.h>

/* ANCHOR: show */
static void show(const char *text) {
    struct in6_addr address;
    char again[INET6_ADDRSTRLEN];
    if (inet_pton(AF_INET6, text, &address) == 1
        && inet_ntop(AF_INET6, &address, again, sizeof again) != NULL)
        printf("%-22s  %s\n", text, again);
    else
        printf("%-22s  refused\n", text);
}
/* ANCHOR_END: show */

int main(void) {
    const char *texts[] = {
        "2001:DB8:0:0:0:0:0:1",
        "2001:0db8::0001",
        "2001:db8:0::0:1",
        "2001:db8::1",
        "0:0:0:0:0:FFFF:7F00:1",
        "1::2::3",
        "fe80::1%1",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        show(texts[i]);
    return 0;
}
