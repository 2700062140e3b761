/* A check of 16 bits that is compared in a wider type. */
#include <stdint.h>
#include <stdio.h>

int main(void) {
    /* ANCHOR: compare */
    /* What is in the register, and the check that arrived: its inverse. */
    uint16_t reg = 0x0f0f, arrived = 0xf0f0;

    /* C computes nothing in less than an int. This is 0xfffff0f0. */
    int inverted = ~reg;
    printf("%s\n", inverted == arrived ? "intact" : "damaged");

    /* Somebody has to think of cutting it. */
    uint16_t cut = (uint16_t)~reg;
    printf("%s\n", cut == arrived ? "intact" : "damaged");
    /* ANCHOR_END: compare */
    return 0;
}
