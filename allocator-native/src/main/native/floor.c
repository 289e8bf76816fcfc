/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The floor that benchmarks compare with: an empty call, and pop + push without Java around them. They stand here because they need
 * the sections beside them; only io.perch.bench.NativeFloor calls them, by FFM or by JNI as the binding does.
 */
#include "perch.h"

#define JNI(type, name) PERCH_EXPORT type Java_io_perch_bench_JniFloor_##name

#define UNUSED_ENVIRONMENT void *environment __attribute__((unused)), void *type __attribute__((unused))

PERCH_EXPORT void perch_nop(void) {
}

JNI(void, nop)(UNUSED_ENVIRONMENT) {
}

#define PAIR_LOOP(mode, Mode)                                                                                         \
    PERCH_EXPORT int64_t perch_pair_loop_##mode(int64_t table, int32_t size_class, int64_t iterations) {              \
        int64_t done = 0;                                                                                             \
        while (done < iterations) {                                                                                   \
            int64_t block = perch_pop_##mode(table, size_class);                                                      \
            if (block <= 0 || perch_push_##mode(table, size_class, block) != 1) {                                     \
                break;                                                                                                \
            }                                                                                                         \
            done++;                                                                                                   \
        }                                                                                                             \
        return done;                                                                                                  \
    }                                                                                                                 \
    JNI(int64_t, pairLoop##Mode)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class, int64_t iterations) {         \
        return perch_pair_loop_##mode(table, size_class, iterations);                                                 \
    }

PAIR_LOOP(cpu, Cpu)
PAIR_LOOP(vcpu, Vcpu)
PAIR_LOOP(notify, Notify)
PAIR_LOOP(own, Own)
