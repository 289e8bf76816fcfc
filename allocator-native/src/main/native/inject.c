/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What the storm (io.perch.storm.Injection) does to threads and to their critical sections. In its build of the library only. */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "inject.h"
#include "own_area.h"

#define HIDDEN __attribute__((visibility("hidden")))
#define SHORTEST_LENGTH 32
#define LONGEST_LENGTH 256
/* Of the real-time signals, glibc keeps the first two and the JVM uses none. */
#define SIGNAL (SIGRTMIN + 8)

HIDDEN volatile int32_t perch_inject_loops[PERCH_SECTIONS * PERCH_WINDOWS];
HIDDEN volatile int64_t perch_inject_aborted;
HIDDEN bool perch_inject_begun;

static cpu_set_t allowed;

/* A signal has to be handled to be delivered: that it interrupts the thread is all that is wanted. */
static void interrupt(int signal __attribute__((unused))) {
}

PERCH_EXPORT int32_t perch_inject_begin(void) {
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART | SA_ONSTACK};
    perch_inject_begun = true;
    return sched_getaffinity(0, sizeof allowed, &allowed) == 0 && sigaction(SIGNAL, &action, NULL) == 0 ? 0 : -1;
}

PERCH_EXPORT int32_t perch_inject_points(void) {
    return PERCH_SECTIONS * PERCH_WINDOWS;
}

PERCH_EXPORT int32_t perch_inject_widen(int32_t point, int32_t loops) {
    perch_inject_loops[point] = loops;
    return 0;
}

PERCH_EXPORT int64_t perch_inject_aborts(void) {
    return perch_inject_aborted;
}

PERCH_EXPORT int32_t perch_inject_thread(void) {
    return (int32_t) syscall(SYS_gettid);
}

/* Returns 0 if the thread may run only on the n-th of our CPUs, counted in a circle; or for a negative n, on all of them. */
PERCH_EXPORT int32_t perch_inject_move(int32_t thread, int32_t n) {
    cpu_set_t one;
    if (n < 0) {
        return sched_setaffinity(thread, sizeof allowed, &allowed);
    }
    n %= CPU_COUNT(&allowed);
    int cpu = 0;
    while (!CPU_ISSET(cpu, &allowed) || n-- > 0) {
        cpu++;
    }
    CPU_ZERO(&one);
    CPU_SET(cpu, &one);
    return sched_setaffinity(thread, sizeof one, &one);
}

PERCH_EXPORT int32_t perch_inject_signal(int32_t thread) {
    return (int32_t) syscall(SYS_tgkill, getpid(), thread, SIGNAL);
}

/*
 * Sends the signal to one thread every so many microseconds, and no longer to the one before; with thread 0, to none. libc's timers
 * would start a thread of their own. Called by one thread at a time.
 */
PERCH_EXPORT int32_t perch_inject_timer(int32_t thread, int32_t micros) {
    static int timer = -1;
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGNAL};
    struct timespec period = {0, 1000L * micros};
    struct itimerspec interval = {period, period};
    if (timer >= 0) {
        syscall(SYS_timer_delete, timer);
        timer = -1;
    }
    if (thread == 0) {
        return 0;
    }
    event._sigev_un._tid = thread;
    if (syscall(SYS_timer_create, CLOCK_MONOTONIC, &event, &timer) != 0) {
        timer = -1;
        return -1;
    }
    return (int32_t) syscall(SYS_timer_settime, timer, 0, &interval, NULL);
}

/* Takes the calling thread's restartable sequences away. Its area keeps its length to itself, so each is tried. */
PERCH_EXPORT int32_t perch_inject_unregister(void) {
    for (long length = SHORTEST_LENGTH; perch_cpu_id() >= 0 && length <= LONGEST_LENGTH; length++) {
        syscall(SYS_rseq, perch_area(), length, PERCH_RSEQ_UNREGISTER, PERCH_RSEQ_SIGNATURE);
    }
    return perch_cpu_id() < 0 ? 0 : -1;
}

/* Kernels that the probe's child can be made to find. */
enum kernel {
    THIS = 0,
    KEEPS_OVER_SLEEP = 1,
    KEEPS_OVER_SIGNAL = 2,
    KILLS = 3
};

static enum kernel kernel;

PERCH_EXPORT int32_t perch_inject_kernel(int32_t kind) {
    kernel = (enum kernel) kind;
    return 0;
}

/* A kernel writes nothing to an area that is not registered, and kills a process whose descriptor it cannot read. */
void perch_inject_probe(int step) {
    if ((kernel == KEEPS_OVER_SLEEP && step == PERCH_INJECT_SLEEP)
            || (kernel == KEEPS_OVER_SIGNAL && step == PERCH_INJECT_SIGNAL)) {
        syscall(SYS_rseq, perch_area(), PERCH_OWN_LENGTH, PERCH_RSEQ_UNREGISTER, PERCH_RSEQ_SIGNATURE);
    } else if (kernel == KILLS) {
        *(volatile uint64_t *) (perch_area() + PERCH_RSEQ_CS) = 1;
    }
}
