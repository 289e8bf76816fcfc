/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of {@code bench pool}, in an order in which rows that are compared are neighbours. */
final class PoolRow {
    static final int SIZE = 256;
    static final String ALLOCATE = "allocate";
    static final String UNCHECKED = "perch-unchecked";
    static final String QUOTA = "perch-quota";

    private PoolRow() {
    }

    static String sameThread(String pool) {
        return pool + "-same-thread";
    }

    static String onEveryCpu(String pool) {
        return pool + "-on-every-cpu";
    }

    static String acrossThreads(String pool) {
        return pool + "-across-threads";
    }

    static String access(String memory, String view) {
        return view + "-" + memory;
    }

    static List<PairRow> all() {
        List<PairRow> rows = new ArrayList<>();
        rows.add(new PairRow(ALLOCATE, SIZE, PerchPair.class.getName() + ".pair", Map.of("size", "" + SIZE), false));
        for (String pool : List.of(PoolUnderTest.PERCH, UNCHECKED, QUOTA)) {
            rows.add(row(sameThread(pool), ".pair", PoolPair.class, pool));
        }
        PoolUnderTest.PEERS.forEach(pool -> rows.add(row(sameThread(pool), ".pair", PoolPair.class, pool)));
        for (String pool : List.of(PoolUnderTest.PERCH, "netty-adaptive", "jctools-mpmc")) {
            rows.add(row(onEveryCpu(pool), ".pair", PoolPairOnEveryCpu.class, pool));
        }
        for (String pool : List.of(PoolUnderTest.NONE, UNCHECKED, PoolUnderTest.PERCH)) {
            rows.add(row(acrossThreads(pool), ".handOver", PoolHandOver.class, pool));
        }
        PoolUnderTest.PEERS.forEach(pool -> rows.add(row(acrossThreads(pool), ".handOver", PoolHandOver.class, pool)));
        for (String view : List.of("byteBuffer", "unsafeBuffer")) {
            for (String memory : List.of(PoolUnderTest.PERCH, "jdk")) {
                rows.add(new PairRow(access(memory, view), SIZE, BufferAccess.class.getName() + "." + view,
                        Map.of("memory", memory), false));
            }
        }
        return rows;
    }

    /** Netty's pools run where they are at their best, on an event loop's threads. */
    private static PairRow row(String name, String method, Class<?> benchmark, String pool) {
        return new PairRow(name, SIZE, benchmark.getName() + method, Map.of("pool", pool, "size", "" + SIZE),
                pool.startsWith("netty-"));
    }
}
