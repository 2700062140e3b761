/* How many bytes of a fragment are new, if those before `next` are there already. */
#include <stddef.h>
#include <stdio.h>

/* ANCHOR: clip */
static long new_bytes(long start, long end, long next) {
    return end - (start > next ? start : next);
}
/* ANCHOR_END: clip */

int main(void) {
    /* The neighbor reaches into it: bytes 16 to 23 are new. */
    printf("8 to 23 behind 16: %ld bytes\n", new_bytes(8, 24, 16));
    /* It lies inside of what is there. */
    long none = new_bytes(8, 20, 24);
    printf("8 to 19 behind 24: %ld bytes\n", none);
    /* memcpy(to, from, none) would convert without a word. */
    printf("as a length: %zu bytes\n", (size_t)none);
    return 0;
}
