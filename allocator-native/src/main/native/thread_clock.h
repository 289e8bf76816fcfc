/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* CPU clocks of threads (io.perch.rseq.call.ClockCalls). */
#ifndef PERCH_THREAD_CLOCK_H
#define PERCH_THREAD_CLOCK_H

#include "perch.h"

/* The clock of the time of day, which no thread has as its own. */
#define PERCH_NO_CLOCK 0

/* The number of the calling thread's CPU clock, or PERCH_NO_CLOCK. No system call. */
int32_t perch_thread_clock(void);

/* Nanoseconds that the thread of a clock was on a CPU, up to now; -1 if it has ended. A system call. */
int64_t perch_cpu_nanos(int32_t clock);

#endif
