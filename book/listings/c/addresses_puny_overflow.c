/* What the places of a number are worth, if each is worth 35 times the one before, in 32 bits. */
#include <inttypes.h>
#include <stdio.h>

int main(void) {
    /* ANCHOR: overflow */
    uint32_t weight = 1;
    for (int place = 1; place < 10; place++) {
        if (weight > UINT32_MAX / 35) { /* afterwards it is too late to see it */
            printf("place %d would be worth more than 32 bits hold\n", place);
            break;
        }
        weight *= 35;
        printf("place %d is worth %" PRIu32 "\n", place, weight);
    }
    /* ANCHOR_END: overflow */
    return 0;
}
