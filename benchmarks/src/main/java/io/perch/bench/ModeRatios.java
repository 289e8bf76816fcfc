/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The time of one mode to that of another; empty where one of them was not measured.
 *
 * @param vcpuToCpu       virtual CPUs to CPUs
 * @param notifyToVcpu    a slab that the thread keeps in libc's area, to finding it each time
 * @param notifyOwnToVcpu the same in Perch's own area
 * @param hardenedToVcpu  hardened mode to the default
 */
record ModeRatios(OptionalDouble vcpuToCpu, OptionalDouble notifyToVcpu, OptionalDouble notifyOwnToVcpu,
        OptionalDouble hardenedToVcpu) {
    static ModeRatios of(List<PairResult> results) {
        return new ModeRatios(ratio(results, PerchMode.VCPU, PerchMode.CPU), ratio(results, PerchMode.NOTIFY, PerchMode.VCPU),
                ratio(results, PerchMode.NOTIFY_OWN, PerchMode.VCPU), ratio(results, PerchMode.HARDENED, PerchMode.VCPU));
    }

    private static OptionalDouble ratio(List<PairResult> results, PerchMode mode, PerchMode other) {
        OptionalDouble time = time(results, mode);
        OptionalDouble otherTime = time(results, other);
        return time.isPresent() && otherTime.isPresent() ? OptionalDouble.of(time.getAsDouble() / otherTime.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble time(List<PairResult> results, PerchMode mode) {
        return results.stream().filter(result -> result.row().name().equals(mode.row().name())).mapToDouble(PairResult::nsPerOp)
                .findFirst();
    }

    /** By their names in the JSON file; not a number where one side was not measured. */
    Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("vcpuToCpu", vcpuToCpu.orElse(Double.NaN));
        named.put("notifyToVcpu", notifyToVcpu.orElse(Double.NaN));
        named.put("notifyOwnToVcpu", notifyOwnToVcpu.orElse(Double.NaN));
        named.put("hardenedToVcpu", hardenedToVcpu.orElse(Double.NaN));
        return named;
    }
}
