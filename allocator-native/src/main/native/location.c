/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Where the calling thread runs, from struct rseq; and from the kernel where the thread is not registered. */
#define _GNU_SOURCE
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "perch.h"

/* libc asks the vDSO where it has this (x86-64), else the kernel. -1 if refused. */
__attribute__((cold, noinline)) static int32_t kernel_cpu(void) {
    return sched_getcpu();
}

/* By system call: libc's getcpu would tie the library to glibc 2.29. -1 if refused. */
__attribute__((cold, noinline)) static int32_t kernel_node(void) {
    unsigned int node;
    return syscall(SYS_getcpu, NULL, &node, NULL) == 0 ? (int32_t) node : -1;
}

/* A field that the kernel may change between any two instructions; right only for a thread that is registered. */
static int32_t rseq_field(ptrdiff_t offset) {
    return *(const volatile int32_t *) ((char *) __builtin_thread_pointer() + perch_rseq_offset + offset);
}

PERCH_EXPORT int32_t perch_location_cpu(void) {
    int32_t cpu = perch_cpu_id();
    return cpu >= 0 ? cpu : kernel_cpu();
}

PERCH_EXPORT int32_t perch_location_node(void) {
    return perch_cpu_id() >= 0 ? rseq_field(PERCH_RSEQ_NODE_ID) : kernel_node();
}

PERCH_EXPORT int32_t perch_location_vcpu(void) {
    return perch_cpu_id() >= 0 ? rseq_field(PERCH_RSEQ_MM_CID) : kernel_cpu();
}

PERCH_EXPORT int32_t perch_location_kernel_node(void) {
    return kernel_node();
}
