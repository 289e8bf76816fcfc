/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** Critical foreign calls: no thread state change around a call, a quarter of what JNI costs. */
final class FfmBinding implements Binding {
    private FfmBinding() {
    }

    /**
     * The foreign function binding.
     *
     * @throws LinkageError if the library has not what is expected, or native access is denied
     */
    static Binding open() {
        FfmBinding binding = new FfmBinding();
        binding.calls(IndexMode.CPU).index();
        binding.calls(IndexMode.VCPU).index();
        binding.counterCalls().add(0, 0, 0);
        binding.locationCalls().cpu();
        binding.floor().nop();
        return binding;
    }

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public SlabCalls calls(IndexMode mode) {
        return switch (mode) {
            case CPU -> new FfmCpuCalls();
            case VCPU -> new FfmVcpuCalls();
            case NOTIFY -> new FfmNotifyCalls();
        };
    }

    @Override
    public SwitchCalls switchCalls() {
        return new FfmSwitchCalls();
    }

    @Override
    public CounterCalls counterCalls() {
        return new FfmCounterCalls();
    }

    @Override
    public LocationCalls locationCalls() {
        return new FfmLocationCalls();
    }

    @Override
    public NativeFloor floor() {
        return new FfmFloor();
    }
}
