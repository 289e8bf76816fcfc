/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The JNI binding: io.perch.rseq.binding. No function of the JVM is called, so jni.h is not needed; the specification fixes jint as
 * 32 and jlong as 64 bits. Each function only drops the two arguments that every native method has.
 */
#include "own_area.h"
#include "rescheduling.h"
#include "thread_clock.h"

#define JNI(type, class, name) PERCH_EXPORT type Java_io_perch_rseq_binding_##class##_##name

#define UNUSED_ENVIRONMENT void *environment __attribute__((unused)), void *type __attribute__((unused))

/* A class of io.perch.rseq.binding.Variant, whose constants have the other three arguments, too. */
#define VARIANT(name, pair, push_batch, others)                                                                       \
    JNI(int64_t, Jni##name##Calls, nativePop)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class) {                \
        return perch_pop_##pair(table, size_class);                                                                   \
    }                                                                                                                 \
    JNI(int32_t, Jni##name##Calls, nativePush)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class,                 \
                                               int64_t block) {                                                       \
        return perch_push_##pair(table, size_class, block);                                                           \
    }                                                                                                                 \
    JNI(int32_t, Jni##name##Calls, nativePopBatch)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class,             \
                                                   int64_t target, int32_t count) {                                   \
        return perch_pop_batch_##others(table, size_class, target, count);                                            \
    }                                                                                                                 \
    JNI(int32_t, Jni##name##Calls, nativePushBatch)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class,            \
                                                    int64_t source, int32_t count) {                                  \
        return perch_push_batch_##push_batch(table, size_class, source, count);                                       \
    }                                                                                                                 \
    JNI(int32_t, Jni##name##Calls, nativeGrow)(UNUSED_ENVIRONMENT, int64_t table, int32_t size_class, int32_t index,  \
                                               int32_t count) {                                                       \
        return perch_grow_##others(table, size_class, index, count);                                                  \
    }                                                                                                                 \
    JNI(int32_t, Jni##name##Calls, nativeIndex)(UNUSED_ENVIRONMENT) {                                                 \
        return perch_index_##others();                                                                                \
    }

VARIANT(Cpu, cpu, cpu, cpu)
VARIANT(Vcpu, vcpu, vcpu, vcpu)
VARIANT(Notify, notify, vcpu, vcpu)
VARIANT(Own, own, vcpu, vcpu)
VARIANT(PartitionedCpu, partition_cpu, partition_cpu, cpu)
VARIANT(PartitionedVcpu, partition_vcpu, partition_vcpu, vcpu)
VARIANT(PartitionedNotify, partition_notify, partition_vcpu, vcpu)
VARIANT(PartitionedOwn, partition_own, partition_vcpu, vcpu)

JNI(int32_t, JniNatives, add)(UNUSED_ENVIRONMENT, int64_t cells, int32_t count, int64_t value) {
    return perch_add(cells, count, value);
}

JNI(int32_t, JniNatives, locationCpu)(UNUSED_ENVIRONMENT) {
    return perch_location_cpu();
}

JNI(int32_t, JniNatives, locationNode)(UNUSED_ENVIRONMENT) {
    return perch_location_node();
}

JNI(int32_t, JniNatives, locationVcpu)(UNUSED_ENVIRONMENT) {
    return perch_location_vcpu();
}

JNI(int32_t, JniNatives, locationKernelNode)(UNUSED_ENVIRONMENT) {
    return perch_location_kernel_node();
}

JNI(int32_t, JniNatives, registerThread)(UNUSED_ENVIRONMENT) {
    return perch_register_thread();
}

JNI(int32_t, JniNatives, marked)(UNUSED_ENVIRONMENT) {
    return perch_marked();
}

JNI(int64_t, JniNatives, rearm)(UNUSED_ENVIRONMENT) {
    return perch_rearm();
}

JNI(int64_t, JniNatives, switches)(UNUSED_ENVIRONMENT) {
    return perch_switches();
}

JNI(int32_t, JniNatives, threadClock)(UNUSED_ENVIRONMENT) {
    return perch_thread_clock();
}

JNI(int64_t, JniNatives, cpuNanos)(UNUSED_ENVIRONMENT, int32_t clock) {
    return perch_cpu_nanos(clock);
}
