/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import io.perch.stats.PerchStats;
import io.perch.topology.IdList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program whose CPUs are taken away and given back while it allocates: prints what became of its blocks. {@link #HOW} tells by
 * what means.
 */
public final class ChangingCpusMain {
    /** {@code affinity}: of each thread; {@code cpuset}: by a cgroup; {@code none}. */
    static final String HOW = "perch.test.cpus";

    private static final int MASK_BYTES = 1024;
    private static final int TURN = 10;
    private static final int THREADS = 16;
    private static final Path CPUSETS = Path.of("/sys/fs/cgroup/cpuset");

    private final List<Integer> allowed;
    private int round;

    private ChangingCpusMain() throws IOException {
        String cpus = status("Cpus_allowed_list:");
        allowed = Arrays.stream(IdList.parse(cpus).toArray()).boxed().toList();
    }

    private static String status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith(key)).findFirst()
                .orElseThrow().substring(key.length()).strip();
    }

    /** The CPUs for now: all, one of them, all, the next, ... */
    private List<Integer> next() {
        int turn = round / TURN;
        round++;
        return turn % 2 == 0 ? allowed : List.of(allowed.get(turn / 2 % allowed.size()));
    }

    private static void moveThreads(List<Integer> cpus) {
        Memory mask = new Memory(MASK_BYTES);
        mask.clear();
        for (int cpu : cpus) {
            mask.setByte(cpu / 8, (byte) (mask.getByte(cpu / 8) | 1 << cpu % 8));
        }
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            threads.forEach(thread -> NativeLibrary.getInstance("c").getFunction("sched_setaffinity").invokeInt(
                    new Object[] {Integer.parseInt(thread.getFileName().toString()), (long) MASK_BYTES, mask}));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, Object value) {
        try {
            Files.writeString(file, value.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String list(List<Integer> cpus) {
        return cpus.toString().replaceAll("[\\[\\] ]", "");
    }

    private void allocate(Runnable change) throws Exception {
        long limit = 256 << 20;
        PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().hardLimit(limit).softLimit(limit).build());
        new Conservation(perch, 7).run(THREADS, 300, () -> {
            change.run();
            ConservationIT.assertSumsUp(perch.stats(), perch);
        });
        PerchStats stats = perch.stats();
        perch.close();
        System.out.println("mode: " + perch.mode() + ", caches: " + stats.caches() + " on " + allowed.size() + " CPUs, in use: "
                + stats.inUse() + ", reserved: " + perch.stats().reserved() + ", rounds: " + round);
    }

    private void allocateInCpuset() throws Exception {
        long process = ProcessHandle.current().pid();
        Path before = Path.of(CPUSETS + Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(line -> line.contains(":cpuset:")).findFirst().orElse(":cpuset:/").split(":")[2]);
        Path group = before.resolve("perch-test-" + process);
        try {
            Files.createDirectory(group);
            write(group.resolve("cpuset.mems"), Files.readString(before.resolve("cpuset.mems")));
            write(group.resolve("cpuset.cpus"), list(allowed));
            write(group.resolve("cgroup.procs"), process);
        } catch (IOException | IllegalStateException e) {
            System.out.println("no cpuset: " + e);
            Files.deleteIfExists(group);
            return;
        }
        try {
            allocate(() -> write(group.resolve("cpuset.cpus"), list(next())));
        } finally {
            write(before.resolve("cgroup.procs"), process);
            Files.delete(group);
        }
    }

    /** Fails with an exception if a block is lost or doubled. */
    public static void main(String[] arguments) throws Exception {
        ChangingCpusMain program = new ChangingCpusMain();
        switch (System.getProperty(HOW)) {
            case "affinity":
                program.allocate(() -> moveThreads(program.next()));
                break;
            case "cpuset":
                program.allocateInCpuset();
                break;
            default:
                program.allocate(() -> { });
        }
    }
}
