/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The operations on slabs for x86-64: one critical section each, written once and assembled for each index mode.
 * section_x86_64.h has what they have in common, and the registers.
 */
#include "section_x86_64.h"

/* r8 = the slab of this thread, as modes cpu and vcpu find it, for pop and push */
.macro FIND_cpu name
    SLAB cpu, %r8
.endm

.macro FIND_vcpu name
    SLAB vcpu, %r8
.endm

#include "notify_x86_64.h"

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
 *     r8 slab    r10d current    rax block
 */
.macro POP mode, partition=
    ENTER perch_pop_\partition\mode
    movl %esi, %esi
    ARM perch_pop_\partition\mode
    FIND_\mode perch_pop_\partition\mode
    movzwl HEADER(CURRENT, %r8), %r10d
    INJECT PERCH_HAS_HEADER
    cmpw HEADER(BEGIN, %r8), %r10w
    jbe .Lnothing
    movq -PERCH_WORD(%r8, %r10, PERCH_WORD), %rax
    decl %r10d
    .ifnb \partition
    incq PERCH_ALLOCATIONS(%r8)
    .endif
    INJECT PERCH_COMMITS
    movw %r10w, HEADER(CURRENT, %r8)
perch_pop_\partition\mode\()_post_commit:
    ret
    RESTART_ON_ABORT perch_pop_\partition\mode
.endm

/*
 * Leaves with FREED_TWICE if the block is the one on top of its list. Below an empty list lies a slot of another list, which may
 * still have the address of a block that was taken from there long ago.
 */
.macro REFUSE_TOP begin:vararg
    cmpq %rdx, -PERCH_WORD(%r8, %r10, PERCH_WORD)
    jne 1f
    cmpw \begin, %r10w
    ja .Lfreed_twice
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
 *     rdx block    r8 slab    r10d current
 */
.macro PUSH mode
    ENTER perch_push_\mode
    movl %esi, %esi
    ARM perch_push_\mode
    FIND_\mode perch_push_\mode
    movzwl HEADER(CURRENT, %r8), %r10d
    INJECT PERCH_HAS_HEADER
    cmpw HEADER(END, %r8), %r10w
    jae .Lnothing
    REFUSE_TOP HEADER(BEGIN, %r8)
    movq %rdx, SLOT(%r8, %r10)
    incl %r10d
    INJECT PERCH_COMMITS
    movw %r10w, HEADER(CURRENT, %r8)
perch_push_\mode\()_post_commit:
    movl $1, %eax
    ret
    RESTART_ON_ABORT perch_push_\mode
.endm

/* Leaves with NOTHING unless 1 <= count (ecx) <= MAX_BATCH. */
.macro CHECK_COUNT
    leal -1(%rcx), %eax
    cmpl $PERCH_MAX_BATCH - 1, %eax
    ja .Lnothing
.endm

/*
 * int32_t perch_pop_batch(int64_t table, int32_t size_class, int64_t target, int32_t count)
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     n = min(count, current - begin); if (n <= 0) return NOTHING
 *     for (i = 0; i < n; i++) target[i] = slab.slot[current - n + i]      the caller's memory: a restart writes it again
 *     commit: slab.header[class].current = current - n
 *     return n
 *
 *     rdx target    ecx count    r8 header    r10 slab, then first slot    eax n    r11d current, then i    xmm0 a block
 */
.macro POP_BATCH mode
    ENTER perch_pop_batch_\mode
    movl %esi, %esi
    CHECK_COUNT
    ARM perch_pop_batch_\mode
    SLAB \mode, %r10
    leaq PERCH_HEADERS(%r10, %rsi, PERCH_HEADER_SIZE), %r8
    movzwl PERCH_HEADER_CURRENT(%r8), %r11d
    INJECT PERCH_HAS_HEADER
    movl %r11d, %eax
    subw PERCH_HEADER_BEGIN(%r8), %ax
    jbe .Lnothing
    cmpl %ecx, %eax
    cmoval %ecx, %eax
    subl %eax, %r11d
    leaq SLOT(%r10, %r11), %r10
    xorl %r11d, %r11d
1:  movq SLOT(%r10, %r11), %xmm0
    movq %xmm0, SLOT(%rdx, %r11)
    incl %r11d
    cmpl %eax, %r11d
    jb 1b
    movzwl PERCH_HEADER_CURRENT(%r8), %eax
    subl %r11d, %eax
    INJECT PERCH_COMMITS
    movw %ax, PERCH_HEADER_CURRENT(%r8)
perch_pop_batch_\mode\()_post_commit:
    movl %r11d, %eax
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
 *     rdx source    ecx count    r8 header    r10 slab, then first slot    eax n    r11d current, then i    xmm0 a block
 */
