/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The few functions of the JVM that we call, by their places in its table, which the specification of JNI fixes; so the library is
 * built without a JDK, for any architecture. jint has 32 and jlong 64 bits.
 */
#ifndef PERCH_JVM_H
#define PERCH_JVM_H

#include "perch.h"

/* What each native method gets first, and a reference to an object. */
typedef void *const *const *jvm_environment;
typedef void *jvm_object;

#define PERCH_JVM(place, type, ...) ((type (*)(jvm_environment, ##__VA_ARGS__)) (*environment)[place])

/* A string from characters that need no encoding. */
static inline jvm_object jvm_string(jvm_environment environment, const char *characters) {
    return PERCH_JVM(167, jvm_object, const char *)(environment, characters);
}

static inline void jvm_set_ints(jvm_environment environment, jvm_object array, const int32_t *values, int32_t count) {
    PERCH_JVM(211, void, jvm_object, int32_t, int32_t, const int32_t *)(environment, array, 0, count, values);
}

static inline void jvm_set_longs(jvm_environment environment, jvm_object array, const int64_t *values, int32_t count) {
    PERCH_JVM(212, void, jvm_object, int32_t, int32_t, const int64_t *)(environment, array, 0, count, values);
}

/* A direct buffer over memory. */
static inline jvm_object jvm_buffer(jvm_environment environment, void *address, int64_t bytes) {
    return PERCH_JVM(229, jvm_object, void *, int64_t)(environment, address, bytes);
}

#endif
