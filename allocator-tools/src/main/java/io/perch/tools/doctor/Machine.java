/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.doctor;

import io.netty.util.Version;
import io.perch.rseq.NativePlatform;
import io.perch.topology.Topology;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The machine and the software on it.
 *
 * @param system   operating system and processor
 * @param kernel   its release
 * @param libc     its name and version
 * @param arch     in Netty's spelling
 * @param jdk      version and vendor
 * @param nodes    NUMA nodes that are online
 * @param memory   of each node, which of them this process may use, and how much
 * @param possible CPUs that can ever appear, as a list of ranges
 * @param allowed  CPUs that this process may run on, as a list of ranges
 * @param versions of Perch and of what it stands on
 */
public record Machine(String system, String kernel, String libc, String arch, String jdk, List<Integer> nodes, String memory,
                      String possible, String allowed, String versions) {
    private static final String UNKNOWN = "unknown";

    /** This machine. What cannot be found out is "unknown". */
    public static Machine read() {
        NativePlatform platform = NativePlatform.get();
        Topology topology = Topology.read();
        return new Machine(
                System.getProperty("os.name") + ", " + cpu() + ", "
                        + Runtime.getRuntime().availableProcessors() + " CPUs for this JVM",
                platform.kernelVersion(), platform.libcVersion(), platform.arch(),
                System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("java.vendor") + ")",
                Arrays.stream(topology.onlineNodes()).boxed().toList(), memory(topology),
                value(Path.of("/sys/devices/system/cpu/possible"), ""), value(Path.of("/proc/self/status"), "Cpus_allowed_list:"),
                "Perch " + ownVersion() + ", Netty " + nettyVersion() + ", JNA " + com.sun.jna.Native.VERSION);
    }

    /** The machine in one line, for measurements. */
    public String line() {
        return system + ", " + arch + ", kernel " + kernel + ", " + libc + ", JDK " + jdk;
    }

    private static String memory(Topology topology) {
        String each = topology.nodes().stream()
                .map(node -> node.id() + ": " + (node.memory() < 0 ? UNKNOWN : (node.memory() >> 20) + " MiB"))
                .collect(Collectors.joining(", "));
        long limit = topology.memoryLimit();
        return each + "; allowed " + (topology.allowedMemories() == null ? UNKNOWN : topology.allowedMemories())
                + "; control groups: " + (limit == Long.MAX_VALUE ? "no limit" : "at most " + (limit >> 20) + " MiB");
    }

    private static String cpu() {
        String model = value(Path.of("/proc/cpuinfo"), "model name");
        return model.equals(UNKNOWN) ? System.getProperty("os.arch") : model.replaceFirst("^\\s*:\\s*", "");
    }

    /** The rest of the first line of a file that starts with {@code key}. */
    private static String value(Path file, String key) {
        try {
            return Files.readAllLines(file).stream().filter(line -> line.startsWith(key)).findFirst()
                    .map(line -> line.substring(key.length()).strip()).orElse(UNKNOWN);
        } catch (IOException | RuntimeException e) {
            return UNKNOWN;
        }
    }

    private static String ownVersion() {
        Properties properties = new Properties();
        try (InputStream in = Machine.class.getResourceAsStream("/META-INF/maven/io.perch/perch-tools/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return UNKNOWN;
        }
        return properties.getProperty("version", UNKNOWN);
    }

    private static String nettyVersion() {
        Version buffer = Version.identify().get("netty-buffer");
        return buffer == null ? UNKNOWN : buffer.artifactVersion();
    }
}
