/* The last bits of a number, and the shift that must not happen. */
#include <inttypes.h>
#include <stdio.h>

/* ANCHOR: last */
/* For n from 0 to 32. */
static uint32_t last_bits(uint32_t number, unsigned n) {
    if (n == 0)
        return 0; /* a shift by 32 would be undefined */
    return number << (32 - n) >> (32 - n);
}
/* ANCHOR_END: last */

int main(void) {
    const unsigned counts[] = {0, 6, 8, 32};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        printf("the last %2u bits of 0xc000024d are 0x%" PRIx32 "\n", counts[i], last_bits(0xc000024d, counts[i]));
    return 0;
}
