/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The native methods of io.perch.rseq.library: what is called a few times per process, and system calls. */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "fence.h"
#include "jvm.h"
#include "own_area.h"

#define UNUSED_ENVIRONMENT void *environment __attribute__((unused)), void *type __attribute__((unused))
#define ENVIRONMENT jvm_environment environment, void *type __attribute__((unused))

/* Of selftest.c. */
#define OUTCOMES 3
#define PASSED 0

/* Only glibc has it. */
extern const char *gnu_get_libc_version(void) __attribute__((weak));

void perch_rseq_facts(int64_t facts[6]);
void perch_selftest(int32_t outcomes[OUTCOMES]);
int32_t perch_rescheduling_probe(void);
int32_t perch_use_own_areas(int32_t wish);

JNI(void, facts)(ENVIRONMENT, jvm_object words) {
    int64_t facts[6];
    perch_rseq_facts(facts);
    jvm_set_longs(environment, words, facts, 6);
}

JNI(int32_t, useOwnAreas)(UNUSED_ENVIRONMENT, int32_t wish) {
    return perch_use_own_areas(wish);
}

JNI(int32_t, tryMark)(UNUSED_ENVIRONMENT) {
    return perch_rescheduling_probe();
}

/* What was proven for one class loader is true for the next; it can take a second where there is more work than CPUs. */
JNI(void, selfTest)(ENVIRONMENT, jvm_object outcomes) {
    static int32_t found[OUTCOMES];
    static bool proven;
    if (!proven) {
        perch_selftest(found);
        proven = found[0] == PASSED && found[1] == PASSED && found[2] == PASSED;
    }
    jvm_set_ints(environment, outcomes, found, OUTCOMES);
}

JNI(int32_t, registerFence)(UNUSED_ENVIRONMENT) {
    return perch_fence_register();
}

JNI(int32_t, fence)(UNUSED_ENVIRONMENT) {
    return perch_fence();
}

/* The result, or the negated errno. */
JNI(int64_t, call)(UNUSED_ENVIRONMENT, int64_t number, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f) {
    int64_t result = syscall(number, a, b, c, d, e, f);
    return result == -1 ? -errno : result;
}

JNI(int64_t, pageSize)(UNUSED_ENVIRONMENT) {
    return sysconf(_SC_PAGESIZE);
}

JNI(jvm_object, view)(ENVIRONMENT, int64_t address, int64_t bytes) {
    return jvm_buffer(environment, (void *) address, bytes);
}

JNI(jvm_object, message)(ENVIRONMENT, int32_t number) {
    return jvm_string(environment, strerror(number));
}

JNI(jvm_object, libcVersion)(ENVIRONMENT) {
    return gnu_get_libc_version == NULL ? NULL : jvm_string(environment, gnu_get_libc_version());
}
