/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * What every critical section for aarch64 has, a part of slab_aarch64.S.
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
#ifndef PERCH_SECTION_AARCH64_H
#define PERCH_SECTION_AARCH64_H

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
 * The mark is rescheduling.c's, if the user asked for it. Without it cpu_id_start is used, and cpu_id confirms it.
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

#endif
