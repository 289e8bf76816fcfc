/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * A thread marks its cpu_id_start with the high bit, which no CPU number has. The kernel rewrites the field whenever it has
 * switched the thread out or delivers a signal to it, so the mark is gone then. That is no documented interface: kernels keep to it
 * for areas that were registered with 32 bytes, and rescheduling_probe.c tries it before anything here may be called.
 *
 * A lost mark only says where to look: how often the thread was switched is what the kernel counted. So a signal is not taken for a
 * switch, and several switches between two questions are all counted. The mark is set before the count is read: a switch in between
 * is counted now and erases the mark, and the next question finds nothing new.
 *
 * In mode notify, pop and push set the mark too, with a slab beside it. They leave a note if it had been erased, and a question
 * looks for the note as well: whoever sets the mark again, no switch is lost to the one who asks.
 */
#define _GNU_SOURCE
#include <sys/resource.h>

#include "own_area.h"
#include "rescheduling.h"

/* The slab beside a mark that perch_rearm sets in an own area: nobody's, so that pop and push do not use it but find theirs. */
static const uint64_t nobodys_slab[] = {[PERCH_KEY / PERCH_WORD] = UINT64_MAX, [PERCH_TABLE / PERCH_WORD] = 0};

typedef volatile uint64_t unaligned_word __attribute__((aligned(4)));

static volatile uint32_t *mark(void) {
    return (volatile uint32_t *) (perch_area() + PERCH_RSEQ_CPU_ID_START);
}

static void set_mark(void) {
    if (perch_own_used()) {
        *(unaligned_word *) (perch_area() + PERCH_RSEQ_SLAB) = (uintptr_t) nobodys_slab | UINT64_C(1) << PERCH_SLAB_BIT;
    } else {
        *mark() = PERCH_NOTIFY_MARK;
    }
}

static int64_t switches_so_far(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw + usage.ru_nivcsw;
}

PERCH_EXPORT int32_t perch_marked(void) {
    return (*mark() & PERCH_NOTIFY_MARK) != 0 && !perch_thread.rearmed;
}

/* A thread that is not registered gets no mark, because nobody would erase it, and asks the kernel each time. */
PERCH_EXPORT int64_t perch_rearm(void) {
    if (perch_register_thread()) {
        perch_thread.rearmed = 0;
        set_mark();
    }
    int64_t now = switches_so_far();
    if (!perch_thread.counting) {
        perch_thread.counting = 1;
        perch_thread.first = now;
        perch_thread.last = now;
    }
    int64_t since = now - perch_thread.last;
    perch_thread.last = now;
    return since;
}

PERCH_EXPORT int64_t perch_switches(void) {
    return perch_thread.last - perch_thread.first;
}
