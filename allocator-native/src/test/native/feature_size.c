/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* To be preloaded: the kernel seems to write as many bytes of struct rseq as PERCH_TEST_FEATURE_SIZE says. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>

#define AUXV_RSEQ_FEATURE_SIZE 27

__attribute__((visibility("default"))) unsigned long getauxval(unsigned long type) {
    if (type == AUXV_RSEQ_FEATURE_SIZE) {
        return strtoul(getenv("PERCH_TEST_FEATURE_SIZE"), NULL, 10);
    }
    unsigned long (*next)(unsigned long) = (unsigned long (*)(unsigned long)) dlsym(RTLD_NEXT, "getauxval");
    return next(type);
}
