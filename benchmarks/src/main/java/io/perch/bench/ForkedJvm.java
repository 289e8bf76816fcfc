/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a JVM of its own is started for one measurement, and how it tells what it found: in lines of {@code kind, name, number}. */
public final class ForkedJvm {
    private static final List<String> QUIET = List.of("-Dio.netty.leakDetection.level=disabled",
            "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED");

    private ForkedJvm() {
    }

    /** On the JDK and the class path of this process, and with its settings of Perch. */
    public static ProcessBuilder of(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(QUIET);
        System.getProperties().stringPropertyNames().stream().filter(name -> name.startsWith("perch."))
                .forEach(name -> command.add("-D" + name + '=' + System.getProperty(name)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** In the forked JVM: tells a number. */
    public static void tell(String kind, String name, Number value) {
        System.out.println(kind + '\t' + name + '\t' + value);
    }

    /** The numbers of a kind among the lines that a forked JVM printed. */
    public static <N extends Number> Map<String, N> told(Stream<String> lines, String kind, Function<String, N> number) {
        Map<String, N> values = new LinkedHashMap<>();
        lines.filter(line -> line.startsWith(kind + '\t')).map(line -> line.split("\t"))
                .forEach(parts -> values.put(parts[1], number.apply(parts[2])));
        return values;
    }
}
