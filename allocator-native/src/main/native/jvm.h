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

/* A native method of io.perch.rseq.library. */
#define JNI(type, name) PERCH_EXPORT type Java_io_perch_rseq_library_LibraryNatives_##name

/* What each native method gets first, and a reference to an object. */
typedef void *const *const *jvm_environment;
typedef void *jvm_object;

#define PERCH_JVM(place, type, ...) ((type (*)(jvm_environment, ##__VA_ARGS__)) (*environment)[place])

/* Whether what a weak reference was made for was collected. */
static inline bool jvm_is_cleared(jvm_environment environment, jvm_object weak) {
    return PERCH_JVM(24, uint8_t, jvm_object, jvm_object)(environment, weak, NULL);
}

/* A weak reference; or NULL, and the caller is going to get an OutOfMemoryError. */
static inline jvm_object jvm_weak(jvm_environment environment, jvm_object object) {
    return PERCH_JVM(226, jvm_object, jvm_object)(environment, object);
}

static inline void jvm_delete_weak(jvm_environment environment, jvm_object weak) {
    PERCH_JVM(227, void, jvm_object)(environment, weak);
}

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
