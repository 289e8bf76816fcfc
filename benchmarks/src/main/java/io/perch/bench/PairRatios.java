/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Perch's time to that of others, at {@value PairRow#RATIO_SIZE} bytes; empty where one side was not measured.
 *
 * @param rawToNative      allocate + free to the pop + push pair looped in C
 * @param rawToBestMalloc  allocate + free to the fastest C allocator
 * @param nettyPlainThread Netty buffers on a plain thread, to the better of pooled and adaptive
 * @param nettyEventLoop   the same on an event loop's thread
 */
record PairRatios(OptionalDouble rawToNative, OptionalDouble rawToBestMalloc, OptionalDouble nettyPlainThread,
        OptionalDouble nettyEventLoop) {
    static PairRatios of(List<PairResult> results) {
        return new PairRatios(
                ratio(results, PairRow.PERCH, Stream.of(PairRow.NATIVE)),
                ratio(results, PairRow.PERCH, MallocLibrary.ALL.stream().map(MallocLibrary::name)),
                netty(results, false),
                netty(results, true));
    }

    private static OptionalDouble netty(List<PairResult> results, boolean eventLoop) {
        return ratio(results, PairRow.netty("perch", eventLoop),
                Stream.of(PairRow.netty("pooled", eventLoop), PairRow.netty("adaptive", eventLoop)));
    }

    private static OptionalDouble ratio(List<PairResult> results, String perch, Stream<String> others) {
        OptionalDouble time = times(results, perch).findFirst();
        OptionalDouble best = others.flatMapToDouble(other -> times(results, other)).min();
        return time.isPresent() && best.isPresent()
                ? OptionalDouble.of(time.getAsDouble() / best.getAsDouble())
                : OptionalDouble.empty();
    }

    private static DoubleStream times(List<PairResult> results, String name) {
        return results.stream()
                .filter(result -> result.row().size() == PairRow.RATIO_SIZE && result.row().name().equals(name))
                .mapToDouble(PairResult::nsPerOp);
    }

    /** By their names in the JSON file; not a number where one side was not measured. */
    Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("rawToNative", rawToNative.orElse(Double.NaN));
        named.put("rawToBestMalloc", rawToBestMalloc.orElse(Double.NaN));
        named.put("nettyPlainThread", nettyPlainThread.orElse(Double.NaN));
        named.put("nettyEventLoop", nettyEventLoop.orElse(Double.NaN));
        return named;
    }
}
