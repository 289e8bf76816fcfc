/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The operations on slabs for aarch64: one critical section each, written once and assembled for each index mode.
 *
 * Shape of every operation:
 *
 *     aborts = 0
 *   arm:
 *     thread.rseq_cs = &descriptor          from here on the kernel knows where to go if it interrupts us
 *   start:
 *     ... load, check, prepare; a failed check leaves by a branch out of the range ...
 *     one commit store                      the last instruction: before it nothing happened, after it everything
 *   post_commit:
 *     return
 *   abort handler, elsewhere:
 *     if (++aborts < MAX_ABORTS) goto arm   the kernel has cleared rseq_cs
 *     return ABORTED
 *
 * Why a weakly ordered CPU needs no barrier here:
 *   store of rseq_cs, then the section    The kernel reads rseq_cs on this CPU after an exception, and an exception sees all
 *                                         earlier stores of its own CPU in program order.
 *   table entry, then slab                The slab's address comes from the table, so every access to the slab has an address
 *                                         dependency on that load; whoever publishes a slab stores the entry with release order.
 *   slot, then current (push)             Both are read next by a thread on the same (virtual) CPU: on the same CPU program order
 *                                         holds; if the mm_cid moved to another CPU, two context switches lie between, and each
 *                                         is a full barrier.
 *   current, then slot (pop)              The same: the next writer of the slot comes after a context switch, or is this thread.
 *   contents of a block, then its push    The same again: the thread that pops it ran on this (virtual) CPU later.
 *   a remote reader or writer of a slab   Stores null to the table and fences; membarrier is a full barrier on every CPU that runs
 *                                         a thread of the process, so it sees every commit, and later sections see its null.
 *
 * Registers of all operations:
 *     x0  table    w1  size class    w2/x2, w3  further arguments; all kept for a restart
 *     x9  struct rseq of this thread    w10  aborts in a row    x11 to x17  free
 */
#include "inject.h"
#include "perch_layout.h"

.macro ENTER name
    .text
    .p2align 6
    .globl \name
    .type \name, %function
\name:
.endm

/* x9 = struct rseq of this thread; x11 is lost */
.macro AREA
    adrp x9, perch_rseq_offset
    ldr x9, [x9, :lo12:perch_rseq_offset]
    mrs x11, tpidr_el0
    add x9, x9, x11
.endm

.macro ARM name
    AREA
    mov w10, wzr
    ARM_AGAIN \name
.endm

.macro ARM_AGAIN name
.L\name\()_arm:
    adrp x11, \name\()_cs
    add x11, x11, :lo12:\name\()_cs
