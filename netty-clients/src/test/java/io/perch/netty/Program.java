/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A program of {@code src/test/programs}, which knows nothing of Perch, with the class path of a library in one of its versions: a
 * module of {@code netty-clients/libraries}.
 */
final class Program {
    static final String AGENT = "-javaagent:" + System.getProperty("perch.agent");
    static final String EXTENSION = "-Dio.netty.bootstrap.extensions=serviceload";

    private static final Path MODULE = Path.of(System.getProperty("basedir"));
    /** Where classes of programs are, once compiled: tests that run at the same time have some in common. */
    private static final Set<Path> COMPILED = new HashSet<>();

    private final String name;
    private final String libraries;
    private final Path classes;

    /**
     * Compiles the program.
     *
     * @param name    of its class
     * @param library and version: the name of the module
     * @param beans   classes whose annotations the library processes
     */
    Program(String name, String library, String... beans) throws IOException {
        this(name, library, Files.readString(MODULE.resolve("libraries/" + library + "/target/classpath.txt")).strip(), beans);
    }

    private Program(String name, String library, String libraries, String[] beans) throws IOException {
        this.name = name;
        this.libraries = libraries;
        this.classes = MODULE.resolve("target/programs/" + library + '/' + name);
        synchronized (COMPILED) {
            if (COMPILED.add(classes)) {
                compile(beans);
            }
        }
    }

    /** Compiles a program over a library that has no module here. */
    static Program of(String name, String library, String classPath) throws IOException {
        return new Program(name, library, classPath, new String[0]);
    }

    private void compile(String... beans) throws IOException {
        Files.createDirectories(classes);
        Path sources = MODULE.resolve("src/test/programs");
        List<String> arguments = new ArrayList<>(List.of("-nowarn", "-cp", libraries, "-sourcepath", sources.toString(), "-d",
                classes.toString()));
        arguments.addAll(beans.length == 0 ? List.of("-proc:none") : List.of("-processorpath", libraries));
        Stream.concat(Stream.of(name), Stream.of(beans)).map(type -> sources.resolve(type + ".java").toString())
                .forEach(arguments::add);
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
    }

    /** What it prints beside Perch, under paranoid leak detection. */
    String run(String... options) throws IOException, InterruptedException {
        return run(true, List.of(options));
    }

    private static String perch() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*/(perch-(netty|core|native|micrometer|spring-boot-starter)|jna-[^/]*)\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The same with Perch on the class path or without. */
    String run(boolean withPerch, List<String> options) throws IOException, InterruptedException {
        // They run for seconds, which C2 would only make longer.
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED",
                "-Dio.netty.leakDetection.level=paranoid", "-Dvertx.disableFileCPResolving=true"));
        command.addAll(options);
        command.addAll(List.of("-cp", classes + File.pathSeparator + libraries
                + (withPerch ? File.pathSeparator + perch() : ""), name));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
