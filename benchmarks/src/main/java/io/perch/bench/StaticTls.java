/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Room for libraries that keep their thread caches in static thread-local storage, as jemalloc (2.6 KiB) does: glibc reserves 512
 * bytes for those that are loaded late, and more only if the environment says so before the process starts.
 */
public final class StaticTls {
    public static final String VARIABLE = "GLIBC_TUNABLES";
    private static final String TUNABLE = "glibc.rtld.optional_static_tls";
    private static final String ROOM = TUNABLE + "=16384";

    /**
     * This process calls C and runs JMH, which uses Unsafe; these options suppress the warnings. Its forks get arguments of their
     * own.
     */
    private static final List<String> QUIET = List.of("-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private StaticTls() {
    }

    /** Returns {@link #VARIABLE} with room added, or the same text if it already states the room. */
    public static String withRoom(String tunables) {
        if (tunables == null || tunables.isBlank()) {
            return ROOM;
        }
        return isStated(tunables) ? tunables : tunables + ":" + ROOM;
    }

    static boolean isStated(String tunables) {
        return tunables != null && tunables.contains(TUNABLE + "=");
    }

    /** Adds what to do to the loader's message, if it is about static thread-local storage. */
    static String explain(String loaderMessage) {
        return loaderMessage.contains("static TLS")
                ? loaderMessage + " (start with " + VARIABLE + "=" + ROOM + ", which glibc knows since 2.33)"
                : loaderMessage;
    }

    /**
     * Runs the main class of this process once more, with room, on the same terminal.
     *
     * @return its exit code
     */
    static int restart(Class<?> main, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(QUIET);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put(VARIABLE, withRoom(environment.get(VARIABLE)));
        return builder.start().waitFor();
    }
}
