/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The operations on slabs for x86-64: one critical section each, written once and assembled for each index mode.
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
 *     rdi  table    esi  size class (made 64 bits wide before the section)    edx/rdx, ecx  further arguments; all kept for a restart
 *     r10  offset of struct rseq from the thread pointer (fs), until the index is read
 *     r9d  aborts in a row
 *     rax, r8, r10, r11, xmm0  free
 */
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
 * The mark is notify.c's, if the user asked for it. Without it cpu_id_start is used, and cpu_id confirms it.
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
 *     perch_pop_home: slab.allocations++                  before the commit, so an abort just here counts twice
 *     commit: slab.header[class].current = current - 1
 *     return block
 *
 *     r8 slab    r10d current    rax block
 */
.macro POP mode, home=
    ENTER perch_pop_\home\mode
    movl %esi, %esi
    ARM perch_pop_\home\mode
    FIND_\mode perch_pop_\home\mode
    movzwl HEADER(CURRENT, %r8), %r10d
    INJECT PERCH_HAS_HEADER
    cmpw HEADER(BEGIN, %r8), %r10w
    jbe .Lnothing
    movq -PERCH_WORD(%r8, %r10, PERCH_WORD), %rax
    decl %r10d
    .ifnb \home
    incq PERCH_ALLOCATIONS(%r8)
    .endif
    INJECT PERCH_COMMITS
    movw %r10w, HEADER(CURRENT, %r8)
perch_pop_\home\mode\()_post_commit:
    ret
    RESTART_ON_ABORT perch_pop_\home\mode
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
    movq %rdx, SLOT(%r8, %r10)
    incl %r10d
    INJECT PERCH_COMMITS
    movw %r10w, HEADER(CURRENT, %r8)
perch_push_\mode\()_post_commit:
    movl $1, %eax
    ret
    RESTART_ON_ABORT perch_push_\mode
.endm

/*
 * r11 = the header of the list that a block goes to, ecx = whether it is of the slab's home; rax, r10 are lost
 *     class = lists & 0xffff; list = lists >> LIST_SHIFT      the list of the block's home for the class
 *     own = list - class == slab.home                         in here, because the thread may come to another node at any time
 *     if (own) list = class
 */
.macro LIST slab
    movzwl %si, %eax
    movl %esi, %r10d
    shrl $PERCH_LIST_SHIFT, %r10d
    movl %r10d, %r11d
    subl %eax, %r11d
    xorl %ecx, %ecx
    cmpl PERCH_HOME(\slab), %r11d
    sete %cl
    cmovnel %r10d, %eax
    leaq PERCH_HEADERS(\slab, %rax, PERCH_HEADER_SIZE), %r11
.endm

/*
 * int32_t perch_push_home(int64_t table, int32_t lists, int64_t block)
 *     As perch_push, with the list that LIST chooses for the class.
 *     slab.local_frees += own                             before the commit, so an abort just here counts twice
 *
 *     rdx block    r8 slab    r11 header    ecx own    r10d current
 */
.macro PUSH_HOME mode
    ENTER perch_push_home_\mode
    ARM perch_push_home_\mode
    FIND_\mode perch_push_home_\mode
    LIST %r8
    movzwl PERCH_HEADER_CURRENT(%r11), %r10d
    INJECT PERCH_HAS_HEADER
    cmpw PERCH_HEADER_END(%r11), %r10w
    jae .Lnothing
    movq %rdx, SLOT(%r8, %r10)
    incl %r10d
    addq %rcx, PERCH_LOCAL_FREES(%r8)
    INJECT PERCH_COMMITS
    movw %r10w, PERCH_HEADER_CURRENT(%r11)
perch_push_home_\mode\()_post_commit:
    movl $1, %eax
    ret
    RESTART_ON_ABORT perch_push_home_\mode
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

/*
 * int32_t perch_push_batch_home(int64_t table, int32_t lists, int64_t source, int32_t count)
 *     As perch_push_batch, if the slab is of the blocks' home, which all of them share; else NOTHING: they came from a transfer
 *     cache of that home, and go back there.
 */
.macro PUSH_BATCH_HOME mode
    ENTER perch_push_batch_home_\mode
    CHECK_COUNT
    ARM perch_push_batch_home_\mode
    SLAB \mode, %r10
    movzwl %si, %eax
    movl %esi, %r11d
    shrl $PERCH_LIST_SHIFT, %r11d
    subl %eax, %r11d
    cmpl PERCH_HOME(%r10), %r11d
    jne .Lnothing
    leaq PERCH_HEADERS(%r10, %rax, PERCH_HEADER_SIZE), %r8
    PUSH_ALL perch_push_batch_home_\mode
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

POP cpu
POP vcpu
POP notify
POP own
POP cpu, home_
POP vcpu, home_
POP notify, home_
POP own, home_
PUSH cpu
PUSH vcpu
PUSH notify
PUSH own
PUSH_HOME cpu
PUSH_HOME vcpu
PUSH_HOME notify
PUSH_HOME own
ARM_SLAB notify
ARM_SLAB own
POP_BATCH cpu
POP_BATCH vcpu
PUSH_BATCH cpu
PUSH_BATCH vcpu
PUSH_BATCH_HOME cpu
PUSH_BATCH_HOME vcpu
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

    .section .note.GNU-stack, "", @progbits
