/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Mode notify for x86-64, a part of slab_x86_64.S: pop and push take the slab from what the thread has cached in cpu_id_start, and
 * which the kernel erases when it switches the thread out. "notify" is the variant for libc's area (a slab index), "own" that for
 * Perch's own (a slab's address). The other operations are off the hot path, and are the same as in mode vcpu.
 *
 * A cache is never believed: the slab says whose it is, and that is compared with what the kernel promises to be true of this
 * thread. If the mark is gone, or does not fit, the section is left for one that recomputes slab, node and stop state from the
 * kernel's numbers and sets the mark, and the operation starts over. Both kinds of starting over count as aborts, so that there is
 * an end to it under a debugger that erases the mark at each step.
 *
 *     rcx  where the operation starts over
 */
#ifndef PERCH_NOTIFY_X86_64_H
#define PERCH_NOTIFY_X86_64_H

/*
 * r8 = the slab, or leave to arm; r11 is lost
 *     index = thread.cpu_id_start; if (index has no mark) arm
 *     slab = table[index without the mark]
 *     if (slab == 0 || slab.key != thread.(node_id, mm_cid) || thread.cpu_id < 0) arm
 */
.macro FIND_notify name
    movl RSEQ(CPU_ID_START), %eax
    btrl $PERCH_NOTIFY_BIT, %eax
    jnc .L\name\()_rearm
    INJECT PERCH_HAS_INDEX
    movq (%rdi, %rax, PERCH_WORD), %r8
    testq %r8, %r8
    jz .L\name\()_rearm
    CHECK_KEY \name
    REARM notify, \name
    INJECT PERCH_HAS_SLAB
.endm

/*
 * r8 = the slab, or leave to arm; r11 is lost
 *     slab = thread.slab; if (slab has no mark) arm
 *     if (slab.key != thread.(node_id, mm_cid) || slab.table != table || thread.cpu_id < 0) arm
 * A slab that is stopped has a key of no thread, a closed allocator's has the table 0, and a process may have several allocators.
 * The loads happen in this order, so a key that was set back after a drain comes with the drained lists.
 */
.macro FIND_own name
    movq RSEQ(SLAB), %r8
    btrq $PERCH_SLAB_BIT, %r8
    jnc .L\name\()_rearm
    INJECT PERCH_HAS_INDEX
    CHECK_KEY \name
    cmpq %rdi, PERCH_TABLE(%r8)
    jne .L\name\()_rearm
    REARM own, \name
    INJECT PERCH_HAS_SLAB
.endm

.macro CHECK_KEY name
    cmpl $0, RSEQ(CPU_ID)
    js .L\name\()_rearm
    movq RSEQ(NODE_ID), %r11
    cmpq %r11, PERCH_KEY(%r8)
    jne .L\name\()_rearm
.endm

.macro REARM mode, name
    .section .text.unlikely, "ax", @progbits
.L\name\()_rearm:
    leaq .L\name\()_arm(%rip), %rcx
    jmp perch_arm_\mode
    .text
.endm

/* rax = what to store for this thread's slab in r8, whose index is in rax */
.macro MARK_notify
    btsl $PERCH_NOTIFY_BIT, %eax
.endm

.macro MARK_own
    movq %r8, %rax
    btsq $PERCH_SLAB_BIT, %rax
.endm

.macro COMMIT_MARK_notify
    movl %eax, RSEQ(CPU_ID_START)
.endm

.macro COMMIT_MARK_own
    movq %rax, RSEQ(SLAB)
.endm

/*
 * perch_arm: not a function of its own, but where pop and push jump to
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     if (thread.cpu_id_start has no mark) thread.rearmed = 1      for perch_marked: the thread was switched out, or had a signal
 *     commit: thread.cpu_id_start = index with mark, or thread.slab = slab with mark
 *     start the operation over
 *
 *     rax index, then word with mark    r8 slab    r11 offset of the thread's own words
 */
.macro ARM_SLAB mode
    ENTER perch_arm_\mode
    .hidden perch_arm_\mode
    TRY_AGAIN perch_arm_\mode
    ARM_AGAIN perch_arm_\mode
    SLAB vcpu, %r8
    cmpl $0, RSEQ(CPU_ID_START)
    js 8f
    movq perch_thread_offset(%rip), %r11
    movl $1, %fs:PERCH_THREAD_REARMED(%r11)
8:  MARK_\mode
    INJECT PERCH_COMMITS
    COMMIT_MARK_\mode
perch_arm_\mode\()_post_commit:
    jmp *%rcx
    RESTART_ON_ABORT perch_arm_\mode
.endm

#endif
