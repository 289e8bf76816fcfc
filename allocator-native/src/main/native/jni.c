/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The JNI binding: io.perch.rseq.JniNatives. No function of the JVM is called, so jni.h is not needed; the specification fixes jint
 * as 32 and jlong as 64 bits. Each function only drops the two arguments that every native method has.
 */
#include "notify.h"
#include "own_area.h"

#define JNI(type, name) PERCH_EXPORT type Java_io_perch_rseq_JniNatives_##name

#define UNUSED_ENVIRONMENT void *environment __attribute__((unused)), void *type __attribute__((unused))

#define SLAB_PAIR(mode, Mode)                                                                                         \
    JNI(int64_t, pop##Mode)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class) {                                  \
        return perch_pop_##mode(table, size_class);                                                                   \
    }                                                                                                                 \
    JNI(int32_t, push##Mode)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class, int64_t block) {                  \
        return perch_push_##mode(table, size_class, block);                                                           \
    }                                                                                                                 \
    JNI(int64_t, pairLoop##Mode)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class, int64_t iterations) {         \
        return perch_pair_loop_##mode(table, size_class, iterations);                                                 \
    }

#define SLAB_OPERATIONS(mode, Mode)                                                                                   \
    SLAB_PAIR(mode, Mode)                                                                                             \
    JNI(int32_t, popBatch##Mode)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class, int64_t target, int32_t n) {  \
        return perch_pop_batch_##mode(table, size_class, target, n);                                                  \
    }                                                                                                                 \
    JNI(int32_t, pushBatch##Mode)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class, int64_t source, int32_t n) { \
        return perch_push_batch_##mode(table, size_class, source, n);                                                 \
    }                                                                                                                 \
    JNI(int32_t, grow##Mode)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class, int32_t index, int32_t count) {   \
        return perch_grow_##mode(table, size_class, index, count);                                                    \
    }                                                                                                                 \
    JNI(int32_t, index##Mode)(UNUSED_ENVIRONMENT) {                                                                   \
        return perch_index_##mode();                                                                                  \
    }

SLAB_OPERATIONS(cpu, Cpu)
SLAB_OPERATIONS(vcpu, Vcpu)
SLAB_PAIR(notify, Notify)
SLAB_PAIR(own, Own)

JNI(int32_t, add)(UNUSED_ENVIRONMENT, int64_t cells, int32_t count, int64_t value) {
    return perch_add(cells, count, value);
}

JNI(int32_t, locationCpu)(UNUSED_ENVIRONMENT) {
    return perch_location_cpu();
}

JNI(int32_t, locationNode)(UNUSED_ENVIRONMENT) {
    return perch_location_node();
}

JNI(int32_t, locationVcpu)(UNUSED_ENVIRONMENT) {
    return perch_location_vcpu();
}

JNI(int32_t, locationKernelNode)(UNUSED_ENVIRONMENT) {
    return perch_location_kernel_node();
}

JNI(void, nop)(UNUSED_ENVIRONMENT) {
    perch_nop();
}

JNI(int32_t, registerThread)(UNUSED_ENVIRONMENT) {
    return perch_register_thread();
}

JNI(int32_t, marked)(UNUSED_ENVIRONMENT) {
    return perch_marked();
}

JNI(int64_t, rearm)(UNUSED_ENVIRONMENT) {
    return perch_rearm();
}

JNI(int64_t, switches)(UNUSED_ENVIRONMENT) {
    return perch_switches();
}
