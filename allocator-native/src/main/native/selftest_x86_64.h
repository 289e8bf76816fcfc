/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The critical sections of the self-test (selftest.c) for x86-64, a part of slab_x86_64.S. */
#ifndef PERCH_SELFTEST_X86_64_H
#define PERCH_SELFTEST_X86_64_H

/*
 * int32_t perch_spin(struct spin *spin, uint64_t round, int64_t limit)
 *     spin.entered = round                                tells the fencing thread that we are inside
 *     while (spin.fenced != round) if (--limit == 0) return NOTHING
 *     commit: spin.survived = round                       a fence has passed and we were not aborted
 *     return 1
 *   abort handler:
 *     return ABORTED
 *
 *     rdi spin    rsi round    rdx limit
 */
    ENTER perch_spin
    ARM perch_spin
    movq %rsi, PERCH_SPIN_ENTERED(%rdi)
1:  cmpq %rsi, PERCH_SPIN_FENCED(%rdi)
    je 2f
    decq %rdx
    jnz 1b
    jmp .Lnothing
2:  movq %rsi, PERCH_SPIN_SURVIVED(%rdi)
perch_spin_post_commit:
    movl $1, %eax
    ret
    ABORT_HANDLER perch_spin
    movq $PERCH_ABORTED, %rax
    ret
    DESCRIPTOR perch_spin

/* r8 = who this thread is, as an identity word with the tag in rsi; rax, r11 are lost */
.macro IDENTITY
    INDEX_vcpu
    movl RSEQ(CPU_ID), %r8d
    shlq $PERCH_IDENTITY_CPU_SHIFT, %r8
    orq %rax, %r8
    orq %rsi, %r8
.endm

/*
 * int32_t perch_publish(uint64_t *word, uint64_t tag)
 *     commit: *word = identity with tag
 *     return 1
 *
 *     rdi word    rsi tag    r8 identity
 */
    ENTER perch_publish
    ARM perch_publish
    IDENTITY
    movq %r8, (%rdi)
perch_publish_post_commit:
    movl $1, %eax
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
 *     rdi other    rsi tag    rdx seen    rcx limit    r8 self    r10 before    r11 now
 */
    ENTER perch_watch
    ARM perch_watch
    IDENTITY
    movq (%rdi), %r10
1:  movq (%rdi), %r11
    cmpq %r10, %r11
    jne 2f
    decq %rcx
    jnz 1b
    jmp .Lnothing
2:  movq %r11, (%rdx)
perch_watch_post_commit:
    movq %r8, %rax
    ret
    ABORT_HANDLER perch_watch
    movq $PERCH_ABORTED, %rax
    ret
    DESCRIPTOR perch_watch

#endif
