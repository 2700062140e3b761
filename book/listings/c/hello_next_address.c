/* The address after 192.168.1.1, and what comes of adding to the bytes as a PC keeps them in memory.
   The last line is so on a little-endian machine, which a PC and a phone are. */
#include <arpa/inet.h>
#include <stdio.h>

static void show(struct in_addr address) {
    char text[INET_ADDRSTRLEN];
    printf("%s\n", inet_ntop(AF_INET, &address, text, sizeof text));
}

int main(void) {
    /* ANCHOR: next */
    struct in_addr address;
    if (inet_pton(AF_INET, "192.168.1.1", &address) != 1) return 1;
    /* s_addr is a uint32_t whose bytes are in network order. */
    show((struct in_addr){htonl(ntohl(address.s_addr) + 1)});

    /* Without the two calls it compiles as well, and without a warning. */
    show((struct in_addr){address.s_addr + 1});
    /* ANCHOR_END: next */
    return 0;
}
