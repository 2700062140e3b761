/* Two numbers in order: by comparing them, and by the sign of their difference. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ANCHOR: order */
static int compare(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* Shorter, often seen, and wrong as soon as two numbers are 2^31 or more apart. */
static int subtract(const void *left, const void *right) {
    return (int)(*(const uint32_t *)left - *(const uint32_t *)right);
}

int main(void) {
    uint32_t numbers[] = {3000000000, 1};
    qsort(numbers, 2, sizeof numbers[0], compare);
    printf("[%" PRIu32 ", %" PRIu32 "]\n", numbers[0], numbers[1]);

    qsort(numbers, 2, sizeof numbers[0], subtract);
    printf("[%" PRIu32 ", %" PRIu32 "]\n", numbers[0], numbers[1]);
    return 0;
}
/* ANCHOR_END: order */
