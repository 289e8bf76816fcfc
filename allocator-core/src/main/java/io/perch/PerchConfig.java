/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.DirectMemory;
import io.perch.options.CheckOptions;
import io.perch.options.HugePages;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.topology.Topology;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * What an allocator is made with. Each option starts from its system property, so that a program can be tuned without a change.
 *
 * @param mode      {@code perch.mode}: how a thread finds its cache; default {@link Mode#AUTO}
 * @param hardLimit {@code perch.limit.hard}: bytes that the allocator never exceeds, at least {@value #LEAST_LIMIT}; default what
 *                  the JVM allows for direct buffers (-XX:MaxDirectMemorySize, or the maximum heap), or what the process's control
 *                  groups allow, if that is less
 * @param softLimit {@code perch.limit.soft}: bytes above which free memory goes back to the system before more is taken, at most
 *                  {@code hardLimit}, and its default
 * @param slabBytes {@code perch.slab.bytes}: the most bytes of free blocks that the cache of one CPU holds, at least
 *                  {@value #LEAST_SLAB}; default 4 MiB
 * @param maintenance    {@code perch.maintenance}: who does the maintenance; default {@link Maintenance#THREAD}
 * @param numa      {@code perch.numa}: how firmly memory belongs to NUMA nodes; default {@link NumaPolicy#ADVISORY}. With one node
 *                  nothing is done
 * @param numaNodes {@code perch.numa.nodes}: how many nodes are told apart, 1 to {@value #MOST_NODES}; default 8. More are grouped
 *                  by distance
 * @param hugePages {@code perch.hugepages}: what huge pages are asked for; default {@link HugePages#NONE}
 * @param prefault  {@code perch.prefault}: whether memory is there before it is touched; default false
 * @param lock      {@code perch.lock}: whether memory may not be swapped out (mlock); default false
 * @param releaseRate {@code perch.release.rate}: the most bytes a second that maintenance gives back to the system, ≥ 0; default as
 *                  fast as it can
 * @param decayMillis {@code perch.release.decay}: for how many milliseconds nobody may have needed a page before maintenance gives
 *                  it back, 100 ms to a day; default 2000
 * @param checks    {@code perch.checked} and what belongs to it: whether blocks are checked; default {@link CheckOptions#OFF}
 */
public record PerchConfig(Mode mode, long hardLimit, long softLimit, long slabBytes, Maintenance maintenance, NumaPolicy numa,
        int numaNodes,
        HugePages hugePages, boolean prefault, boolean lock, long releaseRate, long decayMillis, CheckOptions checks) {
    /** The least hard limit: one slab and one span of the largest size class. */
    public static final long LEAST_LIMIT = 4 << 20;
    /** The least slab budget, in bytes. */
    public static final long LEAST_SLAB = 64 << 10;

    /** The most nodes that can be told apart: a slab has lists for each. */
    public static final int MOST_NODES = 32;

    private static final long DEFAULT_SLAB = 4 << 20;
    private static final int DEFAULT_NODES = 8;
    private static final long DEFAULT_DECAY = 2_000;
    private static final long LEAST_DECAY = 100;
    private static final long MOST_DECAY = 86_400_000;

    /**
     * Checks all ranges.
     *
     * @throws IllegalArgumentException if one is not met; the message names the option
     */
    public PerchConfig {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(maintenance, "maintenance");
        Objects.requireNonNull(checks, "checks");
        require(hardLimit >= LEAST_LIMIT, "perch.limit.hard", hardLimit, "at least " + LEAST_LIMIT);
        require(softLimit >= 0 && softLimit <= hardLimit, "perch.limit.soft", softLimit, "0 to the hard limit, " + hardLimit);
        require(slabBytes >= LEAST_SLAB && slabBytes <= hardLimit, "perch.slab.bytes", slabBytes,
                LEAST_SLAB + " to the hard limit, " + hardLimit);
        Objects.requireNonNull(numa, "numa");
        Objects.requireNonNull(hugePages, "hugePages");
        require(numaNodes >= 1 && numaNodes <= MOST_NODES, "perch.numa.nodes", numaNodes, "1 to " + MOST_NODES);
        require(releaseRate >= 0, "perch.release.rate", releaseRate, "at least 0");
        require(decayMillis >= LEAST_DECAY && decayMillis <= MOST_DECAY, "perch.release.decay", decayMillis,
                LEAST_DECAY + " to " + MOST_DECAY);
    }

    private static void require(boolean met, String option, long value, String range) {
        if (!met) {
            throw new IllegalArgumentException(option + ": " + value + " (expected: " + range + ")");
        }
    }

    /** A builder that starts from the system properties. */
    public static Builder builder() {
        return new Builder(System.getProperties());
    }

    /** Collects options; not safe for use by several threads. */
    public static final class Builder {
        private Mode mode;
        private long hardLimit;
        private long softLimit;
        private long slabBytes;
        private Maintenance maintenance;
        private NumaPolicy numa;
        private int numaNodes;
        private HugePages hugePages;
        private boolean prefault;
        private boolean lock;
        private long releaseRate;
        private long decayMillis;
        private boolean checked;
        private long quarantineBytes;
        private int guardEvery;

        Builder(Properties properties) {
            mode = Mode.of(properties.getProperty("perch.mode", "auto"));
            hardLimit = bytes(properties, "perch.limit.hard");
            softLimit = bytes(properties, "perch.limit.soft");
            slabBytes = bytes(properties, "perch.slab.bytes");
            maintenance = Maintenance.of(properties.getProperty("perch.maintenance", "thread"));
            numa = NumaPolicy.of(properties.getProperty("perch.numa", "advisory"));
            numaNodes = number(properties, "perch.numa.nodes", DEFAULT_NODES);
            hugePages = HugePages.of(properties.getProperty("perch.hugepages", "none"));
            prefault = flag(properties, "perch.prefault");
            lock = flag(properties, "perch.lock");
            releaseRate = bytes(properties, "perch.release.rate", Long.MAX_VALUE);
            decayMillis = bytes(properties, "perch.release.decay", DEFAULT_DECAY);
            checked = flag(properties, "perch.checked");
            quarantineBytes = bytes(properties, "perch.checked.quarantine");
            guardEvery = number(properties, "perch.checked.guard", CheckOptions.DEFAULT_GUARD);
        }

        private static long bytes(Properties properties, String option, long otherwise) {
            return properties.getProperty(option) == null ? otherwise : bytes(properties, option);
        }

        private static boolean flag(Properties properties, String option) {
            String text = properties.getProperty(option, "false");
            return switch (text) {
                case "", "true", "on" -> true;
                case "false", "off" -> false;
                default -> throw new IllegalArgumentException(option + ": '" + text + "' (expected: true or false)");
            };
        }

        private static int number(Properties properties, String option, int otherwise) {
            String text = properties.getProperty(option);
            try {
                return text == null ? otherwise : Integer.parseInt(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(option + ": '" + text + "' (expected: a number)", e);
            }
        }

        /** Bytes with an optional suffix k, m or g; -1 if the property is not set. */
        private static long bytes(Properties properties, String option) {
            String text = properties.getProperty(option);
            if (text == null) {
                return -1;
            }
            String number = text.strip().toLowerCase(Locale.ROOT);
            int shift = number.endsWith("k") ? 10 : number.endsWith("m") ? 20 : number.endsWith("g") ? 30 : 0;
            try {
                long value = Long.parseLong(shift == 0 ? number : number.substring(0, number.length() - 1));
                return Math.multiplyExact(value, 1L << shift);
            } catch (ArithmeticException | NumberFormatException e) {
                throw new IllegalArgumentException(
                        option + ": '" + text + "' (expected: bytes, or a number with the suffix k, m or g)", e);
            }
        }

        /** See {@link PerchConfig#mode}. */
        public Builder mode(Mode value) {
            mode = value;
            return this;
        }

        /** See {@link PerchConfig#hardLimit}. */
        public Builder hardLimit(long bytes) {
            hardLimit = bytes;
            return this;
        }

        /** See {@link PerchConfig#softLimit}. */
        public Builder softLimit(long bytes) {
            softLimit = bytes;
            return this;
        }

        /** See {@link PerchConfig#slabBytes}. */
        public Builder slabBytes(long bytes) {
            slabBytes = bytes;
            return this;
        }

        /** See {@link PerchConfig#maintenance}. */
        public Builder maintenance(Maintenance value) {
            maintenance = value;
            return this;
        }

        /** See {@link PerchConfig#numa}. */
        public Builder numa(NumaPolicy value) {
            numa = value;
            return this;
        }

        /** See {@link PerchConfig#numaNodes}. */
        public Builder numaNodes(int most) {
            numaNodes = most;
            return this;
        }

        /** See {@link PerchConfig#hugePages}. */
        public Builder hugePages(HugePages value) {
            hugePages = value;
            return this;
        }

        /** See {@link PerchConfig#prefault}. */
        public Builder prefault(boolean value) {
            prefault = value;
            return this;
        }

        /** See {@link PerchConfig#lock}. */
        public Builder lock(boolean value) {
            lock = value;
            return this;
        }

        /** See {@link PerchConfig#releaseRate}. */
        public Builder releaseRate(long bytesPerSecond) {
            releaseRate = bytesPerSecond;
            return this;
        }

        /** See {@link PerchConfig#decayMillis}. */
        public Builder decayMillis(long millis) {
            decayMillis = millis;
            return this;
        }

        /** See {@link CheckOptions#enabled}. */
        public Builder checked(boolean value) {
            checked = value;
            return this;
        }

        /** See {@link CheckOptions#quarantineBytes}. */
        public Builder quarantineBytes(long bytes) {
            quarantineBytes = bytes;
            return this;
        }

        /** See {@link CheckOptions#guardEvery}. */
        public Builder guardEvery(int allocations) {
            guardEvery = allocations;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if an option is out of range; the message names it
         */
        public PerchConfig build() {
            long hard = hardLimit < 0 ? Math.max(LEAST_LIMIT, defaultLimit()) : hardLimit;
            long soft = softLimit < 0 ? hard : softLimit;
            long slab = slabBytes < 0 ? Math.min(DEFAULT_SLAB, hard / 8) : slabBytes;
            return new PerchConfig(mode, hard, soft, slab, maintenance, numa, numaNodes, hugePages, prefault, lock, releaseRate,
                    decayMillis, checks(hard));
        }

        /** More than the control groups allow would end the process, not the allocation. */
        private static long defaultLimit() {
            return Math.min(DirectMemory.limit(), Topology.readMemoryLimit());
        }

        private CheckOptions checks(long hard) {
            if (!checked) {
                return CheckOptions.OFF;
            }
            long quarantine = quarantineBytes < 0 ? Math.min(CheckOptions.DEFAULT_QUARANTINE, hard / 8) : quarantineBytes;
            return new CheckOptions(true, quarantine, guardEvery);
        }
    }
}
