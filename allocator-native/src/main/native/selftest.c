/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Proves at start-up what version numbers cannot: that this kernel aborts critical sections, and that two threads which run at once
 * see two indexes. Kernels are known that fail the first (aarch64 6.19.0 to 7.0.13); node_id and mm_cid read as 0 fail the second.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "fence.h"

/* These exist in every glibc; the newer default version would tie the library to glibc 2.34. */
#if defined(__x86_64__)
__asm__(".symver pthread_create, pthread_create@GLIBC_2.2.5");
__asm__(".symver pthread_join, pthread_join@GLIBC_2.2.5");
#else
__asm__(".symver pthread_create, pthread_create@GLIBC_2.17");
__asm__(".symver pthread_join, pthread_join@GLIBC_2.17");
#endif

/* io.perch.rseq.SelfTest names these. */
enum outcome {
    PASSED = 0,       /* proven */
    DISPROVED = 1,    /* a fenced section went on, or two threads at once had one index */
    UNDECIDED = 2,    /* nothing was seen in the time allowed */
    NO_FENCE = 3,     /* membarrier is refused, so nothing could be shown */
    NO_THREAD = 4,    /* the second thread could not be started, or is not registered */
    ONE_CPU = 5       /* this thread may run on one CPU only: nothing to compare */
};

#define FENCES 8
#define MEETINGS 32
/* With ten runnable threads a CPU, two of ours run at once for about 1 % of the time. */
#define TIME_ALLOWED_NANOS INT64_C(2000000000)
/* Bounds one stay in a critical section to about a millisecond, so that a thread which waits in vain sees the stop flag. */
#define TURNS 1000000
/* About a second: on a busy machine the fencing thread may wait for many time slices before it runs again. */
#define SPIN_TURNS 1000000000
#define TAG_MASK 0x3fff

/* As many CPUs as a Linux kernel can be built for. */
union cpus {
    unsigned char bytes[8192 / 8];
    cpu_set_t set;
};

struct probe {
    struct spin spin;
    uint64_t word;               /* the helper's identity */
    _Atomic uint64_t round;      /* the spin that the helper shall do */
    _Atomic uint64_t done;       /* the spin that it has done */
    _Atomic int32_t result;      /* of that spin */
    _Atomic bool registered;
    _Atomic bool started;
    _Atomic bool stop;
    _Atomic pid_t helper;
    union cpus allowed;          /* where the caller may run */
    int32_t avoided;             /* the CPU that the helper keeps off, or -1 */
};

static int64_t nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static union cpus allowed_cpus(void) {
    union cpus cpus;
    memset(&cpus, 0, sizeof cpus);
    sched_getaffinity(0, sizeof cpus, &cpus.set);
    return cpus;
}

static bool one_cpu(void) {
    union cpus cpus = allowed_cpus();
    int count = 0;
    for (size_t i = 0; i < sizeof cpus.bytes; i++) {
        for (unsigned int byte = cpus.bytes[i]; byte != 0; byte &= byte - 1) {
            count++;
        }
    }
    return count == 1;
}

/*
 * Moves the helper off the caller's CPU. On a busy machine two spinning threads may stay on one CPU for a second, and never meet.
 * Only the helper is moved, and freed again before it is waited for: a real-time thread may starve it where it is sent. A refusal
 * costs time only.
 */
static void keep_apart(struct probe *probe) {
    int32_t cpu = perch_cpu_id();
    if (cpu != probe->avoided) {
        union cpus others = probe->allowed;
        others.bytes[cpu / 8] &= (unsigned char) ~(1u << cpu % 8);
        sched_setaffinity(probe->helper, sizeof others, &others.set);
        probe->avoided = cpu;
    }
}

static void begin(struct probe *probe) {
    probe->registered = perch_cpu_id() >= 0;
    probe->helper = (pid_t) syscall(SYS_gettid);
    probe->started = true;
}

static void *spin_when_told(void *argument) {
    struct probe *probe = argument;
    begin(probe);
    while (!probe->stop) {
        uint64_t round = probe->round;
        if (round == probe->done) {
            sched_yield();
        } else {
            probe->result = perch_spin(&probe->spin, round, SPIN_TURNS);
            probe->done = round;
        }
    }
    return NULL;
}

static void *publish_until_told(void *argument) {
    struct probe *probe = argument;
    begin(probe);
    for (uint64_t tag = 1; !probe->stop; tag++) {
        perch_publish(&probe->word, (tag & TAG_MASK) << PERCH_IDENTITY_TAG_SHIFT);
    }
    return NULL;
}

static void finish(struct probe *probe, pthread_t helper) {
    sched_setaffinity(probe->helper, sizeof probe->allowed, &probe->allowed.set);
    probe->stop = true;
    pthread_join(helper, NULL);
}

