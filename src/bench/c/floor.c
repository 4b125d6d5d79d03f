/*
 * The floor: what it costs to write one prepared frame to each of a thousand connections, and nothing else.
 * A child process reads what comes. See src/docs/SPEED.md.
 *
 *     cc -O2 -o target/floor src/bench/c/floor.c && target/floor 50000 10
 *
 * takes deliveries a second (more than can be written: as fast as it goes) and seconds.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 1000, FRAME = 284 };

static void must(int good, const char *what) {
    if (!good) {
        perror(what);
        exit(1);
    }
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

/* User and system, of this process. */
static double processor(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_utime.tv_usec / 1e6 + usage.ru_stime.tv_sec + usage.ru_stime.tv_usec / 1e6;
}

static void read_all(const struct sockaddr_in *address) {
    static char bytes[65536];
    struct epoll_event events[256];
    int all = epoll_create1(0);
    must(all >= 0, "epoll");
    for (int i = 0; i < CONNECTIONS; i++) {
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        struct epoll_event wanted = {.events = EPOLLIN, .data.fd = connection};
        must(connect(connection, (const struct sockaddr *)address, sizeof *address) == 0, "connect");
        fcntl(connection, F_SETFL, O_NONBLOCK);
        epoll_ctl(all, EPOLL_CTL_ADD, connection, &wanted);
    }
    for (int open = CONNECTIONS; open > 0;) {
        int ready = epoll_wait(all, events, 256, -1);
        for (int i = 0; i < ready; i++) {
            ssize_t count = read(events[i].data.fd, bytes, sizeof bytes);
            if (count == 0 || (count < 0 && errno != EAGAIN)) {
                close(events[i].data.fd);
                open--;
            }
        }
    }
}

static void wait_until(double due) {
    double left = due - now();
    if (left > 0) {
        usleep((useconds_t)(left * 1e6));
    }
}

int main(int count, char **values) {
    if (count != 3) {
        fprintf(stderr, "usage: floor DELIVERIES_A_SECOND SECONDS\n");
        return 2;
    }
    double gap = CONNECTIONS / atof(values[1]);
    double seconds = atof(values[2]);

    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int door = socket(AF_INET, SOCK_STREAM, 0);
    must(bind(door, (struct sockaddr *)&address, size) == 0 && listen(door, CONNECTIONS) == 0, "listen");
    getsockname(door, (struct sockaddr *)&address, &size);
    pid_t reader = fork();
    must(reader >= 0, "fork");
    if (reader == 0) {
        read_all(&address);
        return 0;
    }

    static char frame[FRAME];
    int connections[CONNECTIONS];
    int yes = 1;
    memset(frame, 'x', sizeof frame);
    for (int i = 0; i < CONNECTIONS; i++) {
        connections[i] = accept(door, NULL, NULL);
        must(connections[i] >= 0, "accept");
        setsockopt(connections[i], IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        fcntl(connections[i], F_SETFL, O_NONBLOCK);
    }

    long written = 0, refused = 0;
    double start = now(), before = processor();
    for (double due = start; now() < start + seconds; due += gap) {
        wait_until(due);
        for (int i = 0; i < CONNECTIONS; i++) {
            if (write(connections[i], frame, sizeof frame) == sizeof frame) {
                written++;
            } else {
                refused++;
            }
        }
    }
    double took = now() - start;
    printf("%.2f us of processor time a write, %.0f a second, %ld refused\n", (processor() - before) / written * 1e6,
           written / took, refused);
    for (int i = 0; i < CONNECTIONS; i++) {
        close(connections[i]);
    }
    waitpid(reader, NULL, 0);
    return 0;
}
