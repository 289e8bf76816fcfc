/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.debug.CheckOptions;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * What an allocator is made with. Each option starts from its system property, so that a program can be tuned without a change.
 *
 * @param mode      {@code perch.mode}: how a thread finds its cache; default {@link Mode#AUTO}
 * @param hardLimit {@code perch.limit.hard}: bytes that the allocator never exceeds, at least {@value #LEAST_LIMIT}; default what
 *                  the JVM allows for direct buffers (-XX:MaxDirectMemorySize, or the maximum heap)
 * @param softLimit {@code perch.limit.soft}: bytes above which free memory goes back to the system before more is taken, at most
 *                  {@code hardLimit}, and its default
 * @param slabBytes {@code perch.slab.bytes}: the most bytes of free blocks that the cache of one CPU holds, at least
 *                  {@value #LEAST_SLAB}; default 4 MiB
 * @param upkeep    {@code perch.upkeep}: who does the maintenance; default {@link Upkeep#THREAD}
 * @param checks    {@code perch.checked} and what belongs to it: whether blocks are checked; default {@link CheckOptions#OFF}
 */
public record PerchConfig(Mode mode, long hardLimit, long softLimit, long slabBytes, Upkeep upkeep, CheckOptions checks) {
    /** The least hard limit: one slab and one span of the largest size class. */
    public static final long LEAST_LIMIT = 4 << 20;
    /** The least slab budget, in bytes. */
    public static final long LEAST_SLAB = 64 << 10;

    private static final long DEFAULT_SLAB = 4 << 20;

    /**
     * Checks all ranges.
     *
     * @throws IllegalArgumentException if one is not met; the message names the option
     */
    public PerchConfig {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(upkeep, "upkeep");
        Objects.requireNonNull(checks, "checks");
        require(hardLimit >= LEAST_LIMIT, "perch.limit.hard", hardLimit, "at least " + LEAST_LIMIT);
        require(softLimit >= 0 && softLimit <= hardLimit, "perch.limit.soft", softLimit, "0 to the hard limit, " + hardLimit);
        require(slabBytes >= LEAST_SLAB && slabBytes <= hardLimit, "perch.slab.bytes", slabBytes,
                LEAST_SLAB + " to the hard limit, " + hardLimit);
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
        private Upkeep upkeep;
        private boolean checked;
        private long quarantineBytes;
        private int guardEvery;

        Builder(Properties properties) {
            mode = Mode.of(properties.getProperty("perch.mode", "auto"));
            hardLimit = bytes(properties, "perch.limit.hard");
            softLimit = bytes(properties, "perch.limit.soft");
            slabBytes = bytes(properties, "perch.slab.bytes");
            upkeep = Upkeep.of(properties.getProperty("perch.upkeep", "thread"));
            checked = flag(properties, "perch.checked");
            quarantineBytes = bytes(properties, "perch.checked.quarantine");
            guardEvery = number(properties, "perch.checked.guard", CheckOptions.DEFAULT_GUARD);
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

        /** See {@link PerchConfig#upkeep}. */
        public Builder upkeep(Upkeep value) {
            upkeep = value;
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
            long hard = hardLimit < 0 ? Math.max(LEAST_LIMIT, DirectMemory.limit()) : hardLimit;
            long soft = softLimit < 0 ? hard : softLimit;
            long slab = slabBytes < 0 ? Math.min(DEFAULT_SLAB, hard / 8) : slabBytes;
            return new PerchConfig(mode, hard, soft, slab, upkeep, checks(hard));
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
