/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.perch.PerchAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A mode of the allocator, and the JVM options that select it. */
enum PerchMode {
    /** By CPU number. */
    CPU("cpu"),
    /** By node and virtual CPU. */
    VCPU("vcpu"),
    /** As {@code vcpu}, with the slab's index kept in libc's area. */
    NOTIFY("notify"),
    /** As {@code vcpu}, with the slab's address kept in an area of Perch's own. */
    NOTIFY_OWN("notify", "-Dperch.rseq.own=takeover"),
    /** As {@code vcpu}, with a check of who has each block. */
    HARDENED("vcpu", "-Dperch.hardened=true");

    private final String mode;
    private final List<String> options = new ArrayList<>();

    PerchMode(String mode, String... more) {
        this.mode = mode;
        options.addAll(List.of("-Dperch.mode=" + mode, "-D" + ForkAllocator.MODE + "=" + mode));
        options.addAll(List.of(more));
    }

    /** One block of 256 bytes, and its release. */
    PairRow row() {
        return new PairRow(name().toLowerCase(Locale.ROOT).replace('_', '-'), PairRow.RATIO_SIZE,
                PerchPair.class.getName() + ".pair", Map.of("size", Integer.toString(PairRow.RATIO_SIZE)), false, options);
    }

    /** Asks a JVM with these options whether it runs in this mode; returns why not, or "". */
    String whyNot() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Attempt.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() == 0 ? "" : said;
    }

    /** What that JVM runs. */
    static final class Attempt {
        private Attempt() {
        }

        /** Exits with 1, and prints the reason, if the allocator has another mode. */
        public static void main(String[] arguments) {
            try (PerchAllocator perch = ForkAllocator.create()) {
                perch.free(perch.allocate(PairRow.RATIO_SIZE));
            } catch (IllegalStateException e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
    }
}
