/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include "helper.h"

#include <linux/futex.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "own_area.h"

/* These exist in every glibc; the newer default version would tie the library to glibc 2.34. */
#if defined(__x86_64__)
__asm__(".symver pthread_create, pthread_create@GLIBC_2.2.5");
__asm__(".symver pthread_join, pthread_join@GLIBC_2.2.5");
#else
__asm__(".symver pthread_create, pthread_create@GLIBC_2.17");
__asm__(".symver pthread_join, pthread_join@GLIBC_2.17");
#endif

#define PAUSE_NANOS 50000
#define LAST_ROUND UINT32_MAX

enum state {
    STARTING,
    READY,
    UNREGISTERED
};

static union cpus allowed_cpus(void) {
    union cpus cpus;
    memset(&cpus, 0, sizeof cpus);
    sched_getaffinity(0, sizeof cpus, &cpus.set);
    return cpus;
}

static bool is_allowed(const union cpus *cpus, size_t cpu) {
    return (cpus->bytes[cpu / 8] & 1u << cpu % 8) != 0;
}

static int count_allowed(const union cpus *cpus) {
    int count = 0;
    for (size_t cpu = 0; cpu < 8 * sizeof cpus->bytes; cpu++) {
        count += is_allowed(cpus, cpu);
    }
    return count;
}

bool helper_has_no_room(void) {
    union cpus cpus = allowed_cpus();
    return count_allowed(&cpus) == 1;
}

void helper_pause(void) {
    struct timespec pause = {0, PAUSE_NANOS};
    nanosleep(&pause, NULL);
}

static void *run(void *argument) {
    struct helper *helper = argument;
    helper->thread_id = (int32_t) syscall(SYS_gettid);
    helper->state = perch_register_thread() ? READY : UNREGISTERED;
    uint32_t round;
    while ((round = helper->round) != LAST_ROUND) {
        if (round % 2 == 1 && round != helper->done) {
            helper->body(helper, round);
            helper->done = round;
        } else {
            syscall(SYS_futex, &helper->round, FUTEX_WAIT_PRIVATE, round, NULL);
        }
    }
    return NULL;
}

static void set_round(struct helper *helper, uint32_t round) {
    helper->round = round;
    syscall(SYS_futex, &helper->round, FUTEX_WAKE_PRIVATE, 1);
}

bool helper_start(struct helper *helper, void (*body)(struct helper *helper, uint32_t round)) {
    memset(helper, 0, sizeof *helper);
    helper->body = body;
    helper->allowed = allowed_cpus();
    helper->avoided = -1;
    if (pthread_create(&helper->thread, NULL, run, helper) != 0) {
        return false;
    }
    while (helper->state == STARTING) {
        helper_pause();
    }
    if (helper->state == UNREGISTERED) {
        helper_finish(helper);
        return false;
    }
    return true;
}

/* Two threads that spin may share a CPU for a second on a busy machine, and never meet. A refusal costs time only. */
static void keep_apart(struct helper *helper) {
    int32_t cpu = perch_cpu_id();
    if (cpu != helper->avoided) {
        union cpus others = helper->allowed;
        others.bytes[cpu / 8] &= (unsigned char) ~(1u << cpu % 8);
        sched_setaffinity(helper->thread_id, sizeof others, &others.set);
        helper->avoided = cpu;
    }
}

uint32_t helper_begin(struct helper *helper) {
    uint32_t round = (helper->round + 1) | 1;
    keep_apart(helper);
    set_round(helper, round);
    return round;
}

/*
 * The kernel takes a running thread off a CPU that it may not use any more before the call returns. Of two CPUs in turn the thread
 * is not on one. Where there is only one, the caller runs there, so the helper does not.
 */
bool helper_preempt(struct helper *helper) {
    int moves = 0;
    for (size_t cpu = 0; cpu < 8 * sizeof helper->allowed.bytes && moves < 2; cpu++) {
        if (is_allowed(&helper->allowed, cpu)) {
            union cpus one;
            memset(&one, 0, sizeof one);
            one.bytes[cpu / 8] = (unsigned char) (1u << cpu % 8);
            if (sched_setaffinity(helper->thread_id, sizeof one, &one.set) != 0) {
                return false;
            }
            moves++;
        }
    }
    helper->avoided = -1;
    return true;
}

void helper_end(struct helper *helper) {
    helper->round = helper->round + 1;
}

/* The thread may run anywhere again before it is waited for: a real-time thread may starve it where it was sent. */
void helper_finish(struct helper *helper) {
    sched_setaffinity(helper->thread_id, sizeof helper->allowed, &helper->allowed.set);
    set_round(helper, LAST_ROUND);
    pthread_join(helper->thread, NULL);
}