#ifndef PERCH_PLANT_NEVER_ABORTED
    str x11, [x9, #PERCH_RSEQ_CS]
#endif
\name\()_start:
    INJECT PERCH_ARMED
.endm

/* The signature before the handler is an instruction that traps: brk #0x45e0. */
.macro ABORT_HANDLER name
    .section .text.unlikely, "ax", %progbits
    .inst PERCH_RSEQ_SIGNATURE
    .type \name\()_aborted_by_preemption_signal_or_fence, %function
\name\()_aborted_by_preemption_signal_or_fence:
.endm

.macro DESCRIPTOR name
    .size \name\()_aborted_by_preemption_signal_or_fence, . - \name\()_aborted_by_preemption_signal_or_fence
    .text
    .size \name, . - \name
    .section __rseq_cs, "aw", %progbits
    .p2align 5
    .type \name\()_cs, %object
    .size \name\()_cs, 32
\name\()_cs:
    .word 0, 0
    .xword \name\()_start, \name\()_post_commit - \name\()_start, \name\()_aborted_by_preemption_signal_or_fence
    .section __rseq_cs_ptr_array, "aw", %progbits
    .xword \name\()_cs
.endm

.macro RESTART_ON_ABORT name
    ABORT_HANDLER \name
    INJECT_ABORTED \name
    TRY_AGAIN \name
    DESCRIPTOR \name
.endm

.macro TRY_AGAIN name
    add w10, w10, #1
    cmp w10, #PERCH_MAX_ABORTS
    b.lo .L\name\()_arm
    mov x0, #PERCH_ABORTED
    ret
.endm

/*
 * x11 = the slab index, in mode cpu; x12 is lost
 *     index = thread.cpu_id_start
 *     if (index != thread.cpu_id) {                       cpu_id is negative, or cpu_id_start holds a mark, not a CPU number
 *         if (index has not the high bit) return UNREGISTERED
 *         index = thread.cpu_id                           exact in here: a thread that changes its CPU is aborted
 *         if (index < 0) return UNREGISTERED
 *     }
 * The mark is notify.c's, if the user asked for it. Without it cpu_id_start is used, and cpu_id confirms it.
 */
.macro INDEX_cpu
    ldp w11, w12, [x9, #PERCH_RSEQ_CPU_ID_START]
    cmp w11, w12
    b.eq 9f
    tbz w11, #31, .Lunregistered
    mov w11, w12
    tbnz w11, #31, .Lunregistered
9:
.endm

/*
 * x11 = the slab index, in mode vcpu; x12 is lost
 *     if (thread.cpu_id < 0) return UNREGISTERED          node_id and mm_cid would be 0, which is somebody's slab
 *     index = thread.mm_cid + (thread.node_id << NODE_SHIFT)
 */
.macro INDEX_vcpu
    ldr w11, [x9, #PERCH_RSEQ_CPU_ID]
    tbnz w11, #31, .Lunregistered
    ldp w11, w12, [x9, #PERCH_RSEQ_NODE_ID]
    add x11, x12, x11, lsl #PERCH_NODE_SHIFT
.endm

/* x13 = the slab of this thread's index, x14 = its header of the class */
.macro SLAB mode
    INDEX_\mode
    INJECT PERCH_HAS_INDEX
    SLAB_AT_INDEX
.endm

.macro SLAB_AT_INDEX
    ldr x13, [x0, x11, lsl #3]
    cbz x13, .Lno_slab
    add x14, x13, w1, uxtw #3
    INJECT PERCH_HAS_SLAB
.endm

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
 *     commit: slab.header[class].current = current - 1
 *     return block
 *
 *     x13 slab    x14 header    w11 current    w12 begin    x15 block
 */
.macro POP mode
    ENTER perch_pop_\mode
    ARM perch_pop_\mode
    FIND_\mode perch_pop_\mode
    ldrh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
    INJECT PERCH_HAS_HEADER
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_BEGIN]
    cmp w11, w12
    b.ls .Lnothing
    sub w11, w11, #1
    ldr x15, [x13, x11, lsl #3]
    INJECT PERCH_COMMITS
    strh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
perch_pop_\mode\()_post_commit:
    mov x0, x15
    ret
    RESTART_ON_ABORT perch_pop_\mode
.endm

/*
 * int32_t perch_push(int64_t table, int32_t size_class, int64_t block)
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     current = slab.header[class].current
 *     if (current >= slab.header[class].end) return NOTHING
 *     slab.slot[current] = block                          above current: nobody reads it yet
 *     commit: slab.header[class].current = current + 1
 *     return 1
 *
 *     x2 block    x13 slab    x14 header    w11 current    w12 end
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
 *     x2 target    w3 count    x13 slab, then first slot    x14 header    w11 current, then current - n    w12 n    x15 i    x16 a block
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
 *     x2 source    w3 count    x13 slab, then first slot    x14 header    w11 current, then current + n    w12 n    x15 i    x16 a block
 */
.macro PUSH_BATCH mode
    ENTER perch_push_batch_\mode
    CHECK_COUNT
    ARM perch_push_batch_\mode
    SLAB \mode
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
perch_push_batch_\mode\()_post_commit:
    mov w0, w12
    ret
    RESTART_ON_ABORT perch_push_batch_\mode
.endm

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

POP cpu
POP vcpu
POP notify
POP own
PUSH cpu
PUSH vcpu
PUSH notify
PUSH own
ARM_SLAB notify
ARM_SLAB own
POP_BATCH cpu
POP_BATCH vcpu
PUSH_BATCH cpu
PUSH_BATCH vcpu
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

/*
 * int32_t perch_spin(struct spin *spin, uint64_t round, int64_t limit)
 *     spin.entered = round                                tells the fencing thread that we are inside
 *     while (spin.fenced != round) if (--limit == 0) return NOTHING
 *     commit: spin.survived = round                       a fence has passed and we were not aborted
 *     return 1
 *   abort handler:
 *     return ABORTED
 *
 *     x0 spin    x1 round    x2 limit    x11 fenced
 */
    ENTER perch_spin
    ARM perch_spin
    str x1, [x0, #PERCH_SPIN_ENTERED]
1:  ldr x11, [x0, #PERCH_SPIN_FENCED]
    cmp x11, x1
    b.eq 2f
    subs x2, x2, #1
    b.ne 1b
    b .Lnothing
2:  str x1, [x0, #PERCH_SPIN_SURVIVED]
perch_spin_post_commit:
    mov w0, #1
    ret
    ABORT_HANDLER perch_spin
    mov x0, #PERCH_ABORTED
    ret
    DESCRIPTOR perch_spin

/* x13 = who this thread is, as an identity word with the tag in x1; x11, x12 are lost */
.macro IDENTITY
    INDEX_vcpu
    ldr w12, [x9, #PERCH_RSEQ_CPU_ID]
    orr x13, x11, x12, lsl #PERCH_IDENTITY_CPU_SHIFT
    orr x13, x13, x1
.endm

/*
 * int32_t perch_publish(uint64_t *word, uint64_t tag)
 *     commit: *word = identity with tag
 *     return 1
 *
 *     x0 word    x1 tag    x13 identity
 */
    ENTER perch_publish
    ARM perch_publish
    IDENTITY
    str x13, [x0]
perch_publish_post_commit:
    mov w0, #1
    ret
    RESTART_ON_ABORT perch_publish

/*
 * int64_t perch_watch(const uint64_t *other, uint64_t tag, uint64_t *seen, int64_t limit)
 *     self = identity with tag
 *     before = *other
 *     while ((now = *other) == before) if (--limit == 0) return NOTHING
 *     commit: *seen = now                                 the other thread published while we ran, so it ran at the same time
 *     return self
 *   abort handler:
 *     return ABORTED
 *
 *     x0 other    x1 tag    x2 seen    x3 limit    x13 self    x11 before    x12 now
 */
    ENTER perch_watch
    ARM perch_watch
    IDENTITY
    ldr x11, [x0]
1:  ldr x12, [x0]
    cmp x12, x11
    b.ne 2f
    subs x3, x3, #1
    b.ne 1b
    b .Lnothing
2:  str x12, [x2]
perch_watch_post_commit:
    mov x0, x13
    ret
    ABORT_HANDLER perch_watch
    mov x0, #PERCH_ABORTED
    ret
    DESCRIPTOR perch_watch

    .section .note.GNU-stack, "", %progbits
