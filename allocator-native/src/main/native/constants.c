/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* Tells a test the numbers that C and assembly were built with, by the names that io.perch.rseq.SlabLayout and SlabCalls have. */
#include <string.h>

#include "perch.h"

#define CONSTANT(name) {#name, PERCH_##name}

static const struct {
    const char *name;
    int64_t value;
} constants[] = {
    CONSTANT(NODE_SHIFT),
    CONSTANT(INDEXES_PER_NODE),
    CONSTANT(MAX_NODES),
    CONSTANT(WORD),
    CONSTANT(KEY),
    CONSTANT(TABLE),
    CONSTANT(PARTITION),
    CONSTANT(ALLOCATIONS),
    CONSTANT(LOCAL_FREES),
    CONSTANT(HEADERS),
    CONSTANT(HEADER_SIZE),
    CONSTANT(HEADER_CURRENT),
    CONSTANT(HEADER_BEGIN),
    CONSTANT(HEADER_END),
    CONSTANT(HEADER_LIMIT),
    CONSTANT(LIST_SHIFT),
    CONSTANT(MAX_SLAB_WORDS),
    CONSTANT(MAX_BATCH),
    CONSTANT(MAX_ABORTS),
    CONSTANT(CELL_SHIFT),
    CONSTANT(NOTHING),
    CONSTANT(NO_SLAB),
    CONSTANT(UNREGISTERED),
    CONSTANT(ABORTED),
    CONSTANT(FREED_TWICE),
};

/* INT64_MIN for a name that the library does not know. */
PERCH_EXPORT int64_t perch_constant(const char *name) {
    for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
        if (strcmp(constants[i].name, name) == 0) {
            return constants[i].value;
        }
    }
    return INT64_MIN;
}
