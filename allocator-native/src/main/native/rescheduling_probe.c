/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Tries in a child process whether this kernel overwrites a mark in cpu_id_start. From 6.19.0 to 7.0.9 it does not; where the area
 * was registered with more than 32 bytes it kills the process instead, or does so once its debugging is switched on.
 *
 * The child is a raw clone that shares nothing and sends no SIGCHLD: no atfork handler runs, and nobody else's wait sees it. It
 * inherits the registration, so it tries the real thing. It is a copy of one thread of a JVM, so it makes system calls only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "helper.h"
#include "inject.h"
#include "own_area.h"

/* io.perch.rseq.probe.ReschedulingProbe names these. */
enum verdict {
    WORKS = 0,
    KEPT_BY_SLEEP = 1,     /* the mark was there after a sleep during which the kernel counted a switch */
    KEPT_BY_SIGNAL = 2,    /* the mark was there in a signal handler */
    UNDECIDED = 3,         /* each time the child was moved to another CPU, where any kernel erases the mark, or it never slept */
    KILLED = 4,            /* the kernel killed the child, or something else did */
    NO_CHILD = 5,          /* there was no child process to try it in */
    NO_LENGTH = 6,         /* the calling thread is not registered with 32 bytes */
    NO_COUNT = 7           /* the kernel does not tell a thread's context switches */
};

#define TRIES 20
#define SLEEPS 5
#define SLEEP_NANOS 50000L
#define KERNEL_SIGNAL_SET_BYTES 8
#define NEEDS_RESTORER 0x04000000

/* As the kernel knows it. */
struct kernel_action {
    void (*handler)(int number);
    unsigned long flags;
    void (*restorer)(void);
    unsigned long mask;
};

static volatile uint32_t *field(int offset) {
    return (volatile uint32_t *) (perch_area() + offset);
}

static bool is_marked(void) {
    return *field(PERCH_RSEQ_CPU_ID_START) == PERCH_NOTIFY_MARK;
}

static void set_mark(void) {
    *field(PERCH_RSEQ_CPU_ID_START) = PERCH_NOTIFY_MARK;
}

static _Noreturn void leave(enum verdict verdict) {
    for (;;) {
        syscall(SYS_exit_group, verdict);
    }
}

static uint32_t cpu_before;

/* Never returns, so that no restorer is needed. */
static void in_handler(int number __attribute__((unused))) {
    bool kept = is_marked();
    leave(*field(PERCH_RSEQ_CPU_ID) != cpu_before ? UNDECIDED : kept ? KEPT_BY_SIGNAL : WORKS);
}

static void handle(int number, void (*handler)(int number)) {
    struct kernel_action action = {handler, NEEDS_RESTORER, NULL, 0};
    syscall(SYS_rt_sigaction, number, &action, NULL, KERNEL_SIGNAL_SET_BYTES);
}

static void try_signal(void) {
    PERCH_INJECT_PROBE(PERCH_INJECT_SIGNAL);
    unsigned long all_but_one = ~(1UL << (SIGUSR1 - 1));
    handle(SIGUSR1, in_handler);
    syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all_but_one, NULL, KERNEL_SIGNAL_SET_BYTES);
    cpu_before = *field(PERCH_RSEQ_CPU_ID);
    set_mark();
    syscall(SYS_tgkill, syscall(SYS_getpid), syscall(SYS_gettid), SIGUSR1);
    leave(UNDECIDED);
}

static long switches(void) {
    struct rusage usage = {0};
    syscall(SYS_getrusage, RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw + usage.ru_nivcsw;
}

/* On a busy machine a sleep can be over before it begins. Both counts are read while the mark is there to be erased. */
static void try_sleep(long nanos) {
    struct timespec pause = {0, nanos};
    PERCH_INJECT_PROBE(PERCH_INJECT_SLEEP);
    cpu_before = *field(PERCH_RSEQ_CPU_ID);
    set_mark();
    long before = switches();
    syscall(SYS_nanosleep, &pause, NULL);
    bool slept = switches() != before;
    if (is_marked()) {
        leave(slept ? KEPT_BY_SLEEP : UNDECIDED);
    }
    if (*field(PERCH_RSEQ_CPU_ID) != cpu_before) {
        leave(UNDECIDED);
    }
}

/* A refusal to be pinned costs tries only. */
static _Noreturn void child(long nanos) {
    union cpus here;
    memset(&here, 0, sizeof here);
    uint32_t cpu = *field(PERCH_RSEQ_CPU_ID);
    here.bytes[cpu / 8] = (unsigned char) (1u << cpu % 8);
    syscall(SYS_sched_setaffinity, 0, sizeof here, &here);
    syscall(SYS_prctl, PR_SET_DUMPABLE, 0, 0, 0, 0);
    handle(SIGSEGV, SIG_DFL);
    for (int i = 0; i < SLEEPS; i++) {
        try_sleep(nanos);
    }
    try_signal();
    leave(UNDECIDED);
}

/* All signals stay blocked in the child until it asks for one: the JVM's handlers must not run there. */
static enum verdict run_child(long nanos) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t pid = (pid_t) syscall(SYS_clone, 0, 0, 0, 0, 0);
    if (pid == 0) {
        child(nanos);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (pid < 0) {
        return NO_CHILD;
    }
    int status;
    long waited;
    do {
        waited = syscall(SYS_wait4, pid, &status, __WALL, NULL);
    } while (waited < 0 && errno == EINTR);
    if (waited != pid) {
        return NO_CHILD;
    }
    return WIFEXITED(status) ? (enum verdict) WEXITSTATUS(status) : KILLED;
}

PERCH_EXPORT int32_t perch_rescheduling_probe(void) {
    struct rusage usage;
    if (!perch_register_thread() || perch_registered_length() != PERCH_OWN_LENGTH) {
        return NO_LENGTH;
    }
    if (getrusage(RUSAGE_THREAD, &usage) != 0) {
        return NO_COUNT;
    }
    enum verdict verdict = UNDECIDED;
    for (int i = 0; i < TRIES && verdict == UNDECIDED; i++) {
        verdict = run_child(SLEEP_NANOS * (i + 1));
    }
    return (int32_t) verdict;
}
