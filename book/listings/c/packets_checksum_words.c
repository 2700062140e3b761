/* Seven bytes at an odd address, as words. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ANCHOR: words */
static uint32_t total(const unsigned char *at, size_t len) {
    uint32_t total = 0;
    for (; len >= 2; at += 2, len -= 2) {
        /* Not *(const uint16_t *)at: the address may be odd, and what lies there is no uint16_t. */
        unsigned char pair[2];
        memcpy(pair, at, 2);
        total += (uint32_t)(pair[0] << 8 | pair[1]);
    }
    if (len == 1)
        total += (uint32_t)*at << 8; /* without the shift: the wrong half of the word */
    return total;
}
/* ANCHOR_END: words */

int main(void) {
    /* Where the first of these lies, the second does not lie at an even address, or the other way round. */
    const unsigned char bytes[] = {0x99, 0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6};
    printf("8 bytes: 0x%" PRIx32 "\n", total(bytes, 8));
    printf("7 bytes: 0x%" PRIx32 "\n", total(bytes + 1, 7));
    return 0;
}
