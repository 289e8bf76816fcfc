/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Finds the struct rseq that libc registered, and what the kernel writes into it. Perch registers its own (own_area.c) only where
 * libc registers none, or where the user wants it: a thread can have only one.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "own_area.h"

#define AUXV_RSEQ_FEATURE_SIZE 27
#define SHORTEST_LENGTH 32
#define LONGEST_LENGTH 256

/* glibc 2.35 and later. Weak, so that the library also loads where they are missing. */
extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

int64_t perch_rseq_offset;

static bool libc_has_area(void) {
    return &__rseq_offset != NULL && &__rseq_size != NULL;
}

bool perch_libc_registers(void) {
    return libc_has_area() && __rseq_size != 0;
}

bool perch_has_area(void) {
    return perch_own_used() || libc_has_area();
}

__attribute__((constructor)) static void find_area(void) {
    if (libc_has_area()) {
        perch_rseq_offset = __rseq_offset;
    }
}

char *perch_libc_area(void) {
    return (char *) __builtin_thread_pointer() + __rseq_offset;
}

char *perch_area(void) {
    return (char *) __builtin_thread_pointer() + perch_rseq_offset;
}

int32_t perch_cpu_id(void) {
    return perch_has_area() ? *(const volatile int32_t *) (perch_area() + PERCH_RSEQ_CPU_ID) : -1;
}

/* Registering again what is registered already answers EBUSY, for the one length that is registered, and changes nothing. */
static bool is_registered_with(long length) {
    return syscall(SYS_rseq, perch_area(), length, 0, PERCH_RSEQ_SIGNATURE) == -1 && errno == EBUSY;
}

/* Asking about a thread that is not registered would register it, so that is never done. */
long perch_registered_length(void) {
    if (perch_cpu_id() >= 0) {
        for (long length = SHORTEST_LENGTH; length <= LONGEST_LENGTH; length++) {
            if (is_registered_with(length)) {
                return length;
            }
        }
    }
    return 0;
}

/* Unregistering nothing is EINVAL in every kernel that has the call, and has no effect. */
static bool kernel_has_rseq(void) {
    return syscall(SYS_rseq, NULL, 0, PERCH_RSEQ_UNREGISTER, 0) == -1 && errno == EINVAL;
}

/* io.perch.rseq.probe.RseqFacts names these words. */
PERCH_EXPORT void perch_rseq_facts(int64_t facts[6]) {
    facts[0] = kernel_has_rseq();
    facts[1] = (int64_t) getauxval(AUXV_RSEQ_FEATURE_SIZE);
    facts[2] = perch_has_area();
    facts[3] = libc_has_area() ? __rseq_size : 0;
    facts[4] = perch_cpu_id();
    facts[5] = perch_registered_length();
}
