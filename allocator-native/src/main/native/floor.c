/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The floor that benchmarks compare with: an empty call, and pop + push without Java around them. */
#include "perch.h"

PERCH_EXPORT void perch_nop(void) {
}

#define PAIR_LOOP(mode)                                                                                               \
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
    }

PAIR_LOOP(cpu)
PAIR_LOOP(vcpu)
PAIR_LOOP(notify)
PAIR_LOOP(own)
