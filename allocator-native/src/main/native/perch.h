/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* What the library's files share, and what Java calls. */
#ifndef PERCH_H
#define PERCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "perch_layout.h"

#define PERCH_EXPORT __attribute__((visibility("default")))

/* Operations on slabs, in assembly: one critical section each (io.perch.rseq.call.SlabCalls documents them). */
#define PERCH_SLAB_PAIR(mode)                                                                                         \
    int64_t perch_pop_##mode(int64_t table, int32_t size_class);                                                      \
    int32_t perch_push_##mode(int64_t table, int32_t size_class, int64_t block);

#define PERCH_SLAB_OPERATIONS(mode)                                                                                   \
    PERCH_SLAB_PAIR(mode)                                                                                             \
    int32_t perch_pop_batch_##mode(int64_t table, int32_t size_class, int64_t target, int32_t count);                 \
    int32_t perch_push_batch_##mode(int64_t table, int32_t size_class, int64_t source, int32_t count);                \
    int32_t perch_grow_##mode(int64_t table, int32_t size_class, int32_t index, int32_t count);                       \
    int32_t perch_index_##mode(void);

PERCH_SLAB_OPERATIONS(cpu)
PERCH_SLAB_OPERATIONS(vcpu)
/* Mode notify, in libc's area and in Perch's own. Its other operations are those of mode vcpu. */
PERCH_SLAB_PAIR(notify)
PERCH_SLAB_PAIR(own)

/* The same where memory is in several partitions. */
#define PERCH_PARTITION_PAIR(mode)                                                                                    \
    int64_t perch_pop_partition_##mode(int64_t table, int32_t size_class);                                            \
    int32_t perch_push_partition_##mode(int64_t table, int32_t lists, int64_t block);

PERCH_PARTITION_PAIR(cpu)
PERCH_PARTITION_PAIR(vcpu)
PERCH_PARTITION_PAIR(notify)
PERCH_PARTITION_PAIR(own)

int32_t perch_push_batch_partition_cpu(int64_t table, int32_t lists, int64_t source, int32_t count);
int32_t perch_push_batch_partition_vcpu(int64_t table, int32_t lists, int64_t source, int32_t count);

/* One critical section, in assembly: io.perch.rseq.call.CounterCalls. */
int32_t perch_add(int64_t cells, int32_t count, int64_t value);

/* Where the calling thread runs: io.perch.rseq.call.LocationCalls. */
int32_t perch_location_cpu(void);
int32_t perch_location_node(void);
int32_t perch_location_vcpu(void);
int32_t perch_location_kernel_node(void);

/* Where a self-test thread waits in a critical section for a fence; offsets in perch_layout.h. */
struct spin {
    uint64_t entered;
    uint64_t fenced;
    uint64_t survived;
};

_Static_assert(offsetof(struct spin, entered) == PERCH_SPIN_ENTERED, "as the assembly knows it");
_Static_assert(offsetof(struct spin, fenced) == PERCH_SPIN_FENCED, "as the assembly knows it");
_Static_assert(offsetof(struct spin, survived) == PERCH_SPIN_SURVIVED, "as the assembly knows it");

int32_t perch_spin(struct spin *spin, uint64_t round, int64_t limit);
int32_t perch_publish(uint64_t *word, uint64_t tag);
int64_t perch_watch(const uint64_t *other, uint64_t tag, uint64_t *seen, int64_t limit);

/* Offset of struct rseq from the thread pointer, the same in every thread. Critical sections may run only if perch_has_area(). */
extern int64_t perch_rseq_offset __attribute__((visibility("hidden")));

/* Whether libc, or else Perch, has a struct rseq in every thread, registered or not. */
bool perch_has_area(void);

/* The calling thread's cpu_id; negative if it is not registered, or has no struct rseq. */
int32_t perch_cpu_id(void);

#endif
