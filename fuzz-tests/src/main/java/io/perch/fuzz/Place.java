/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import io.perch.jcstress.support.Cpus;
import io.perch.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which CPU a program's thread is on: one at a time, so that the program does the same on every run. Every second CPU of this
 * machine is presented as one of node 1, so that a thread can change nodes on hardware that has only one. Not thread-safe.
 */
final class Place {
    /** Nodes of the machine that the allocator is shown. */
    static final int NODES = 2;

    private static final int[] CPUS = Cpus.allowed();
    private static final Topology MACHINE = describe();

    private int at;

    /** This machine's CPUs on {@link #NODES} nodes. */
    static Topology machine() {
        return MACHINE;
    }

    private static Topology describe() {
        try {
            Path root = Files.createTempDirectory("perch-machine");
            Path nodes = Files.createDirectories(root.resolve("sys/devices/system/node"));
            Files.writeString(nodes.resolve("online"), "0-" + (NODES - 1));
            for (int node = 0; node < NODES; node++) {
                Path folder = Files.createDirectories(nodes.resolve("node" + node));
                Files.writeString(folder.resolve("cpulist"), cpus(node));
                Files.writeString(folder.resolve("distance"), node == 0 ? "10 20" : "20 10");
            }
            Topology machine = Topology.read(root);
            delete(root);
            return machine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cpus(int node) {
        return IntStream.range(0, CPUS.length).filter(index -> nodeOf(index) == node).mapToObj(index -> "" + CPUS[index])
                .collect(Collectors.joining(","));
    }

    private static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    private static int nodeOf(int index) {
        return index % NODES;
    }

    /** The node of the CPU that the thread is on. */
    int node() {
        return nodeOf(at);
    }

    /** Call before each program: all of them start on the first CPU. */
    void begin() {
        go(0);
    }

    /** Call after the last program: threads that are started later may run anywhere. */
    void end() {
        Cpus.roam();
    }

    /** Moves to the next CPU, if there is more than one. */
    void nextCpu() {
        goToNext(index -> true);
    }

    /** Moves to the next CPU of another node, if there is one. */
    void otherNode() {
        goToNext(index -> nodeOf(index) != node());
    }

    private void goToNext(IntPredicate wanted) {
        IntStream.range(1, CPUS.length).map(step -> (at + step) % CPUS.length).filter(wanted).findFirst().ifPresent(this::go);
    }

    private void go(int index) {
        at = index;
        Cpus.stay(CPUS[index]);
    }
}
