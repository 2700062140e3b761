/* Asks in two ways whether so many bytes are left. */
#include <stdint.h>
#include <stdio.h>

/* ANCHOR: wraps */
static int adds(size_t size, size_t position, size_t needed) {
    return position + needed <= size;
}

static int subtracts(size_t size, size_t position, size_t needed) {
    return needed <= size - position;
}
/* ANCHOR_END: wraps */

int main(void) {
    printf("adds: %s\n", adds(4, 3, SIZE_MAX) ? "go on" : "too few");
    printf("subtracts: %s\n", subtracts(4, 3, SIZE_MAX) ? "go on" : "too few");
    return 0;
}
