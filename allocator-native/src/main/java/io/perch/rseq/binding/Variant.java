/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.IndexMode;

/**
 * Which functions of the library implement the operations on slabs. Each variant has a class of its own in each binding: the JIT
 * treats a method handle as a constant only in a {@code static final} field, and a native method has one function. {@code
 * variants.sh} writes these classes, all but that of {@link #CPU}, which it copies.
 */
public enum Variant {
    /** {@link IndexMode#CPU}. */
    CPU("cpu", "cpu", "cpu"),
    /** {@link IndexMode#VCPU}. */
    VCPU("vcpu", "vcpu", "vcpu"),
    /** {@link IndexMode#NOTIFY} in libc's areas. Only what is on the hot path differs from mode {@code vcpu}. */
    NOTIFY("notify", "vcpu", "vcpu"),
    /** {@link IndexMode#NOTIFY} in Perch's own areas. */
    OWN("own", "vcpu", "vcpu"),
    /** {@link #CPU}, where memory is in several partitions. */
    PARTITIONED_CPU("partition_cpu", "partition_cpu", "cpu"),
    /** {@link #VCPU}, where memory is in several partitions. */
    PARTITIONED_VCPU("partition_vcpu", "partition_vcpu", "vcpu"),
    /** {@link #NOTIFY}, where memory is in several partitions. */
    PARTITIONED_NOTIFY("partition_notify", "partition_vcpu", "vcpu"),
    /** {@link #OWN}, where memory is in several partitions. */
    PARTITIONED_OWN("partition_own", "partition_vcpu", "vcpu");

    private final String pair;
    private final String pushBatch;
    private final String others;

    Variant(String pair, String pushBatch, String others) {
        this.pair = pair;
        this.pushBatch = pushBatch;
        this.others = others;
    }

    /**
     * @param ownArea     whether critical sections use Perch's own areas
     * @param partitioned whether memory is in several partitions
     */
    public static Variant of(IndexMode mode, boolean ownArea, boolean partitioned) {
        return switch (mode) {
            case CPU -> partitioned ? PARTITIONED_CPU : CPU;
            case VCPU -> partitioned ? PARTITIONED_VCPU : VCPU;
            case NOTIFY -> ownArea ? (partitioned ? PARTITIONED_OWN : OWN) : partitioned ? PARTITIONED_NOTIFY : NOTIFY;
        };
    }

    /** The suffix of {@code perch_pop} and {@code perch_push}. */
    String pair() {
        return pair;
    }

    /** The suffix of {@code perch_push_batch}. */
    String pushBatch() {
        return pushBatch;
    }

    /** The suffix of the other functions. */
    String others() {
        return others;
    }
}
