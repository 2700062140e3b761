/* A neighbor says a number that is no metric. */
#include <inttypes.h>
#include <stdio.h>

/* Not INFINITY: <math.h> has a macro of that name, and it is no integer. */
#define RIP_INFINITY 16u

/* ANCHOR: add */
static uint32_t added(uint32_t told, uint32_t cost) {
    uint32_t sum = told + cost; /* wraps around, and nobody says so */
    return sum < RIP_INFINITY ? sum : RIP_INFINITY;
}
/* ANCHOR_END: add */

int main(void) {
    const uint32_t told[] = {2, 16, 4294967295u};
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        printf("told %" PRIu32 ", so from here it is %" PRIu32 "\n", told[i], added(told[i], 1));
    return 0;
}
