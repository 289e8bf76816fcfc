/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /**
     * Starts it, and waits for its end.
     *
     * @param what it measures, for the message
     * @param kind of which it tells at least one line
     * @return what it printed
     * @throws IOException if it fails or tells nothing, with what it printed
     */
    public static String output(ProcessBuilder jvm, String what, String kind) throws IOException, InterruptedException {
        Process process = jvm.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || output.lines().noneMatch(line -> line.startsWith(kind + '\t'))) {
            throw new IOException(what + " failed:\n" + output);
        }
        return output;
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
