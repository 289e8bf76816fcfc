/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import io.perch.bench.MemoryUse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A JVM that does one row with one allocator: its main method, and how it is started. */
final class Fork {
    private static final String FIGURE = "FIGURE\t";
    private static final String MEMORY = "MEMORY\t";
    /** All heap pages are there from the start, and the heap is large because adaptive pools less at heaps of up to 512 MiB. */
    private static final List<String> OPTIONS = List.of("-Xms768m", "-Xmx768m", "-Xmn256m", "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=3g", "-Dio.netty.leakDetection.level=disabled",
            "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED");

    private Fork() {
    }

    /** Arguments: row, allocator, milliseconds. */
    public static void main(String[] arguments) throws Exception {
        Row row = Row.valueOf(arguments[0]);
        Map<String, Double> figures = new LinkedHashMap<>();
        row.workload.measure(Peer.valueOf(arguments[1])::create, row.kind, new Clock(Integer.parseInt(arguments[2])), figures);
        figures.forEach((name, value) -> System.out.println(FIGURE + name + '\t' + value));
        MemoryUse.now().forEach((name, bytes) -> System.out.println(MEMORY + name + '\t' + bytes));
        System.exit(0);
    }

    /**
     * What a fork found.
     *
     * @param figures of the row, in its order
     * @param memory  {@link MemoryUse} at its end
     */
    record Found(Map<String, Double> figures, Map<String, Long> memory) {
    }

    static Found measure(Row row, Peer peer, int millis) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("perch."))
                .forEach(name -> command.add("-D" + name + '=' + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fork.class.getName(), row.name(), peer.name(),
                Integer.toString(millis)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Double> figures = values(output, FIGURE, Double::valueOf);
        if (process.waitFor() != 0 || figures.isEmpty()) {
            throw new IOException(row.id() + " on " + peer + " failed:\n" + output);
        }
        return new Found(figures, values(output, MEMORY, Long::valueOf));
    }

    private static <N extends Number> Map<String, N> values(String output, String kind, Function<String, N> number) {
        Map<String, N> values = new LinkedHashMap<>();
        output.lines().filter(line -> line.startsWith(kind)).map(line -> line.split("\t"))
                .forEach(parts -> values.put(parts[1], number.apply(parts[2])));
        return values;
    }
}
