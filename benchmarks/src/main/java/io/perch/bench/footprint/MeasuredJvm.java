/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.perch.bench.ForkedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The JVM of a {@link Measurement}, as the command sees it. */
final class MeasuredJvm {
    /** All heap pages are there from the start, and enough of them for the objects of all buffers. */
    private static final List<String> OPTIONS = List.of("-Xms1536m", "-Xmx1536m", "-Xmn512m", "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=16g", "--sun-misc-unsafe-memory-access=allow");
    private static final String PRELOAD = "LD_PRELOAD";

    private final Scenario scenario;
    private final Candidate contender;
    private final Process process;
    private final CountDownLatch released = new CountDownLatch(1);
    private final CompletableFuture<List<String>> output = new CompletableFuture<>();

    private MeasuredJvm(Scenario scenario, Candidate contender, Process process) {
        this.scenario = scenario;
        this.contender = contender;
        this.process = process;
        Thread reader = new Thread(this::read, "footprint-fork");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param heldSeconds for how long it looks at what is held when all is released */
    static MeasuredJvm start(Scenario scenario, Candidate contender, Scale scale, int heldSeconds) throws IOException {
        ProcessBuilder builder = ForkedJvm.of(OPTIONS, Measurement.class, scenario.name(), contender.name(),
                Double.toString(scale.live()), Double.toString(scale.items()), Double.toString(scale.time()),
                Integer.toString(heldSeconds));
        builder.environment().remove(PRELOAD);
        contender.preloaded().ifPresent(library -> builder.environment().put(PRELOAD, library.toString()));
        return new MeasuredJvm(scenario, contender, builder.start());
    }

    private void read() {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.equals(Measurement.RELEASED)) {
                    released.countDown();
                }
            }
        } catch (IOException e) {
            output.completeExceptionally(new UncheckedIOException(e));
        } finally {
            output.complete(lines);
            released.countDown();
        }
    }

    /** Waits until the load is over and its buffers are released: what is left is to wait. */
    void awaitReleased() throws InterruptedException {
        released.await();
    }

    /** Waits for its end. */
    FootprintRow row() throws IOException, InterruptedException {
        List<String> lines = output.join();
        if (process.waitFor() != 0) {
            throw new IOException(scenario.id() + " on " + contender.name() + " failed:\n" + String.join("\n", lines));
        }
        double[][] samples = lines.stream().filter(line -> line.startsWith(Measurement.SAMPLE))
                .map(line -> line.split("\t")).map(parts -> new double[] {Double.parseDouble(parts[1]),
                    Double.parseDouble(parts[2]), Double.parseDouble(parts[3])}).toArray(double[][]::new);
        return new FootprintRow(scenario.id(), contender.name(),
                ForkedJvm.told(lines.stream(), Measurement.FIGURE, Double::valueOf),
                ForkedJvm.told(lines.stream(), Measurement.MEMORY, Long::valueOf), samples);
    }
}
