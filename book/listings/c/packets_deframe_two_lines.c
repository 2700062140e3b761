/* Two lines, and who remembers the escape. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

static int turned(bool *escaped, uint8_t byte) {
    if (byte == 0x7d && !*escaped) {
        *escaped = true;
        return -1;
    }
    int kept = *escaped ? byte ^ 0x20 : byte;
    *escaped = false;
    return kept;
}

/* ANCHOR: lines */
/* What must outlive the call is static here: there is one for all lines. */
static int take(uint8_t byte) {
    static bool escaped;
    return turned(&escaped, byte);
}

struct line {
    bool escaped;
};

static int take_from(struct line *line, uint8_t byte) {
    return turned(&line->escaped, byte);
}

int main(void) {
    take(0x7d); /* from Tokyo */
    int london = take(0x5e), tokyo = take(0x5e);
    printf("London Some(%02x), Tokyo Some(%02x)\n", london, tokyo);

    struct line from_tokyo = {0}, from_london = {0};
    take_from(&from_tokyo, 0x7d);
    london = take_from(&from_london, 0x5e);
    tokyo = take_from(&from_tokyo, 0x5e);
    printf("London Some(%02x), Tokyo Some(%02x)\n", london, tokyo);
    return 0;
}
/* ANCHOR_END: lines */
