/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The critical sections of the self-test (selftest.c) for aarch64, a part of slab_aarch64.S. */
#ifndef PERCH_SELFTEST_AARCH64_H
#define PERCH_SELFTEST_AARCH64_H

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

#endif
