/* Addresses in order: by their difference, and by comparison. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ANCHOR: order */
/* The distance tells which one is greater, it seems. */
static int by_difference(const void *a, const void *b) {
    return (int)(*(const uint32_t *)a - *(const uint32_t *)b);
}

static int by_comparison(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}
/* ANCHOR_END: order */

int main(void) {
    /* 192.0.2.0 and 10.0.0.0 */
    uint32_t addresses[] = {0xc0000200, 0x0a000000};
    qsort(addresses, 2, sizeof *addresses, by_difference);
    printf("by difference: %08" PRIx32 " %08" PRIx32 "\n", addresses[0], addresses[1]);
    qsort(addresses, 2, sizeof *addresses, by_comparison);
    printf("by comparison: %08" PRIx32 " %08" PRIx32 "\n", addresses[0], addresses[1]);
    return 0;
}
