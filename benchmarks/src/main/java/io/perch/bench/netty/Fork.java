/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.bench.ForkedJvm;
import io.perch.bench.MemoryUse;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A JVM that does one row with one allocator: its main method, and how it is started. */
final class Fork {
    private static final String MEMORY = "MEMORY";
    /** All heap pages are there from the start; adaptive pools less at heaps of up to 512 MiB. */
    private static final List<String> OPTIONS = List.of("-Xms768m", "-Xmx768m", "-Xmn256m", "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=3g");

    private Fork() {
    }

    /** Arguments: row, allocator, milliseconds. */
    public static void main(String[] arguments) throws Exception {
        Row row = Row.valueOf(arguments[0]);
        Figures figures = new Figures();
        row.workload.measure(Peer.valueOf(arguments[1])::create, row.kind, new Clock(Integer.parseInt(arguments[2])), figures);
        figures.tell();
        MemoryUse.now().forEach((name, bytes) -> ForkedJvm.tell(MEMORY, name, bytes));
        System.exit(0);
    }

    /**
     * What a fork found.
     *
     * @param figures of the row, in its order
     * @param memory  {@link MemoryUse} at its end
     */
    record Found(Map<String, Samples> figures, Map<String, Long> memory) {
    }

    static Found measure(Row row, Peer peer, int millis) throws IOException, InterruptedException {
        ProcessBuilder jvm = ForkedJvm.of(OPTIONS, Fork.class, row.name(), peer.name(), Integer.toString(millis));
        String output = ForkedJvm.output(jvm, row.id() + " on " + peer, Figures.KIND);
        return new Found(Figures.told(output.lines()).samples(), ForkedJvm.told(output.lines(), MEMORY, Long::valueOf));
    }
}
