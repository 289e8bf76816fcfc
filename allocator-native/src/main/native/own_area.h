/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Who has the struct rseq of a thread: libc, or Perch. */
#ifndef PERCH_OWN_AREA_H
#define PERCH_OWN_AREA_H

#include "perch.h"

#include <sys/syscall.h>

#ifndef SYS_rseq
#if defined(__x86_64__)
#define SYS_rseq 334
#else
#define SYS_rseq 293
#endif
#endif

#define PERCH_RSEQ_UNREGISTER 1
#define PERCH_OWN_LENGTH 32
/* io.perch.rseq.OwnArea knows it. */
#define PERCH_OWN_NOT_NEEDED -1

/* Whether libc has registered its struct rseq in the threads that it starts. */
bool perch_libc_registers(void);

/* Whether critical sections use Perch's own areas. */
bool perch_own_used(void);

/* The calling thread's struct rseq. It exists if perch_has_area(). */
char *perch_area(void);

/* The length that the calling thread's struct rseq was registered with, or 0. */
long perch_registered_length(void);

/* Whether the calling thread is registered; registers it if that is up to Perch. */
int32_t perch_register_thread(void);

#endif
