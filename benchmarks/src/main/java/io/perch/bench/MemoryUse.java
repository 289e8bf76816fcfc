/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import io.netty.buffer.ByteBufAllocatorMetric;
import io.perch.PerchAllocator;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The memory of a measuring process, in bytes by name: {@value #RESIDENT} is that of the whole process, {@value #COMMITTED} that of
 * the allocator that it measures, if it can be asked. For Perch there are also the parts of that by tier, and what was given back.
 */
public final class MemoryUse {
    /** What the system has given to the process, its heap and code included. */
    static final String RESIDENT = "resident";
    /** What the allocator has taken from the system. */
    static final String COMMITTED = "committed";

    private static final Set<Counter> GIVEN_BACK = Set.of(Counter.RELEASED, Counter.RELEASED_SO_FAR, Counter.THRASHED);

    private static volatile Supplier<Map<String, Long>> measured = Map::of;

    private MemoryUse() {
    }

    /** From now on, {@link #now} reports on this allocator. */
    public static void watch(PerchAllocator perch) {
        measured = () -> of(perch.stats());
    }

    /** From now on, {@link #now} reports on the allocator with this metric. */
    public static void watch(ByteBufAllocatorMetric metric) {
        measured = () -> Map.of(COMMITTED, metric.usedDirectMemory());
    }

    /** The values at this moment. */
    public static Map<String, Long> now() {
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put(RESIDENT, resident());
        bytes.putAll(measured.get());
        return bytes;
    }

    /** Bytes of memory that the system has given to this process. */
    public static long resident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() << 10;
        } catch (IOException e) {
            throw new IllegalStateException("/proc/self/status cannot be read", e);
        }
    }

    private static Map<String, Long> of(PerchStats stats) {
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put(COMMITTED, stats.committed());
        Counter.ALL.stream().filter(counter -> counter.role() == Counter.Role.PART || GIVEN_BACK.contains(counter))
                .forEach(counter -> bytes.put(counter.label(), stats.get(counter)));
        return bytes;
    }

    /** As a JSON object. Names are ours and need no escaping. */
    public static String json(Map<String, Long> bytes) {
        return bytes.entrySet().stream().map(part -> String.format(Locale.ROOT, "\"%s\": %d", part.getKey(), part.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
