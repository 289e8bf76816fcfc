/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Pushes for x86-64 where memory is in several partitions, a part of slab_x86_64.S: to the list of the block's partition.
 */
#ifndef PERCH_PARTITION_X86_64_H
#define PERCH_PARTITION_X86_64_H

/*
 * r11 = the header of the list that a block goes to, ecx = whether it is of the slab's partition; rax, r10 are lost
 *     class = lists & 0xffff; list = lists >> LIST_SHIFT      the list of the block's partition for the class
 *     own = list - class == slab.partition                    in here, because the thread may come to another node at any time
 *     if (own) list = class
 */
.macro LIST slab
    movzwl %si, %eax
    movl %esi, %r10d
    shrl $PERCH_LIST_SHIFT, %r10d
    movl %r10d, %r11d
    subl %eax, %r11d
    xorl %ecx, %ecx
    cmpq PERCH_PARTITION(\slab), %r11
    sete %cl
    cmovnel %r10d, %eax
    leaq PERCH_HEADERS(\slab, %rax, PERCH_HEADER_SIZE), %r11
.endm

/*
 * int32_t perch_push_partition(int64_t table, int32_t lists, int64_t block)
 *     As perch_push, with the list that LIST chooses for the class.
 *     slab.local_frees += own                             before the commit, so an abort just here counts twice
 *
 *     rdx block    r8 slab    r11 header    ecx own    r10d current
 */
.macro PUSH_PARTITION mode
    ENTER perch_push_partition_\mode
    ARM perch_push_partition_\mode
    FIND_\mode perch_push_partition_\mode
    LIST %r8
    movzwl PERCH_HEADER_CURRENT(%r11), %r10d
    INJECT PERCH_HAS_HEADER
    cmpw PERCH_HEADER_END(%r11), %r10w
    jae .Lnothing
    REFUSE_TOP PERCH_HEADER_BEGIN(%r11)
    movq %rdx, SLOT(%r8, %r10)
    incl %r10d
    addq %rcx, PERCH_LOCAL_FREES(%r8)
    INJECT PERCH_COMMITS
    movw %r10w, PERCH_HEADER_CURRENT(%r11)
perch_push_partition_\mode\()_post_commit:
    movl $1, %eax
    ret
    RESTART_ON_ABORT perch_push_partition_\mode
.endm

/*
 * int32_t perch_push_batch_partition(int64_t table, int32_t lists, int64_t source, int32_t count)
 *     As perch_push_batch, if the slab is of the blocks' partition, which all of them share; else NOTHING: they came from a
 *     transfer cache of that partition, and go back there.
 */
.macro PUSH_BATCH_PARTITION mode
    ENTER perch_push_batch_partition_\mode
    CHECK_COUNT
    ARM perch_push_batch_partition_\mode
    SLAB \mode, %r10
    movzwl %si, %eax
    movl %esi, %r11d
    shrl $PERCH_LIST_SHIFT, %r11d
    subl %eax, %r11d
    cmpq PERCH_PARTITION(%r10), %r11
    jne .Lnothing
    leaq PERCH_HEADERS(%r10, %rax, PERCH_HEADER_SIZE), %r8
    PUSH_ALL perch_push_batch_partition_\mode
.endm

#endif
