/* 200 and 100 do not fit into a byte together. */
#include <inttypes.h>
#include <stdio.h>

int main(void) {
    /* ANCHOR: add */
    uint8_t a = 200, b = 100;
    /* The sum is the int 300. The assignment keeps eight bits of it, and nobody is told. */
    uint8_t sum = a + b;
    printf("%d + %d = %d\n", a, b, sum);
    /* ANCHOR_END: add */
    return 0;
}
