/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The self-test's second thread. It works in rounds that the caller begins and ends, and sleeps between them: on a machine with
 * more work than CPUs a thread that has slept is scheduled within a time slice, and one that spins all the time is not.
 */
#ifndef PERCH_HELPER_H
#define PERCH_HELPER_H

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "perch.h"

/* As many CPUs as a Linux kernel can be built for. */
union cpus {
    unsigned char bytes[8192 / 8];
    cpu_set_t set;
};

struct helper {
    struct spin spin;
    uint64_t word;              /* the helper's identity */
    _Atomic uint32_t round;     /* odd while one is on; a futex */
    _Atomic uint32_t done;      /* the last round that the helper has left */
    _Atomic int32_t result;     /* of that round */
    _Atomic int32_t state;      /* what became of the thread */
    _Atomic int32_t thread_id;
    void (*body)(struct helper *helper, uint32_t round);
    union cpus allowed;         /* where the caller may run */
    int32_t avoided;            /* the CPU that the helper keeps away from, or -1 */
    pthread_t thread;
};

/* Starts a thread that runs body in each round. False if there is none, or none with restartable sequences. */
bool helper_start(struct helper *helper, void (*body)(struct helper *helper, uint32_t round));

/* Moves the helper off the caller's CPU, wakes it, and returns the number of the new round. */
uint32_t helper_begin(struct helper *helper);

/*
 * Takes the CPU away from the helper, which is running, at least once before it returns. False if that cannot be done: the kernel
 * refuses to move threads.
 */
bool helper_preempt(struct helper *helper);

/* Ends the round. The helper may notice later. */
void helper_end(struct helper *helper);

/* Ends the thread. */
void helper_finish(struct helper *helper);

/* Sleeps long enough to be a thread that has slept. */
void helper_pause(void);

/* Whether the calling thread may run on one CPU only. */
bool helper_has_no_room(void);

#endif
