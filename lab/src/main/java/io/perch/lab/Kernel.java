/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kernel's own view of CPUs, nodes and pages. It is asked each time, and by code that Perch itself does not use. */
final class Kernel {
    private static final long MOVE_PAGES = System.getProperty("os.arch").equals("amd64") ? 279 : 239;
    private static final long GETTID = System.getProperty("os.arch").equals("amd64") ? 186 : 178;
    private static final int CPU_SET_BYTES = 1024;
    private static final int PAGE = 4096;
    private static final NativeLibrary LIBC = NativeLibrary.getInstance("c");

    private Kernel() {
    }

    /** The number of the calling thread. */
    static int thread() {
        return LIBC.getFunction("syscall").invokeInt(new Object[] {GETTID});
    }

    /** Lets the calling thread run on one CPU only. */
    static void pin(int cpu) {
        if (!pin(0, cpu)) {
            throw new IllegalStateException("cannot run on CPU " + cpu);
        }
    }

    /** Lets a thread run on one CPU only; false if it no longer exists. */
    static boolean pin(int thread, int cpu) {
        Memory set = new Memory(CPU_SET_BYTES);
        set.clear();
        set.setByte(cpu / Byte.SIZE, (byte) (1 << cpu % Byte.SIZE));
        return LIBC.getFunction("sched_setaffinity").invokeInt(new Object[] {thread, (long) CPU_SET_BYTES, set}) == 0;
    }

    /** CPUs that are online, in order. */
    static List<Integer> cpus() throws IOException {
        try (Stream<Path> paths = Files.list(Path.of("/sys/devices/system/cpu"))) {
            return paths.map(path -> path.getFileName().toString()).filter(name -> name.matches("cpu\\d+"))
                    .map(name -> Integer.parseInt(name.substring(3))).filter(Kernel::isOnline).sorted().toList();
        }
    }

    /** CPU 0 may have no such file: it is always online. */
    private static boolean isOnline(int cpu) {
        Path file = Path.of("/sys/devices/system/cpu/cpu" + cpu + "/online");
        try {
            return !Files.exists(file) || Files.readString(file).startsWith("1");
        } catch (IOException e) {
            return false;
        }
    }

    /** The node of a CPU. */
    static int nodeOf(int cpu) throws IOException {
        try (Stream<Path> paths = Files.list(Path.of("/sys/devices/system/cpu/cpu" + cpu))) {
            return paths.map(path -> path.getFileName().toString()).filter(name -> name.matches("node\\d+"))
                    .mapToInt(name -> Integer.parseInt(name.substring(4))).findFirst().orElseThrow();
        }
    }

    /** Bytes of memory of a node. */
    static long memoryOf(int node) throws IOException {
        for (String line : Files.readAllLines(Path.of("/sys/devices/system/node/node" + node + "/meminfo"))) {
            if (line.contains("MemTotal:")) {
                return 1024 * Long.parseLong(line.replaceAll(".*MemTotal:\\s*(\\d+) kB.*", "$1"));
            }
        }
        throw new IOException("node " + node + " has no MemTotal");
    }

    /** The nearest node that has memory: usually the node itself. */
    static int nearestMemory(int node) throws IOException {
        List<Integer> nodes = nodes();
        String[] distances = Files.readString(Path.of("/sys/devices/system/node/node" + node + "/distance")).strip().split("\\s+");
        int nearest = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < nodes.size(); i++) {
            int distance = Integer.parseInt(distances[i]);
            if (distance < least && memoryOf(nodes.get(i)) > 0) {
                least = distance;
                nearest = nodes.get(i);
            }
        }
        return nearest;
    }

    /** Nodes that are online, in order. */
    static List<Integer> nodes() throws IOException {
        try (Stream<Path> paths = Files.list(Path.of("/sys/devices/system/node"))) {
            return paths.map(path -> path.getFileName().toString()).filter(name -> name.matches("node\\d+"))
                    .map(name -> Integer.parseInt(name.substring(4))).sorted().toList();
        }
    }

    /** How many pages of a range are not on a node; pages without memory yet are counted. */
    static int pagesElsewhere(long address, int bytes, int node) {
        long[] pages = new long[bytes / PAGE];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = address + (long) i * PAGE;
        }
        return elsewhere(node, pages);
    }

    /** How many addresses lie in pages that are not on a node. */
    static int elsewhere(int node, long... addresses) {
        int count = 0;
        for (int place : nodesOf(addresses)) {
            count += place == node ? 0 : 1;
        }
        return count;
    }

    /** The nodes that hold the pages of these addresses; negative for a page without memory yet. */
    static int[] nodesOf(long... addresses) {
        Memory pages = new Memory(8L * addresses.length);
        Memory nodes = new Memory(4L * addresses.length);
        pages.write(0, addresses, 0, addresses.length);
        long result = LIBC.getFunction("syscall")
                .invokeLong(new Object[] {MOVE_PAGES, 0L, (long) addresses.length, pages, Pointer.NULL, nodes, 0L});
        if (result != 0) {
            throw new IllegalStateException("move_pages: " + result);
        }
        return nodes.getIntArray(0, addresses.length);
    }
}
