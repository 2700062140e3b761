/* Asks for two bytes at a time, also where the message has no two left. */
#include <stdio.h>
#include <string.h>

int main(void) {
    /* ANCHOR: ask */
    const char *message = "hello";
    size_t length = strlen(message);
    for (size_t begin = 0; begin < length; begin += 2) {
        /* Without this `if`, the third turn copies a byte that is not of the message. */
        if (begin + 2 <= length) {
            char two[2];
            memcpy(two, message + begin, 2);
            printf("%zu: %.2s\n", begin, two);
        } else {
            printf("%zu: there are no two\n", begin);
        }
    }
    /* ANCHOR_END: ask */
    return 0;
}
