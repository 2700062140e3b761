/* Takes two fields out of an IPv4 header. */
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ANCHOR: border */
static uint16_t total_length(const unsigned char *header) {
    uint16_t number;
    memcpy(&number, header + 2, sizeof number); /* the bytes, as they lie there */
    return ntohs(number);                       /* and now as this machine has them */
}

static uint32_t destination(const unsigned char *header) {
    uint32_t number;
    memcpy(&number, header + 16, sizeof number);
    return ntohl(number);
}
/* ANCHOR_END: border */

int main(void) {
    const unsigned char header[20] = {0x45, 0, 0, 84, [12] = 192, 168, 1, 1, 192, 0, 2, 1};
    printf("%u bytes to 0x%08X\n", (unsigned)total_length(header), (unsigned)destination(header));
    return 0;
}
