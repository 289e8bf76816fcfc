/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* The fence: membarrier(PRIVATE_EXPEDITED_RSEQ) on all CPUs. An mm_cid names no CPU, so there is no fence for one of them. */
#ifndef PERCH_FENCE_H
#define PERCH_FENCE_H

#include "perch.h"

/* Announces to the kernel that this process fences; any number of times. Returns 0 or an errno. */
int32_t perch_fence_register(void);

/* Returns 0 or an errno. */
int32_t perch_fence(void);

#endif
