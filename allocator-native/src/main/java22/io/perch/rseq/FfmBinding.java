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
        for (IndexMode mode : IndexMode.values()) {
            binding.calls(mode).index();
        }
        binding.floor().nop();
        return binding;
    }

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public SlabCalls calls(IndexMode mode) {
        return mode == IndexMode.CPU ? new FfmCpuCalls() : new FfmVcpuCalls();
    }

    @Override
    public SwitchCalls switchCalls() {
        return new FfmSwitchCalls();
    }

    @Override
    public NativeFloor floor() {
        return new FfmFloor();
    }
}
