/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.binding;

import io.perch.rseq.call.CounterCalls;
import io.perch.rseq.call.LocationCalls;
import io.perch.rseq.call.ReschedulingCalls;
import io.perch.rseq.call.SlabCalls;

/** Critical foreign calls: no change of thread state around a call, at a quarter of what JNI costs. */
final class FfmBinding implements Binding {
    private FfmBinding() {
    }

    /**
     * The foreign function binding. One call is tried; the others are only looked up, because each takes some milliseconds to link.
     *
     * @throws LinkageError if the library lacks what is expected, or native access is denied
     */
    static Binding open() {
        FfmBinding binding = new FfmBinding();
        FfmFunctions.requireAll();
        binding.locationCalls().cpu();
        return binding;
    }

    /** Begins what {@link #open} and the calls need and takes longest, for any thread. */
    static void prepare() {
        FfmFunctions.link();
    }

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public SlabCalls slabCalls(Variant variant) {
        return switch (variant) {
            case CPU -> new FfmCpuCalls();
            case VCPU -> new FfmVcpuCalls();
            case NOTIFY -> new FfmNotifyCalls();
            case OWN -> new FfmOwnCalls();
            case PARTITIONED_CPU -> new FfmPartitionedCpuCalls();
            case PARTITIONED_VCPU -> new FfmPartitionedVcpuCalls();
            case PARTITIONED_NOTIFY -> new FfmPartitionedNotifyCalls();
            case PARTITIONED_OWN -> new FfmPartitionedOwnCalls();
        };
    }

    @Override
    public ReschedulingCalls reschedulingCalls() {
        return new FfmReschedulingCalls();
    }

    @Override
    public CounterCalls counterCalls() {
        return new FfmCounterCalls();
    }

    @Override
    public LocationCalls locationCalls() {
        return new FfmLocationCalls();
    }
}
