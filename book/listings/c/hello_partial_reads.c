/* Both ends of a connection, and a reader with room for two bytes. */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Every call can fail, and says so with -1. */
static int good(int result, const char *call) {
    if (result == -1) {
        perror(call);
        exit(1);
    }
    return result;
}

int main(void) {
    /* ANCHOR: connect */
    int listener = good(socket(AF_INET, SOCK_STREAM, 0), "socket");
    /* Port 0 asks for any port that is free. */
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof here;
    good(bind(listener, (struct sockaddr *)&here, length), "bind");
    good(listen(listener, 1), "listen");
    good(getsockname(listener, (struct sockaddr *)&here, &length), "getsockname");
    int tokyo = good(socket(AF_INET, SOCK_STREAM, 0), "socket");
    good(connect(tokyo, (struct sockaddr *)&here, length), "connect");
    int london = good(accept(listener, NULL, NULL), "accept");
    /* ANCHOR_END: connect */
    /* ANCHOR: read */
    /* write may take fewer bytes than these five; write_all is a loop that you write. */
    good(write(tokyo, "hello", 5), "write");
    good(shutdown(tokyo, SHUT_WR), "shutdown");

    char buffer[2];
    for (;;) {
        int count = good(read(london, buffer, sizeof buffer), "read");
        printf("read %d: \"%.*s\"\n", count, count, buffer);
        if (count == 0) break;
    }
    /* ANCHOR_END: read */
    close(london);
    close(tokyo);
    close(listener);
    return 0;
}
