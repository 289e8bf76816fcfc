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
/* What perch_use_own_areas is asked for, as io.perch.rseq.capability.OwnAreaWish numbers it. */
#define PERCH_OWN_OFF 0
#define PERCH_OWN_AUTO 1
#define PERCH_OWN_TAKEOVER 2
/* What it answers besides 0 and errnos; io.perch.rseq.probe.OwnArea knows it. */
#define PERCH_OWN_NOT_NEEDED -1
#define PERCH_OWN_NO_LENGTH -2
#define PERCH_OWN_TOO_LATE -3

/* struct rseq as it was at first. */
struct perch_rseq {
    uint32_t cpu_id_start;
    int32_t cpu_id;
    uint64_t rseq_cs;
    uint32_t flags;
    uint32_t node_id;
    uint32_t mm_cid;
    uint32_t padding;
};

_Static_assert(sizeof(struct perch_rseq) == PERCH_OWN_LENGTH, "the original length");
_Static_assert(offsetof(struct perch_rseq, cpu_id) == PERCH_RSEQ_CPU_ID, "as the kernel knows it");
_Static_assert(offsetof(struct perch_rseq, rseq_cs) == PERCH_RSEQ_CS, "as the kernel knows it");
_Static_assert(offsetof(struct perch_rseq, mm_cid) == PERCH_RSEQ_MM_CID, "as the kernel knows it");

/* glibc loads no library later whose TLS wants to be aligned better than its own: to 64 bytes on x86-64, to 32 on aarch64. */
#ifdef __x86_64__
#define PERCH_THREAD_ALIGNMENT 64
#else
#define PERCH_THREAD_ALIGNMENT 32
#endif

/*
 * What a thread has of Perch: 64 bytes of static TLS, which is scarce; on x86-64 one cache line.
 *
 *   +0               +8               +16        +20       +24           +28         +32
 *   +----------------+----------------+----------+---------+-------------+-----------+------------------------------+
 *   | i64 first      | i64 last       | u32      | u32     | u32         | u32       | struct rseq (own_area.c)     |
 *   | context switches as counted     | counting | rearmed | libc_undone | slab, low | cpu_id_start is slab, high   |
 *   +----------------+----------------+----------+---------+-------------+-----------+------------------------------+
 *
 * rearmed: pop or push has set the mark since perch_rearm did, and it had been erased before (rescheduling.c).
 */
struct perch_thread {
    int64_t first;
    int64_t last;
    uint32_t counting;
    uint32_t rearmed;
    uint32_t libc_undone;
    uint32_t slab_low;
    struct perch_rseq own;
} __attribute__((aligned(PERCH_THREAD_ALIGNMENT)));

_Static_assert(sizeof(struct perch_thread) == 64, "static TLS is scarce");
_Static_assert(offsetof(struct perch_thread, rearmed) == PERCH_THREAD_REARMED, "as the assembly knows it");
_Static_assert(offsetof(struct perch_thread, slab_low) == offsetof(struct perch_thread, own) + PERCH_RSEQ_SLAB,
        "one word with the mark");

/* One distance from every thread pointer. */
#define PERCH_STATIC_TLS __attribute__((visibility("hidden"), tls_model("initial-exec")))

extern __thread volatile struct perch_thread perch_thread PERCH_STATIC_TLS;

/* Whether libc has registered its struct rseq in the threads that it starts. */
bool perch_libc_registers(void);

/* Whether critical sections use Perch's own areas. */
bool perch_own_used(void);

/* libc's struct rseq of the calling thread, if perch_libc_registers(). */
char *perch_libc_area(void);

/* The calling thread's struct rseq. It exists if perch_has_area(). */
char *perch_area(void);

/* The length that the calling thread's struct rseq was registered with, or 0. */
long perch_registered_length(void);

/* Whether the calling thread is registered; registers it if that is up to Perch. */
int32_t perch_register_thread(void);

#endif
