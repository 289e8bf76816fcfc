/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The mark by which a thread finds out that it lost its CPU (io.perch.rseq.call.ReschedulingCalls). */
#ifndef PERCH_NOTIFY_H
#define PERCH_NOTIFY_H

#include "perch.h"

/* Whether the calling thread's mark is still there: then it has not been off its CPU since perch_rearm set it. */
int32_t perch_marked(void);

/* Sets the mark. Returns the thread's context switches since it was last set; 0 the first time. */
int64_t perch_rearm(void);

/* The thread's context switches from the first perch_rearm to the last. */
int64_t perch_switches(void);

#endif
