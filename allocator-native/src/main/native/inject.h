/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Injection points, for the storm's build of the library (-DPERCH_INJECT). Everywhere else the macros below are empty.
 *
 * A point widens one window of one critical section: it loops there as often as perch_inject_loops says, so that preemption,
 * signals, migration and fences land in it. Sections are numbered in the order they are assembled, and
 *
 *     point = section * PERCH_WINDOWS + window
 *
 * Bugs can be planted, to show that the storm finds them:
 *     PERCH_PLANT_LOST_ABORT       an aborted push reports success
 *     PERCH_PLANT_STORE_OUTSIDE    the sections are left before their commit store
 *     PERCH_PLANT_NO_FENCE         a fence, once the storm has begun, does nothing
 *     PERCH_PLANT_NEVER_ABORTED    the kernel is not told of any section, as if it aborted none: for the self-test to find
 */
#ifndef PERCH_INJECT_H
#define PERCH_INJECT_H

#define PERCH_ARMED 0         /* before the index is read */
#define PERCH_HAS_INDEX 1
#define PERCH_HAS_SLAB 2
#define PERCH_HAS_HEADER 3    /* before it is compared */
#define PERCH_COMMITS 4       /* all is prepared */
#define PERCH_WINDOWS 5

#define PERCH_SECTIONS 30

#ifdef __ASSEMBLER__

#ifndef PERCH_INJECT

.macro INJECT window
.endm

.macro INJECT_ABORTED name
.endm

#else

.set inject_section, -1

.macro INJECT window
    .if \window == PERCH_ARMED
    .set inject_section, inject_section + 1
    .if inject_section >= PERCH_SECTIONS
    .error "more sections than PERCH_SECTIONS"
    .endif
    .endif
#ifdef PERCH_PLANT_STORE_OUTSIDE
    .if \window == PERCH_COMMITS
    INJECT_BRANCH 3f
    .section .text.unlikely, "ax"
3:
    .endif
#endif
    INJECT_LOOP 4*(inject_section*PERCH_WINDOWS+\window)
#ifdef PERCH_PLANT_STORE_OUTSIDE
    .if \window == PERCH_COMMITS
    INJECT_BRANCH 4f
    .text
4:
    .endif
#endif
.endm

.macro INJECT_ABORTED name
    INJECT_COUNT
#ifdef PERCH_PLANT_LOST_ABORT
    .ifc \name, perch_push_cpu
    INJECT_BRANCH \name\()_post_commit
    .endif
    .ifc \name, perch_push_vcpu
    INJECT_BRANCH \name\()_post_commit
    .endif
    .ifc \name, perch_push_notify
    INJECT_BRANCH \name\()_post_commit
    .endif
    .ifc \name, perch_push_own
    INJECT_BRANCH \name\()_post_commit
    .endif
#endif
.endm

#if defined(__x86_64__)

.macro INJECT_BRANCH target
    jmp \target
.endm

/* for (i = perch_inject_loops[offset / 4]; i != 0; i--);    flags and xmm1 are lost */
.macro INJECT_LOOP offset
    movq %r11, %xmm1
    movl perch_inject_loops+\offset(%rip), %r11d
    incl %r11d
1:  decl %r11d
    jnz 1b
    movq %xmm1, %r11
.endm

/* perch_inject_aborted++ */
.macro INJECT_COUNT
    lock incq perch_inject_aborted(%rip)
.endm

#else

.macro INJECT_BRANCH target
    b \target
.endm

/* for (i = perch_inject_loops[offset / 4]; i != 0; i--);    x17 is lost */
.macro INJECT_LOOP offset
    adrp x17, perch_inject_loops
    add x17, x17, :lo12:perch_inject_loops
    ldr w17, [x17, \offset]
1:  cbz w17, 2f
    sub w17, w17, #1
    b 1b
2:
.endm

/* perch_inject_aborted++    x11 to x13 are lost */
.macro INJECT_COUNT
    adrp x11, perch_inject_aborted
    add x11, x11, :lo12:perch_inject_aborted
1:  ldxr x12, [x11]
    add x12, x12, #1
    stxr w13, x12, [x11]
    cbnz w13, 1b
.endm

#endif
#endif

#else

/* Steps of rescheduling_probe.c's child, before which it can be made to look as on another kernel (perch_inject_kernel). */
#define PERCH_INJECT_SLEEP 1
#define PERCH_INJECT_SIGNAL 2

#ifdef PERCH_INJECT
void perch_inject_probe(int step) __attribute__((visibility("hidden")));
#define PERCH_INJECT_PROBE(step) perch_inject_probe(step)
#else
#define PERCH_INJECT_PROBE(step)
#endif

#ifdef PERCH_PLANT_NO_FENCE

#include <stdbool.h>

/* The self-test needs its fences, or there would be no critical sections to storm. */
extern bool perch_inject_begun __attribute__((visibility("hidden")));

#define PERCH_INJECT_SKIPS_FENCE perch_inject_begun

#else

#define PERCH_INJECT_SKIPS_FENCE 0

#endif
#endif
#endif
