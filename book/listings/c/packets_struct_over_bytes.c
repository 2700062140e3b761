/* Five bytes of a header, and a structure that seems to be the same. */
#include <inttypes.h>
#include <stdio.h>

/* ANCHOR: laid */
struct head {
    uint8_t first;   /* two halves: version, and length in words */
    uint32_t number; /* behind it, on the wire */
};

static void read_head(const unsigned char *wire, size_t len) {
    /* ((const struct head *)wire)->number compiles, and reads bytes 4 to 7 in the order of the machine. */
    printf("on the wire %zu bytes, in memory %zu\n", len, sizeof(struct head));

    /* Nobody asks whether five bytes are there: `len` is a number beside, and it is up to us. */
    uint32_t number = (uint32_t)wire[1] << 24 | (uint32_t)wire[2] << 16 | (uint32_t)wire[3] << 8 | wire[4];
    /* unsigned version : 4, length : 4; would leave it to the compiler which half is which. */
    printf("version %d, length %d, number %" PRIu32 "\n", wire[0] >> 4, wire[0] & 15, number);
}
/* ANCHOR_END: laid */

int main(void) {
    const unsigned char wire[] = {0x45, 0x00, 0x00, 0x01, 0x02};
    read_head(wire, sizeof wire);
    return 0;
}
