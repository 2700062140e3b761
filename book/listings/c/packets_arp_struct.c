/* Where the fields of a message of ARP lie in a struct, with and without gaps. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* ANCHOR: message */
struct loose {
    uint16_t hardware;
    uint16_t protocol;
    uint8_t lengths[2];
    uint16_t operation;
    uint8_t sender_mac[6];
    uint32_t sender_address;
    uint8_t target_mac[6];
    uint32_t target_address;
};

struct __attribute__((packed)) packed { /* as gcc and clang spell it */
    uint16_t hardware;
    uint16_t protocol;
    uint8_t lengths[2];
    uint16_t operation;
    uint8_t sender_mac[6];
    uint32_t sender_address;
    uint8_t target_mac[6];
    uint32_t target_address;
};
/* ANCHOR_END: message */

int main(void) {
    printf("loose:  %zu bytes, sender at %zu\n", sizeof(struct loose), offsetof(struct loose, sender_address));
    printf("packed: %zu bytes, sender at %zu\n", sizeof(struct packed), offsetof(struct packed, sender_address));
    return 0;
}