static bool start(struct probe *probe, pthread_t *helper, void *(*body)(void *)) {
    memset(probe, 0, sizeof *probe);
    probe->allowed = allowed_cpus();
    probe->avoided = -1;
    if (pthread_create(helper, NULL, body, probe) != 0) {
        return false;
    }
    while (!probe->started) {
        sched_yield();
    }
    if (!probe->registered) {
        finish(probe, *helper);
        return false;
    }
    return true;
}

/* One fence against one spin: the helper is inside its section when it is fenced, and must not find out by itself. */
static enum outcome fence_once(struct probe *probe, uint64_t round, int64_t deadline) {
    const volatile uint64_t *entered = &probe->spin.entered;
    keep_apart(probe);
    probe->round = round;
    while (*entered != round && probe->done != round && nanos() <= deadline) {
        sched_yield();
    }
    bool inside = *entered == round;
    int refused = inside ? perch_fence() : 0;
    /* Ends the spin if nothing has aborted it. */
    *(volatile uint64_t *) &probe->spin.fenced = round;
    while (probe->done != round) {
        sched_yield();
    }
    if (!inside || refused != 0) {
        return refused != 0 ? NO_FENCE : UNDECIDED;
    }
    return probe->result == PERCH_ABORTED ? PASSED : probe->result == 1 ? DISPROVED : UNDECIDED;
}

static enum outcome test_abort(void) {
    struct probe probe;
    pthread_t helper;
    if (perch_fence_register() != 0) {
        return NO_FENCE;
    }
    if (!start(&probe, &helper, spin_when_told)) {
        return NO_THREAD;
    }
    enum outcome outcome = UNDECIDED;
    int64_t deadline = nanos() + TIME_ALLOWED_NANOS;
    /* On one CPU it is preemption that aborts, once in a time slice. */
    int fences = one_cpu() ? 1 : FENCES;
    int passed = 0;
    for (uint64_t round = 1; passed < fences && nanos() <= deadline; round++) {
        outcome = fence_once(&probe, round, deadline);
        if (outcome == PASSED) {
            passed++;
        } else if (outcome != UNDECIDED) {
            break;
        }
    }
    finish(&probe, helper);
    return passed > 0 && outcome == UNDECIDED ? PASSED : outcome;
}

static int32_t cpu_of(uint64_t identity) {
    return (int32_t) (identity >> PERCH_IDENTITY_CPU_SHIFT & 0xffff);
}

static int32_t vcpu_of(uint64_t identity) {
    return (int32_t) identity;
}

/* A committed watch proves a meeting: this thread was never interrupted while the other, interrupted neither, published. */
static void test_indexes(enum outcome *cpu, enum outcome *vcpu) {
    struct probe probe;
    pthread_t helper;
    if (one_cpu()) {
        *cpu = *vcpu = ONE_CPU;
        return;
    }
    if (!start(&probe, &helper, publish_until_told)) {
        *cpu = *vcpu = NO_THREAD;
        return;
    }
    bool same_cpu = false;
    bool same_vcpu = false;
    int meetings = 0;
    int64_t deadline = nanos() + TIME_ALLOWED_NANOS;
    while (meetings < MEETINGS && nanos() <= deadline) {
        uint64_t other;
        keep_apart(&probe);
        int64_t self = perch_watch(&probe.word, UINT64_C(1) << PERCH_IDENTITY_TAG_SHIFT, &other, TURNS);
        if (self > 0) {
            meetings++;
            same_cpu |= cpu_of(self) == cpu_of(other);
            same_vcpu |= vcpu_of(self) == vcpu_of(other);
        }
    }
    finish(&probe, helper);
    enum outcome otherwise = meetings > 0 ? PASSED : UNDECIDED;
    *cpu = same_cpu ? DISPROVED : otherwise;
    *vcpu = same_vcpu ? DISPROVED : otherwise;
}

/* outcomes: of the abort, of cpu_id, of (node_id, mm_cid). The calling thread must be registered. Takes about 1 ms on an idle
 * machine, some time slices on a busy one, and at most about four seconds. */
PERCH_EXPORT void perch_selftest(int32_t outcomes[3]) {
    enum outcome cpu = NO_THREAD;
    enum outcome vcpu = NO_THREAD;
    enum outcome abort = perch_cpu_id() < 0 ? NO_THREAD : test_abort();
    if (perch_cpu_id() >= 0) {
        test_indexes(&cpu, &vcpu);
    }
    outcomes[0] = (int32_t) abort;
    outcomes[1] = (int32_t) cpu;
    outcomes[2] = (int32_t) vcpu;
}
