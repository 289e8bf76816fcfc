/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Proves at start-up what version numbers cannot: that this kernel aborts critical sections, and that two threads running at once
 * see different indexes. Kernels are known that fail the first, by fence and by preemption (aarch64 6.19.0 to 7.0.13); node_id and
 * mm_cid read as 0 fail the second.
 */
#define _GNU_SOURCE
#include <time.h>

#include "fence.h"
#include "helper.h"

/* io.perch.rseq.probe.SelfTest names these. */
enum outcome {
    PASSED = 0,       /* proven */
    DISPROVED = 1,    /* a disturbed section went on, or two threads at once had one index */
    UNDECIDED = 2,    /* nothing was seen in the time allowed */
    PREEMPTED = 3,    /* proven by preemption, because membarrier is refused */
    NO_THREAD = 4,    /* the second thread could not be started, or is not registered */
    ONE_CPU = 5       /* this thread may run on one CPU only: nothing to compare */
};

#define DISTURBANCES 8
#define MEETINGS 32
/* For each half. An idle machine takes 1 ms for both, one with eight times as many runnable threads as CPUs some 300 ms. */
#define TIME_ALLOWED_NANOS INT64_C(4000000000)
/* One stay in a critical section: longer than a time slice, so that a busy machine always ends it by preemption. */
#define TURNS 50000000
#define TAG_MASK 0x3fff

static int64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void spin(struct helper *helper, uint32_t round) {
    helper->result = perch_spin(&helper->spin, round, TURNS);
}

static void publish(struct helper *helper, uint32_t round) {
    for (uint64_t tag = 1; helper->round == round; tag++) {
        perch_publish(&helper->word, (tag & TAG_MASK) << PERCH_IDENTITY_TAG_SHIFT);
    }
}

static bool fence(struct helper *helper __attribute__((unused))) {
    return perch_fence() == 0;
}

/* One disturbance against one spin: the helper is inside its section when it is disturbed, and must not find out by itself. */
static enum outcome disturb_once(struct helper *helper, bool (*disturb)(struct helper *helper), int64_t deadline) {
    const volatile uint64_t *entered = &helper->spin.entered;
    volatile uint64_t *fenced = &helper->spin.fenced;
    uint32_t round = helper_begin(helper);
    while (*entered != round && helper->done != round) {
        if (nanos() > deadline) {
            return UNDECIDED;
        }
        helper_pause();
    }
    bool disturbed = disturb(helper);
    *fenced = round;
    while (helper->done != round) {
        helper_pause();
    }
    helper_end(helper);
    return !disturbed ? UNDECIDED : helper->result == PERCH_ABORTED ? PASSED : helper->result == 1 ? DISPROVED : UNDECIDED;
}

/*
 * A fence aborts by interrupting all CPUs, which on its way preempts. Without membarrier preemption is all that sections need, and
 * so it is all that is tested: kernels are known that deliver signals and do not abort preempted sections, so no signal is a proof.
 */
static enum outcome test_abort(void) {
    struct helper helper;
    bool fences = perch_fence_register() == 0 && perch_fence() == 0;
    if (!helper_start(&helper, spin)) {
        return NO_THREAD;
    }
    /* On one CPU it is preemption that aborts, once in a time slice. */
    int disturbances = helper_has_no_room() ? 1 : DISTURBANCES;
    enum outcome outcome = UNDECIDED;
    int passed = 0;
    int64_t deadline = nanos() + TIME_ALLOWED_NANOS;
    while (passed < disturbances && nanos() <= deadline) {
        outcome = disturb_once(&helper, fences ? fence : helper_preempt, deadline);
        if (outcome == PASSED) {
            passed++;
        } else if (outcome != UNDECIDED) {
            break;
        }
    }
    helper_finish(&helper);
    if (passed > 0 && outcome != DISPROVED) {
        return fences ? PASSED : PREEMPTED;
    }
    return outcome;
}

static int32_t cpu_of(uint64_t identity) {
    return (int32_t) (identity >> PERCH_IDENTITY_CPU_SHIFT & 0xffff);
}

static int32_t vcpu_of(uint64_t identity) {
    return (int32_t) identity;
}

/* How often two threads met, and whether they were ever taken for one. */
struct meetings {
    int count;
    bool same_cpu;
    bool same_vcpu;
};

/* A committed watch proves a meeting: this thread was never interrupted while the other, interrupted neither, published. */
static void meet(struct helper *helper, struct meetings *meetings) {
    uint64_t tag = UINT64_C(1) << PERCH_IDENTITY_TAG_SHIFT;
    uint64_t other;
    int64_t self;
    helper_begin(helper);
    while (meetings->count < MEETINGS && (self = perch_watch(&helper->word, tag, &other, TURNS)) > 0) {
        meetings->count++;
        meetings->same_cpu |= cpu_of(self) == cpu_of(other);
        meetings->same_vcpu |= vcpu_of(self) == vcpu_of(other);
    }
    helper_end(helper);
    helper_pause();
}

static void test_indexes(enum outcome *cpu, enum outcome *vcpu) {
    struct helper helper;
    struct meetings meetings = {0, false, false};
    if (helper_has_no_room()) {
        *cpu = *vcpu = ONE_CPU;
        return;
    }
    if (!helper_start(&helper, publish)) {
        *cpu = *vcpu = NO_THREAD;
        return;
    }
    int64_t deadline = nanos() + TIME_ALLOWED_NANOS;
    while (meetings.count < MEETINGS && nanos() <= deadline) {
        meet(&helper, &meetings);
    }
    helper_finish(&helper);
    enum outcome otherwise = meetings.count > 0 ? PASSED : UNDECIDED;
    *cpu = meetings.same_cpu ? DISPROVED : otherwise;
    *vcpu = meetings.same_vcpu ? DISPROVED : otherwise;
}

/* outcomes: of the abort, of cpu_id, of (node_id, mm_cid). The calling thread must be registered. */
PERCH_EXPORT void perch_selftest(int32_t outcomes[3]) {
    enum outcome abort = NO_THREAD;
    enum outcome cpu = NO_THREAD;
    enum outcome vcpu = NO_THREAD;
    if (perch_cpu_id() >= 0) {
        abort = test_abort();
        test_indexes(&cpu, &vcpu);
    }
    outcomes[0] = (int32_t) abort;
    outcomes[1] = (int32_t) cpu;
    outcomes[2] = (int32_t) vcpu;
}
