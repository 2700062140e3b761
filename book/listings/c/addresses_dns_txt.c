/* Reads the data of a TXT record: strings, each behind a byte that says how long it is. */
#include <stddef.h>
#include <stdio.h>

/* ANCHOR: txt */
static void print_strings(const unsigned char *data, size_t size) {
    const unsigned char *here = data, *end = data + size;
    while (here < end) {
        size_t length = *here++;
        if (length > (size_t)(end - here)) { /* without this line it prints the secret, and more */
            printf("%zu bytes are promised, and %td are there\n", length, end - here);
            return;
        }
        printf("%.*s\n", (int)length, (const char *)here);
        here += length;
    }
}
/* ANCHOR_END: txt */

int main(void) {
    /* The message ends before the last string does. What stands behind it in memory is nobody's business. */
    const unsigned char memory[] = "\x05hello\x05world\x28" "secret: 1234";
    print_strings(memory, 15);
    return 0;
}
