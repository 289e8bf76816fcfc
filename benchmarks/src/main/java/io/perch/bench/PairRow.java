/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.rseq.IndexMode;
import io.perch.rseq.NativePlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One line of {@code bench pair}: a benchmark with its parameters.
 *
 * @param name      as in the JSON file, such as {@code netty-perch-plain}
 * @param size      bytes a pair allocates; 0 where nothing is allocated
 * @param benchmark the JMH method
 * @param params    its JMH parameters
 * @param eventLoop whether it runs on an event loop's thread; else on a plain one
 * @param options   of its JVMs, besides those that all have
 */
record PairRow(String name, int size, String benchmark, Map<String, String> params, boolean eventLoop, List<String> options) {
    static final String NATIVE = "native-pair";
    static final String CALL = "empty-call";
    static final String PERCH = "perch";
    static final String PERCH_SIZED = "perch-sized";
    /** The size at which the ratios are stated. */
    static final int RATIO_SIZE = 256;

    private static final List<String> NETTY_PEERS = List.of("pooled", "adaptive", "unpooled");

    /** A row whose JVMs need no options of their own. */
    PairRow(String name, int size, String benchmark, Map<String, String> params, boolean eventLoop) {
        this(name, size, benchmark, params, eventLoop, List.of());
    }

    /** The name of a Netty row. */
    static String netty(String allocator, boolean eventLoop) {
        return "netty-" + allocator + (eventLoop ? "-event-loop" : "-plain");
    }

    /**
     * The rows that do not depend on a size; the floor is listed under the size of the ratio that it serves. There are none where
     * critical sections do not work.
     */
    static List<PairRow> floors(NativePlatform platform) {
        if (!platform.supports(IndexMode.CPU)) {
            return List.of();
        }
        return List.of(
                new PairRow(NATIVE, RATIO_SIZE, NativePair.class.getName() + ".pair", Map.of(), false),
                new PairRow(CALL, 0, NativePair.class.getName() + ".emptyCall", Map.of(), false));
    }

    /** The rows of one size, in an order in which rows that are compared are neighbours. */
    static List<PairRow> ofSize(int size, List<MallocLibrary> libraries) {
        String bytes = Integer.toString(size);
        List<PairRow> rows = new ArrayList<>();
        rows.add(new PairRow(PERCH, size, PerchPair.class.getName() + ".pair", Map.of("size", bytes), false));
        rows.add(new PairRow(PERCH_SIZED, size, PerchPair.class.getName() + ".sizedPair", Map.of("size", bytes), false));
        for (MallocLibrary library : libraries) {
            rows.add(new PairRow(library.name(), size, MallocPair.class.getName() + ".pair",
                    Map.of("library", library.name(), "size", bytes), false));
        }
        for (boolean eventLoop : new boolean[] {false, true}) {
            rows.add(netty("perch", size, eventLoop));
            NETTY_PEERS.forEach(peer -> rows.add(netty(peer, size, eventLoop)));
        }
        return rows;
    }

    private static PairRow netty(String allocator, int size, boolean eventLoop) {
        return new PairRow(netty(allocator, eventLoop), size, NettyPair.class.getName() + ".pair",
                Map.of("allocator", allocator, "size", Integer.toString(size)), eventLoop);
    }

    /**
     * The least milliseconds of warm-up that it needs. On a small machine, two threads leave the JIT no CPU of its own: after 0.3 s
     * a buffer took 80 ns, after 2 s 27.
     */
    int leastWarmUp() {
        boolean busy = benchmark.startsWith(PoolHandOver.class.getName())
                || benchmark.startsWith(PoolPairOnEveryCpu.class.getName());
        return busy ? 2000 : 0;
    }

    /** The Perch row to compare this one with: the same kind of buffer on the same kind of thread. */
    String perchCounterpart() {
        return name.startsWith("netty-") ? netty("perch", eventLoop) : PERCH;
    }
}
