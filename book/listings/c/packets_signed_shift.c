/* The upper half of a byte that is taken for a number with a sign. */
#include <stdio.h>

int main(void) {
    /* ANCHOR: half */
    /* The byte 0xd5. A plain char has a sign on a PC, and has none on most phones. */
    signed char byte = -43;
    /* What comes down from above is for the compiler to say. Usually it is the sign. */
    int half = byte >> 4;
    printf("the upper half is %d\n", half);

    /* table[half] compiles, and reads what lies in front of the table. Somebody has to think of it: */
    if (half >= 0)
        printf("look at place %d\n", half);
    else
        printf("no place in a table\n");
    printf("without a sign it is %d\n", (unsigned char)byte >> 4);
    /* ANCHOR_END: half */
    return 0;
}
