/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Whether another thread is on a CPU, as the kernel tells: its CPU clock runs while it is, and stands while it is not. The thread is
 * named by a number, and no memory of it is read, so it may have ended and its stack may be unmapped.
 *
 * The mark of rescheduling.c does not tell: the kernel erases it when the thread runs again, not when it is switched out.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <time.h>

#include "thread_clock.h"

/* It exists in every glibc; the newer default version would tie the library to glibc 2.34. */
#if defined(__x86_64__)
__asm__(".symver pthread_getcpuclockid, pthread_getcpuclockid@GLIBC_2.2.5");
#else
__asm__(".symver pthread_getcpuclockid, pthread_getcpuclockid@GLIBC_2.17");
#endif

#define NANOS_PER_SECOND INT64_C(1000000000)

int32_t perch_thread_clock(void) {
    clockid_t clock;
    return pthread_getcpuclockid(pthread_self(), &clock) == 0 ? clock : PERCH_NO_CLOCK;
}

int64_t perch_cpu_nanos(int32_t clock) {
    struct timespec time;
    return clock_gettime(clock, &time) == 0 ? time.tv_sec * NANOS_PER_SECOND + time.tv_nsec : -1;
}
