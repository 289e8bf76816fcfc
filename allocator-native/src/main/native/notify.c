/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * A thread marks its cpu_id_start with the high bit, which no CPU number has. The kernel rewrites the field whenever it has
 * switched the thread out or delivers a signal to it, so the mark is gone then. That is no documented interface: kernels keep it
 * for areas that were registered with 32 bytes, and notify_probe.c tries it before anything here may be called.
 *
 * A lost mark only says where to look: how often the thread was switched is what the kernel counted. So a signal is not taken for a
 * switch, and several switches between two questions are all counted. The mark is set before the count is read: a switch in between
 * is counted now and erases the mark, and the next question finds nothing new.
 */
#define _GNU_SOURCE
#include <sys/resource.h>

#include "notify.h"
#include "own_area.h"

static __thread struct {
    int64_t first;
    int64_t last;
    bool armed;
} switches __attribute__((tls_model("initial-exec")));

static volatile uint32_t *mark(void) {
    return (volatile uint32_t *) (perch_area() + PERCH_RSEQ_CPU_ID_START);
}

static int64_t switches_so_far(void) {
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw + usage.ru_nivcsw;
}

PERCH_EXPORT int32_t perch_marked(void) {
    return (*mark() & PERCH_NOTIFY_MARK) != 0;
}

/* A thread that is not registered gets no mark, because nobody would erase it, and asks the kernel each time. */
PERCH_EXPORT int64_t perch_rearm(void) {
    if (perch_register_thread()) {
        *mark() = PERCH_NOTIFY_MARK;
    }
    int64_t now = switches_so_far();
    if (!switches.armed) {
        switches.armed = true;
        switches.first = now;
        switches.last = now;
    }
    int64_t since = now - switches.last;
    switches.last = now;
    return since;
}

PERCH_EXPORT int64_t perch_switches(void) {
    return switches.last - switches.first;
}
