/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Pushes for aarch64 where memory is in several partitions, a part of slab_aarch64.S: to the list of the block's partition.
 */
#ifndef PERCH_PARTITION_AARCH64_H
#define PERCH_PARTITION_AARCH64_H

/*
 * x14 = the header of the list that a block goes to, x16 = whether it is of the slab's partition; x12, x15, x17 are lost
 *     class = lists & 0xffff; list = lists >> LIST_SHIFT      the list of the block's partition for the class
 *     own = list - class == slab.partition                    in here, because the thread may come to another node at any time
 *     if (own) list = class
 */
.macro LIST
    and w15, w1, #0xffff
    lsr w16, w1, #PERCH_LIST_SHIFT
    sub w17, w16, w15
    ldr x12, [x13, #PERCH_PARTITION]
    cmp x17, x12
    csel w15, w15, w16, eq
    cset w16, eq
    add x14, x13, w15, uxtw #3
.endm

/*
 * int32_t perch_push_partition(int64_t table, int32_t lists, int64_t block)
 *     As perch_push, with the list that LIST chooses for the class.
 *     slab.local_frees += own                             before the commit, so an abort just here counts twice
 *
 *     x2 block    x13 slab    x14 header    x16 own    w11 current    w12 end, then top block, then the count
 */
.macro PUSH_PARTITION mode
    ENTER perch_push_partition_\mode
    ARM perch_push_partition_\mode
    FIND_\mode perch_push_partition_\mode
    LIST
    ldrh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
    INJECT PERCH_HAS_HEADER
    ldrh w12, [x14, #PERCH_HEADERS + PERCH_HEADER_END]
    cmp w11, w12
    b.hs .Lnothing
    REFUSE_TOP
    str x2, [x13, x11, lsl #3]
    add w11, w11, #1
    ldr x12, [x13, #PERCH_LOCAL_FREES]
    add x12, x12, x16
    str x12, [x13, #PERCH_LOCAL_FREES]
    INJECT PERCH_COMMITS
    strh w11, [x14, #PERCH_HEADERS + PERCH_HEADER_CURRENT]
perch_push_partition_\mode\()_post_commit:
    mov w0, #1
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
    SLAB \mode
    LIST
    cbz w16, .Lnothing
    PUSH_ALL perch_push_batch_partition_\mode
.endm

#endif
