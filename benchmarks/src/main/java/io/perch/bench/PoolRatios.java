/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The ratios of {@code bench pool}; below 1, Perch is faster.
 *
 * @param acquireToAllocate      acquire + close to allocate + free of plain addresses
 * @param sameThreadToBestPool   acquire + close to the best of the peers, on one thread
 * @param acrossThreadsToBestPool the same from one thread to another
 * @param garbageBytesPerOp      bytes of Java heap that an operation of Perch's allocates, the worse of both rows
 * @param checksToNone           acquire + close to the same without a check of the generation
 * @param quotaToNone            with a quota to without
 * @param everyCpuToOne          on as many threads as there are CPUs, to the same on one
 * @param byteBufferAccess       to a buffer of the JDK's
 * @param unsafeBufferAccess     to one over a buffer of the JDK's
 */
record PoolRatios(double acquireToAllocate, double sameThreadToBestPool, double acrossThreadsToBestPool, double garbageBytesPerOp,
        double checksToNone, double quotaToNone, double everyCpuToOne, double byteBufferAccess, double unsafeBufferAccess) {
    static PoolRatios of(List<PairResult> results) {
        double same = time(results, PoolRow.sameThread(PoolUnderTest.PERCH));
        double across = time(results, PoolRow.acrossThreads(PoolUnderTest.PERCH));
        return new PoolRatios(same / time(results, PoolRow.ALLOCATE),
                same / best(results, PoolUnderTest.PEERS.stream().map(PoolRow::sameThread)),
                across / best(results, PoolUnderTest.PEERS.stream().map(PoolRow::acrossThreads)),
                Math.max(row(results, PoolRow.sameThread(PoolUnderTest.PERCH)).garbagePerOp(),
                        row(results, PoolRow.acrossThreads(PoolUnderTest.PERCH)).garbagePerOp()),
                same / time(results, PoolRow.sameThread(PoolRow.UNCHECKED)),
                time(results, PoolRow.sameThread(PoolRow.QUOTA)) / same,
                time(results, PoolRow.onEveryCpu(PoolUnderTest.PERCH)) / same,
                access(results, "byteBuffer"),
                access(results, "unsafeBuffer"));
    }

    private static double access(List<PairResult> results, String view) {
        return time(results, PoolRow.access(PoolUnderTest.PERCH, view)) / time(results, PoolRow.access("jdk", view));
    }

    private static double best(List<PairResult> results, Stream<String> names) {
        return names.mapToDouble(name -> time(results, name)).min().orElseThrow();
    }

    private static double time(List<PairResult> results, String name) {
        return row(results, name).nsPerOp();
    }

    private static PairResult row(List<PairResult> results, String name) {
        return results.stream().filter(result -> result.row().name().equals(name)).findFirst().orElseThrow();
    }

    /** By their names in the JSON file. */
    Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("acquireToAllocate", acquireToAllocate);
        named.put("sameThreadToBestPool", sameThreadToBestPool);
        named.put("acrossThreadsToBestPool", acrossThreadsToBestPool);
        named.put("garbageBytesPerOp", garbageBytesPerOp);
        named.put("checksToNone", checksToNone);
        named.put("quotaToNone", quotaToNone);
        named.put("everyCpuToOne", everyCpuToOne);
        named.put("byteBufferAccess", byteBufferAccess);
        named.put("unsafeBufferAccess", unsafeBufferAccess);
        return named;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
