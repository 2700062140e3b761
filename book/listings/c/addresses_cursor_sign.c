/* Makes one number of two bytes: once through a type with a sign, once through one without. */
#include <stdint.h>
#include <stdio.h>

/* ANCHOR: sign */
static uint32_t with_sign(const signed char *bytes) {
    return (uint32_t)bytes[0] << 8 | (uint32_t)bytes[1];
}

static uint32_t without_sign(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 8 | (uint32_t)bytes[1];
}
/* ANCHOR_END: sign */

int main(void) {
    const unsigned char bytes[] = {0xC0, 0xA8};
    printf("with a sign     0x%X\n", (unsigned)with_sign((const signed char *)bytes));
    printf("without a sign  0x%X\n", (unsigned)without_sign(bytes));
    return 0;
}
