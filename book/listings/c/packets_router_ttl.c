#include <stdint.h>
#include <stdio.h>

int main(void) {
    const uint8_t arrived[] = {2, 1, 0};
    for (size_t i = 0; i < 3; i++) {
        uint8_t ttl = arrived[i];
        ttl--;
        printf("%d becomes %d\n", arrived[i], ttl);
    }
    return 0;
}
