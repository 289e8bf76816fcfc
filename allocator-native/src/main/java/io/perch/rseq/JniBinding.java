/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

/** JNI: every JDK has it. */
final class JniBinding implements Binding {
    @Override
    public String name() {
        return "jni";
    }

    @Override
    public SlabCalls calls(IndexMode mode) {
        return switch (mode) {
            case CPU -> new JniCpuCalls();
            case VCPU -> new JniVcpuCalls();
            case NOTIFY -> new JniNotifyCalls();
        };
    }

    @Override
    public SwitchCalls switchCalls() {
        return new JniSwitchCalls();
    }

    @Override
    public CounterCalls counterCalls() {
        return new JniCounterCalls();
    }

    @Override
    public LocationCalls locationCalls() {
        return new JniLocationCalls();
    }

    @Override
    public NativeFloor floor() {
        return new JniFloor();
    }
}