.macro PUSH_BATCH mode
    ENTER perch_push_batch_\mode
    movl %esi, %esi
    CHECK_COUNT
    ARM perch_push_batch_\mode
    SLAB \mode, %r10
    leaq PERCH_HEADERS(%r10, %rsi, PERCH_HEADER_SIZE), %r8
    PUSH_ALL perch_push_batch_\mode
.endm

/* The end of a batch's push to the list with header r8 of slab r10 */
.macro PUSH_ALL name
    movzwl PERCH_HEADER_CURRENT(%r8), %r11d
    INJECT PERCH_HAS_HEADER
    movzwl PERCH_HEADER_END(%r8), %eax
    subl %r11d, %eax
    jbe .Lnothing
    cmpl %ecx, %eax
    cmoval %ecx, %eax
    leaq SLOT(%r10, %r11), %r10
    xorl %r11d, %r11d
1:  movq SLOT(%rdx, %r11), %xmm0
    movq %xmm0, SLOT(%r10, %r11)
    incl %r11d
    cmpl %eax, %r11d
    jb 1b
    movzwl PERCH_HEADER_CURRENT(%r8), %eax
    addl %r11d, %eax
    INJECT PERCH_COMMITS
    movw %ax, PERCH_HEADER_CURRENT(%r8)
\name\()_post_commit:
    movl %r11d, %eax
    ret
    RESTART_ON_ABORT \name
.endm

#include "partition_x86_64.h"

/*
 * int32_t perch_grow(int64_t table, int32_t size_class, int32_t index, int32_t count)
 *     if (this thread's index != index) return NOTHING
 *     slab = table[index]; if (slab == 0) return NO_SLAB
 *     end = slab.header[class].end + count                count may be negative; an end below 0 is a large unsigned number
 *     if (end > slab.header[class].limit || end < slab.header[class].current) return NOTHING
 *     commit: slab.header[class].end = end
 *     return 1
 *
 *     edx index    ecx count    r8 slab    r10d end    r11d limit, then current
 */
.macro GROW mode
    ENTER perch_grow_\mode
    movl %esi, %esi
    ARM perch_grow_\mode
    INDEX_\mode
    INJECT PERCH_HAS_INDEX
    cmpl %edx, %eax
    jne .Lnothing
    movq (%rdi, %rax, PERCH_WORD), %r8
    testq %r8, %r8
    jz .Lno_slab
    INJECT PERCH_HAS_SLAB
    movzwl HEADER(END, %r8), %r10d
    movzwl HEADER(LIMIT, %r8), %r11d
    INJECT PERCH_HAS_HEADER
    addl %ecx, %r10d
    cmpl %r11d, %r10d
    ja .Lnothing
    movzwl HEADER(CURRENT, %r8), %r11d
    cmpl %r11d, %r10d
    jb .Lnothing
    INJECT PERCH_COMMITS
    movw %r10w, HEADER(END, %r8)
perch_grow_\mode\()_post_commit:
    movl $1, %eax
    ret
    RESTART_ON_ABORT perch_grow_\mode
.endm

    .text
.Lnothing:
    xorl %eax, %eax
    ret
.Lno_slab:
    movq $PERCH_NO_SLAB, %rax
    ret
.Lunregistered:
    movq $PERCH_UNREGISTERED, %rax
    ret
.Lfreed_twice:
    movq $PERCH_FREED_TWICE, %rax
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
    movq perch_rseq_offset(%rip), %r10
    movl RSEQ(CPU_ID), %eax
    testl %eax, %eax
    js .Lunregistered
    ret
    .size perch_index_cpu, . - perch_index_cpu

    ENTER perch_index_vcpu
    movq perch_rseq_offset(%rip), %r10
    INDEX_vcpu
    ret
    .size perch_index_vcpu, . - perch_index_vcpu

/*
 * int32_t perch_add(int64_t cells, int32_t count, int64_t value)
 *     cpu = thread.cpu_id                                 negative if not registered, which is a large unsigned number
 *     if (cpu >= count) return NOTHING
 *     commit: cells[cpu] += value                         one instruction; the section ties it to the CPU
 *     return 1
 *
 *     rdi cells    esi count    rdx value    rax cpu, then offset of its cell
 */
    ENTER perch_add
    ARM perch_add
    movl RSEQ(CPU_ID), %eax
    cmpl %esi, %eax
    jae .Lnothing
    shll $PERCH_CELL_SHIFT, %eax
    addq %rdx, (%rdi, %rax)
perch_add_post_commit:
    movl $1, %eax
    ret
    RESTART_ON_ABORT perch_add

#include "selftest_x86_64.h"

    .section .note.GNU-stack, "", @progbits
