/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The operations on slabs for aarch64: one critical section each, written once and assembled for each index mode.
 * section_aarch64.h has what they have in common, and the registers.
 */
#include "section_aarch64.h"

/* The same, as modes cpu and vcpu find it, for pop and push */
.macro FIND_cpu name
    SLAB cpu
.endm

.macro FIND_vcpu name
    SLAB vcpu
.endm

#include "notify_aarch64.h"

/*
 * int64_t perch_pop(int64_t table, int32_t size_class)
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     current = slab.header[class].current
 *     if (current <= slab.header[class].begin) return NOTHING
 *     block = slab.slot[current - 1]
 *     perch_pop_partition: slab.allocations++             before the commit, so an abort just here counts twice
 *     commit: slab.header[class].current = current - 1
 *     return block
 *
 *     x13 slab    x14 header    w11 current    w12 begin    x15 block
 */
.macro POP mode, partition=
    ENTER perch_pop_\partition\mode
    ARM perch_pop_\partition\mode
    FIND_\mode perch_pop_\partition\mode
    ldrh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
    INJECT PERCH_HAS_HEADER
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_BEGIN]
    cmp w11, w12
    b.ls .Lnothing
    sub w11, w11, #1
    ldr x15, [x13, x11, lsl #3]
    .ifnb \partition
    ldr x12, [x13, #PERCH_ALLOCATIONS]
    add x12, x12, #1
    str x12, [x13, #PERCH_ALLOCATIONS]
    .endif
    INJECT PERCH_COMMITS
    strh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
perch_pop_\partition\mode\()_post_commit:
    mov x0, x15
    ret
    RESTART_ON_ABORT perch_pop_\partition\mode
.endm

/*
 * Leaves with FREED_TWICE if the block is the one on top of its list. Below an empty list lies a slot of another list, which may
 * still have the address of a block that was taken from there long ago.
 */
.macro REFUSE_TOP
    sub w12, w11, #1
    ldr x12, [x13, x12, lsl #3]
    cmp x12, x2
    b.ne 1f
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_BEGIN]
    cmp w11, w12
    b.hi .Lfreed_twice
1:
.endm

/*
 * int32_t perch_push(int64_t table, int32_t size_class, int64_t block)
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     current = slab.header[class].current
 *     if (current >= slab.header[class].end) return NOTHING
 *     if (slab.slot[current - 1] == block && current > slab.header[class].begin) return FREED_TWICE
 *     slab.slot[current] = block                          above current: nobody reads it yet
 *     commit: slab.header[class].current = current + 1
 *     return 1
 *
 *     x2 block    x13 slab    x14 header    w11 current    w12 end, then top block
 */
.macro PUSH mode
    ENTER perch_push_\mode
    ARM perch_push_\mode
    FIND_\mode perch_push_\mode
    ldrh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
    INJECT PERCH_HAS_HEADER
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_END]
    cmp w11, w12
    b.hs .Lnothing
    REFUSE_TOP
    str x2, [x13, x11, lsl #3]
    add w11, w11, #1
    INJECT PERCH_COMMITS
    strh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
perch_push_\mode\()_post_commit:
    mov w0, #1
    ret
    RESTART_ON_ABORT perch_push_\mode
.endm

/* Leaves with NOTHING unless 1 <= count (w3) <= MAX_BATCH. */
.macro CHECK_COUNT
    sub w11, w3, #1
    cmp w11, #PERCH_MAX_BATCH - 1
    b.hi .Lnothing
.endm

/*
 * int32_t perch_pop_batch(int64_t table, int32_t size_class, int64_t target, int32_t count)
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     n = min(count, current - begin); if (n <= 0) return NOTHING
 *     for (i = 0; i < n; i++) target[i] = slab.slot[current - n + i]      the caller's memory: a restart writes it again
 *     commit: slab.header[class].current = current - n
 *     return n
 *
 *     x2 target    w3 count    x13 slab, then first slot    x14 header    w11 current, then current - n    w12 n    x15 i    x16 a
 *     block
 */
.macro POP_BATCH mode
    ENTER perch_pop_batch_\mode
    CHECK_COUNT
    ARM perch_pop_batch_\mode
    SLAB \mode
    ldrh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
    INJECT PERCH_HAS_HEADER
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_BEGIN]
    subs w12, w11, w12
    b.ls .Lnothing
    cmp w12, w3
    csel w12, w12, w3, lo
    sub w11, w11, w12
    add x13, x13, x11, lsl #3
    mov x15, xzr
1:  ldr x16, [x13, x15, lsl #3]
    str x16, [x2, x15, lsl #3]
    add x15, x15, #1
    cmp w15, w12
    b.lo 1b
    INJECT PERCH_COMMITS
    strh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
perch_pop_batch_\mode\()_post_commit:
    mov w0, w12
    ret
    RESTART_ON_ABORT perch_pop_batch_\mode
.endm

/*
 * int32_t perch_push_batch(int64_t table, int32_t size_class, int64_t source, int32_t count)
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     n = min(count, end - current); if (n <= 0) return NOTHING
 *     for (i = 0; i < n; i++) slab.slot[current + i] = source[i]          above current: nobody reads it yet
 *     commit: slab.header[class].current = current + n
 *     return n
 *
 *     x2 source    w3 count    x13 slab, then first slot    x14 header    w11 current, then current + n    w12 n    x15 i    x16 a
 *     block
 */
.macro PUSH_BATCH mode
    ENTER perch_push_batch_\mode
    CHECK_COUNT
    ARM perch_push_batch_\mode
    SLAB \mode
    PUSH_ALL perch_push_batch_\mode
.endm

/* The end of a batch's push to the list with header x14 of slab x13 */
.macro PUSH_ALL name
    ldrh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
    INJECT PERCH_HAS_HEADER
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_END]
    subs w12, w12, w11
    b.ls .Lnothing
    cmp w12, w3
    csel w12, w12, w3, lo
    add x13, x13, x11, lsl #3
    add w11, w11, w12
    mov x15, xzr
1:  ldr x16, [x2, x15, lsl #3]
    str x16, [x13, x15, lsl #3]
    add x15, x15, #1
    cmp w15, w12
    b.lo 1b
    INJECT PERCH_COMMITS
    strh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
\name\()_post_commit:
    mov w0, w12
    ret
    RESTART_ON_ABORT \name
.endm

#include "partition_aarch64.h"

/*
 * int32_t perch_grow(int64_t table, int32_t size_class, int32_t index, int32_t count)
 *     if (this thread's index != index) return NOTHING
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     end = slab.header[class].end + count                count may be negative; an end below 0 is a large unsigned number
 *     if (end > slab.header[class].limit || end < slab.header[class].current) return NOTHING
 *     commit: slab.header[class].end = end
 *     return 1
 *
 *     w2 index    w3 count    x13 slab    x14 header    w11 end    w12 limit, then current
 */
.macro GROW mode
    ENTER perch_grow_\mode
    ARM perch_grow_\mode
    INDEX_\mode
    INJECT PERCH_HAS_INDEX
    cmp w11, w2
    b.ne .Lnothing
    SLAB_AT_INDEX
    ldrh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_END]
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_LIMIT]
    INJECT PERCH_HAS_HEADER
    add w11, w11, w3
    cmp w11, w12
    b.hi .Lnothing
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
    cmp w11, w12
    b.lo .Lnothing
    INJECT PERCH_COMMITS
    strh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_END]
perch_grow_\mode\()_post_commit:
    mov w0, #1
    ret
    RESTART_ON_ABORT perch_grow_\mode
.endm

    .text
.Lnothing:
    mov x0, #PERCH_NOTHING
    ret
.Lno_slab:
    mov x0, #PERCH_NO_SLAB
    ret
.Lunregistered:
    mov x0, #PERCH_UNREGISTERED
    ret
.Lfreed_twice:
    mov x0, #PERCH_FREED_TWICE
    ret

POP cpu
POP vcpu
POP notify
POP own
POP cpu, partition_
POP vcpu, partition_
POP notify, partition_
POP own, partition_
PUSH cpu
PUSH vcpu
PUSH notify
PUSH own
PUSH_PARTITION cpu
PUSH_PARTITION vcpu
PUSH_PARTITION notify
PUSH_PARTITION own
ARM_SLAB notify
ARM_SLAB own
POP_BATCH cpu
POP_BATCH vcpu
PUSH_BATCH cpu
PUSH_BATCH vcpu
PUSH_BATCH_PARTITION cpu
PUSH_BATCH_PARTITION vcpu
GROW cpu
GROW vcpu

/*
 * int32_t perch_index_cpu(void), int32_t perch_index_vcpu(void)
 *     No critical section: the answer is stale on return anyway. Hence cpu_id alone, which confirms itself.
 */
    ENTER perch_index_cpu
    AREA
    ldr w0, [x9, #PERCH_RSEQ_CPU_ID]
    tbnz w0, #31, .Lunregistered
    ret
    .size perch_index_cpu, . - perch_index_cpu

    ENTER perch_index_vcpu
    AREA
    INDEX_vcpu
    mov x0, x11
    ret
    .size perch_index_vcpu, . - perch_index_vcpu

/*
 * int32_t perch_add(int64_t cells, int32_t count, int64_t value)
 *     cpu = thread.cpu_id                                 negative if not registered, which is a large unsigned number
 *     if (cpu >= count) return NOTHING
 *     sum = cells[cpu] + value
 *     commit: cells[cpu] = sum
 *     return 1
 *
 *     x0 cells    w1 count    x2 value    x11 cpu, then address of its cell    x12 sum
 */
    ENTER perch_add
    ARM perch_add
    ldr w11, [x9, #PERCH_RSEQ_CPU_ID]
    cmp w11, w1
    b.hs .Lnothing
    add x11, x0, x11, lsl #PERCH_CELL_SHIFT
    ldr x12, [x11]
    add x12, x12, x2
    str x12, [x11]
perch_add_post_commit:
    mov w0, #1
    ret
    RESTART_ON_ABORT perch_add

#include "selftest_aarch64.h"

    .section .note.GNU-stack, "", %progbits
