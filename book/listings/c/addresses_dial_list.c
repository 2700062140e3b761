/* From text to addresses that a program can connect to. No name is looked up: these are numbers already. */
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>

int main(void) {
    const char *texts[] = {"2001:db8::1", "192.0.2.1", "192.0.2.300"};
    /* ANCHOR: list */
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    for (int i = 0; i < 3; i++) {
        struct addrinfo *list;
        if (getaddrinfo(texts[i], "443", &hints, &list) != 0) {
            printf("%s is no address\n", texts[i]); /* and `list` points nowhere */
            continue;
        }
        for (struct addrinfo *here = list; here != NULL; here = here->ai_next) {
            char host[64], port[8];
            int failed = getnameinfo(here->ai_addr, here->ai_addrlen, host, sizeof host, port, sizeof port,
                                     NI_NUMERICHOST | NI_NUMERICSERV);
            if (failed == 0) printf("%s port %s\n", host, port);
        }
        freeaddrinfo(list); /* from here on, `list` must not be read */
    }
    /* ANCHOR_END: list */
    return 0;
}
