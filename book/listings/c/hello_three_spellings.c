/* One number, spelled three ways. */
#include <inttypes.h>
#include <stdio.h>

int main(void) {
    /* ANCHOR: spellings */
    uint32_t address = 0xC0A80101;
    printf("%" PRIu32 "\n", address);
    for (int bit = 31; bit >= 0; bit--) {
        putchar(address >> bit & 1 ? '1' : '0');
    }
    putchar('\n');
    printf("%u.%u.%u.%u\n", address >> 24, address >> 16 & 0xff, address >> 8 & 0xff, address & 0xff);
    /* ANCHOR_END: spellings */
    return 0;
}
