/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.netty;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The figures of a row, as the JVM that measured them tells them: a line each. */
final class Figures {
    /** The kind of the lines. */
    static final String KIND = "FIGURE";

    private static final String LINE = KIND + '\t';

    private final Map<String, Samples> samples = new LinkedHashMap<>();

    void put(String name, Samples measured) {
        samples.put(name, measured);
    }

    void put(String name, double value) {
        put(name, Samples.of(value));
    }

    /** By their names, in the order in which they were put. */
    Map<String, Samples> samples() {
        return samples;
    }

    /** In the JVM that measured. */
    void tell() {
        samples.forEach((name, measured) -> System.out.println(LINE + name + "\t" + measured));
    }

    /** In the one that started it. */
    static Figures told(Stream<String> lines) {
        Figures figures = new Figures();
        lines.filter(line -> line.startsWith(LINE)).map(line -> line.split("\t", -1))
                .forEach(parts -> figures.put(parts[1], Samples.read(parts[2], parts[3])));
        return figures;
    }
}
