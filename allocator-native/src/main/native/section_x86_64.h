/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * What every critical section for x86-64 has, a part of slab_x86_64.S.
 *
 * Shape of every operation:
 *
 *     aborts = 0
 *   arm:
 *     thread.rseq_cs = &descriptor          from here on the kernel knows where to go if it interrupts us
 *   start:
 *     ... load, check, prepare; a failed check leaves by a jump out of the range ...
 *     one commit store                      the last instruction: before it nothing happened, after it everything
 *   post_commit:
 *     return
 *   abort handler, elsewhere:
 *     if (++aborts < MAX_ABORTS) goto arm   the kernel has cleared rseq_cs
 *     return ABORTED
 *
 * Nothing between start and post_commit calls, enters the kernel, or needs an atomic instruction: only this CPU (or virtual CPU)
 * writes the slab, and whoever else wants to must stop it and fence first. rseq_cs stays set afterwards; the kernel clears it when
 * it next finds the thread outside of the range.
 *
 * Registers of all operations:
 *     rdi  table    esi  size class (made 64 bits wide before the section)    edx/rdx, ecx  further arguments
 *          all of them kept for a restart
 *     r10  offset of struct rseq from the thread pointer (fs), until the index is read
 *     r9d  aborts in a row
 *     rax, r8, r10, r11, xmm0  free
 */
#ifndef PERCH_SECTION_X86_64_H
#define PERCH_SECTION_X86_64_H

#include "inject.h"
#include "perch_layout.h"

#define RSEQ(field) %fs:PERCH_RSEQ_##field(%r10)
#define HEADER(field, slab) PERCH_HEADERS + PERCH_HEADER_##field(slab, %rsi, PERCH_HEADER_SIZE)
#define SLOT(slab, i) (slab, i, PERCH_WORD)

.macro ENTER name
    .text
    .p2align 6
    .globl \name
    .type \name, @function
\name:
.endm

.macro ARM name
    xorl %r9d, %r9d
    ARM_AGAIN \name
.endm

.macro ARM_AGAIN name
.L\name\()_arm:
    movq perch_rseq_offset(%rip), %r10
    leaq \name\()_cs(%rip), %r11
#ifndef PERCH_PLANT_NEVER_ABORTED
    movq %r11, RSEQ(CS)
#endif
\name\()_start:
    INJECT PERCH_ARMED
.endm

/* The signature before the handler is the operand of an instruction that traps: ud1 0x53053053(%rip), %edi. */
.macro ABORT_HANDLER name
    .section .text.unlikely, "ax", @progbits
    .byte 0x0f, 0xb9, 0x3d
    .long PERCH_RSEQ_SIGNATURE
    .type \name\()_aborted_by_preemption_signal_or_fence, @function
\name\()_aborted_by_preemption_signal_or_fence:
.endm

.macro DESCRIPTOR name
    .size \name\()_aborted_by_preemption_signal_or_fence, . - \name\()_aborted_by_preemption_signal_or_fence
    .text
    .size \name, . - \name
    .section __rseq_cs, "aw", @progbits
    .p2align 5
    .type \name\()_cs, @object
    .size \name\()_cs, 32
\name\()_cs:
    .long 0, 0
    .quad \name\()_start, \name\()_post_commit - \name\()_start, \name\()_aborted_by_preemption_signal_or_fence
    .section __rseq_cs_ptr_array, "aw", @progbits
    .quad \name\()_cs
.endm

.macro RESTART_ON_ABORT name
    ABORT_HANDLER \name
    INJECT_ABORTED \name
    TRY_AGAIN \name
    DESCRIPTOR \name
.endm

.macro TRY_AGAIN name
    incl %r9d
    cmpl $PERCH_MAX_ABORTS, %r9d
    jb .L\name\()_arm
    movq $PERCH_ABORTED, %rax
    ret
.endm

/*
 * rax = the slab index, in mode cpu
 *     index = thread.cpu_id_start
 *     if (index != thread.cpu_id) {                       cpu_id is negative, or cpu_id_start holds a mark, not a CPU number
 *         if (index has not the high bit) return UNREGISTERED
 *         index = thread.cpu_id                           exact in here: a thread that changes its CPU is aborted
 *         if (index < 0) return UNREGISTERED
 *     }
 * The mark is rescheduling.c's, if the user asked for it. Without it cpu_id_start is used, and cpu_id confirms it.
 */
.macro INDEX_cpu
    movl RSEQ(CPU_ID_START), %eax
    cmpl RSEQ(CPU_ID), %eax
    je 9f
    testl %eax, %eax
    jns .Lunregistered
    movl RSEQ(CPU_ID), %eax
    testl %eax, %eax
    js .Lunregistered
9:
.endm

/*
 * rax = the slab index, in mode vcpu; r11 is lost
 *     if (thread.cpu_id < 0) return UNREGISTERED          node_id and mm_cid would be 0, which is somebody's slab
 *     index = (thread.node_id << NODE_SHIFT) | thread.mm_cid
 */
.macro INDEX_vcpu
    cmpl $0, RSEQ(CPU_ID)
    js .Lunregistered
    movq RSEQ(NODE_ID), %rax
    movq %rax, %r11
    shrq $32, %r11
    shll $PERCH_NODE_SHIFT, %eax
    orq %r11, %rax
.endm

/* slab = the slab of this thread's index */
.macro SLAB mode, slab
    INDEX_\mode
    INJECT PERCH_HAS_INDEX
    movq (%rdi, %rax, PERCH_WORD), \slab
    testq \slab, \slab
    jz .Lno_slab
    INJECT PERCH_HAS_SLAB
.endm

#endif
