/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Mode notify for aarch64, a part of slab_aarch64.S; notify_x86_64.h says what it is.
 *
 * Why a weakly ordered CPU needs no barrier here:
 *   key, then table and header ("own")    The slab's address does not come from the table, so nothing else would keep a load of the
 *                                         header from being done before that of the key, when the key is set back after a drain:
 *                                         key XOR (node_id, mm_cid), which is zero, is added to the address. Whoever sets a key
 *                                         does it with release order.
 *   table, then slab ("notify")           As in mode vcpu: an address dependency.
 *   armed slab, then its use ("own")      The store takes its data from the table, and the load that finds the stored address is of
 *                                         the same thread: data dependency and forwarding order as an address dependency does.
 *   thread.slab is not aligned            4 bytes before struct rseq. Only this thread and, at a switch, its CPU's kernel write it,
 *                                         and an exception that ends an access halfway has it done again or aborts the section.
 *
 *     x8  where the operation starts over
 */
#ifndef PERCH_NOTIFY_AARCH64_H
#define PERCH_NOTIFY_AARCH64_H

/*
 * x13 = the slab, x14 = its header of the class, or leave to arm; x11, x12, x16 are lost
 *     index = thread.cpu_id_start; if (index has no mark) arm
 *     slab = table[index without the mark]
 *     if (slab == 0 || slab.key != thread.(node_id, mm_cid) || thread.cpu_id < 0) arm
 */
.macro FIND_notify name
    ldr w11, [x9, #PERCH_RSEQ_CPU_ID_START]
    tbz w11, #PERCH_NOTIFY_BIT, .L\name\()_rearm
    and w11, w11, #~PERCH_NOTIFY_MARK
    INJECT PERCH_HAS_INDEX
    ldr x13, [x0, x11, lsl #3]
    cbz x13, .L\name\()_rearm
    CHECK_KEY \name
    add x14, x13, w1, uxtw #3
    REARM notify, \name
    INJECT PERCH_HAS_SLAB
.endm

/*
 * x13 = the slab, x14 = its header of the class, or leave to arm; x12, x16 are lost
 *     slab = thread.slab; if (slab has no mark) arm
 *     if (slab.key != thread.(node_id, mm_cid) || slab.table != table || thread.cpu_id < 0) arm
 */
.macro FIND_own name
    ldur x13, [x9, #PERCH_RSEQ_SLAB]
    tbz x13, #PERCH_SLAB_BIT, .L\name\()_rearm
    and x13, x13, #~(1 << PERCH_SLAB_BIT)
    INJECT PERCH_HAS_INDEX
    CHECK_KEY \name
    add x13, x13, x16
    ldr x12, [x13, #PERCH_TABLE]
    cmp x12, x0
    b.ne .L\name\()_rearm
    add x14, x13, w1, uxtw #3
    REARM own, \name
    INJECT PERCH_HAS_SLAB
.endm

/* x16 = 0, as far as this goes on */
.macro CHECK_KEY name
    ldr w12, [x9, #PERCH_RSEQ_CPU_ID]
    tbnz w12, #31, .L\name\()_rearm
    ldur x12, [x9, #PERCH_RSEQ_NODE_ID]
    ldr x16, [x13, #PERCH_KEY]
    eor x16, x16, x12
    cbnz x16, .L\name\()_rearm
.endm

.macro REARM mode, name
    .text 1
.L\name\()_rearm:
    adrp x8, .L\name\()_arm
    add x8, x8, :lo12:.L\name\()_arm
    b perch_arm_\mode
    .text
.endm

.macro MARK_notify
    orr w11, w11, #PERCH_NOTIFY_MARK
.endm

.macro MARK_own
    orr x11, x13, #1 << PERCH_SLAB_BIT
.endm

.macro COMMIT_MARK_notify
    str w11, [x9, #PERCH_RSEQ_CPU_ID_START]
.endm

.macro COMMIT_MARK_own
    stur x11, [x9, #PERCH_RSEQ_SLAB]
.endm

/*
 * perch_arm: not a function of its own, but where pop and push branch to
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     if (thread.cpu_id_start has no mark) thread.rearmed = 1      for perch_marked: the thread was switched out, or had a signal
 *     commit: thread.cpu_id_start = index with mark, or thread.slab = slab with mark
 *     start the operation over
 *
 *     x11 index, then word with mark    x13 slab    x15 the thread's own words    w12, x16 what is looked at and stored
 */
.macro ARM_SLAB mode
    ENTER perch_arm_\mode
    .hidden perch_arm_\mode
    TRY_AGAIN perch_arm_\mode
    ARM_AGAIN perch_arm_\mode
    SLAB vcpu
    ldr w12, [x9, #PERCH_RSEQ_CPU_ID_START]
    tbnz w12, #PERCH_NOTIFY_BIT, 8f
    adrp x15, perch_thread_offset
    ldr x15, [x15, :lo12:perch_thread_offset]
    mrs x16, tpidr_el0
    add x15, x15, x16
    mov w16, #1
    str w16, [x15, #PERCH_THREAD_REARMED]
8:  MARK_\mode
    INJECT PERCH_COMMITS
    COMMIT_MARK_\mode
perch_arm_\mode\()_post_commit:
    br x8
    RESTART_ON_ABORT perch_arm_\mode
.endm

#endif
