/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The fence: once it returns, no critical section that began before it is still running. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fence.h"
#include "inject.h"

#define MEMBARRIER_QUERY 0
#define MEMBARRIER_RSEQ (1 << 7)
#define MEMBARRIER_REGISTER_RSEQ (1 << 8)

static int membarrier(int command) {
    return (int) syscall(SYS_membarrier, command, 0, 0);
}

PERCH_EXPORT int32_t perch_fence_register(void) {
    int commands = membarrier(MEMBARRIER_QUERY);
    if (commands < 0) {
        return errno;
    }
    if ((commands & MEMBARRIER_RSEQ) == 0) {
        return EOPNOTSUPP;
    }
    return membarrier(MEMBARRIER_REGISTER_RSEQ) == 0 ? 0 : errno;
}

PERCH_EXPORT int32_t perch_fence(void) {
    return PERCH_INJECT_SKIPS_FENCE || membarrier(MEMBARRIER_RSEQ) == 0 ? 0 : errno;
}
