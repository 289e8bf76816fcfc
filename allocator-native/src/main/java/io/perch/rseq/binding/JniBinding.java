/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.CounterCalls;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.call.ReschedulingCalls;
import io.perch.rseq.call.SlabCalls;

/** JNI: every JDK has it. */
final class JniBinding implements Binding {
    private JniBinding() {
    }

    /**
     * The binding by JNI.
     *
     * @throws UnsatisfiedLinkError if the library that was loaded is not ours
     */
    static Binding open() {
        JniBinding binding = new JniBinding();
        try {
            binding.locationCalls().cpu();
        } catch (UnsatisfiedLinkError e) {
            throw new UnsatisfiedLinkError("the library that was loaded has no " + e.getMessage());
        }
        return binding;
    }

    @Override
    public String name() {
        return "jni";
    }

    @Override
    public SlabCalls slabCalls(Variant variant) {
        return switch (variant) {
            case CPU -> new JniCpuCalls();
            case VCPU -> new JniVcpuCalls();
            case NOTIFY -> new JniNotifyCalls();
            case OWN -> new JniOwnCalls();
            case PARTITIONED_CPU -> new JniPartitionedCpuCalls();
            case PARTITIONED_VCPU -> new JniPartitionedVcpuCalls();
            case PARTITIONED_NOTIFY -> new JniPartitionedNotifyCalls();
            case PARTITIONED_OWN -> new JniPartitionedOwnCalls();
        };
    }

    @Override
    public ReschedulingCalls reschedulingCalls() {
        return new JniReschedulingCalls();
    }

    @Override
    public CounterCalls counterCalls() {
        return new JniCounterCalls();
    }

    @Override
    public LocationCalls locationCalls() {
        return new JniLocationCalls();
    }
}
