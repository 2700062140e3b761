/* How many bytes of data a length promises, when it is smaller than the header. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* ANCHOR: length */
/* The length counts the header's 8 bytes, too. */
static bool data(uint16_t length, uint64_t *bytes) {
    if (length < 8)
        return false; /* leave these two lines out, and everything still compiles */
    *bytes = (uint64_t)length - 8;
    return true;
}

/* What one gets who subtracts and does not ask: numbers without a sign go round at 0. */
static uint64_t unasked(uint16_t length) {
    return (uint64_t)length - 8;
}
/* ANCHOR_END: length */

int main(void) {
    const uint16_t lengths[] = {10, 8, 7};
    for (size_t i = 0; i < 3; i++) {
        uint64_t bytes;
        printf("length %u: %llu bytes of data, or ", (unsigned)lengths[i],
               (unsigned long long)unasked(lengths[i]));
        if (data(lengths[i], &bytes))
            printf("%llu\n", (unsigned long long)bytes);
        else
            printf("none\n");
    }
    return 0;
}
