/* The first word of an IPv6 packet, out of a frame. */
#include <arpa/inet.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ANCHOR: shown */
struct first_word {
    uint32_t version, class, label;
    /* Not "version : 4, class : 8, label : 20": which end a bit-field begins at is up to the compiler. */
};

static int first_word(const unsigned char *packet, size_t len, struct first_word *out) {
    uint32_t word;
    if (len < sizeof word)
        return -1; /* nothing else would stop us from reading on */
    /* Not *(const uint32_t *)packet: byte 14 of a frame need not lie at a multiple of 4. */
    memcpy(&word, packet, sizeof word);
    word = ntohl(word); /* forget it, and it is right on big-endian machines */
    *out = (struct first_word){word >> 28, word >> 20 & 0xFF, word & 0xFFFFF};
    return 0;
}
/* ANCHOR_END: shown */

int main(void) {
    unsigned char frame[54] = {0};
    memcpy(frame + 14, "\x6B\x81\x23\x45", 4);
    const size_t starts[] = {14, 52};
    for (size_t i = 0; i < 2; i++) {
        struct first_word word;
        if (first_word(frame + starts[i], sizeof frame - starts[i], &word) == 0)
            printf("version %" PRIu32 ", class 0x%" PRIx32 ", label 0x%" PRIx32 "\n", word.version, word.class,
                   word.label);
        else
            printf("too short\n");
    }
    return 0;
}
