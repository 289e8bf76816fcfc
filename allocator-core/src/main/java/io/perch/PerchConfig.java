/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import io.perch.engine.DefaultLimit;
import io.perch.options.CheckOptions;
import io.perch.options.HugePages;
import io.perch.options.Maintenance;
import io.perch.options.MemoryPolicy;
import io.perch.options.Mode;
import io.perch.options.NumaPolicy;
import io.perch.options.Option;
import io.perch.options.OptionValues;
import io.perch.options.Zeroing;
import io.perch.sync.RoomForClasses;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * What an allocator is made with. Each option starts from its system property, so that a program can be tuned without changing it;
 * {@link Option} has the properties, defaults and ranges.
 *
 * @param values a value for each option, all of them in range
 */
public record PerchConfig(OptionValues values) {
    /** The smallest hard limit, in bytes. */
    public static final long LEAST_LIMIT = Option.LEAST_LIMIT;
    /** The smallest slab budget, in bytes. */
    public static final long LEAST_SLAB = Option.LEAST_SLAB;

    private static boolean ready;

    /** @param values a value for each option */
    public PerchConfig {
        Objects.requireNonNull(values, "values");
    }

    /**
     * A builder that starts from the system properties.
     *
     * @throws IllegalArgumentException if one of them is set to something that is not a value of its option; the message names both
     */
    public static Builder builder() {
        if (!ready) {
            RoomForClasses.require();
        }
        Builder builder = new Builder(System.getProperties());
        ready = true;
        return builder;
    }

    /** {@link Option#MODE}: how a thread finds its cache. */
    public Mode mode() {
        return values.word(Option.MODE, Mode.class);
    }

    /** {@link Option#HARD_LIMIT}: bytes that the allocator never exceeds. */
    public long hardLimit() {
        return values.number(Option.HARD_LIMIT);
    }

    /** {@link Option#SOFT_LIMIT}: bytes above which free memory goes back to the system before more is taken. */
    public long softLimit() {
        return values.number(Option.SOFT_LIMIT);
    }

    /** {@link Option#SHARED_LIMIT}: whether the JDK's direct buffers count against both limits. */
    public boolean sharedLimit() {
        return values.flag(Option.SHARED_LIMIT);
    }

    /** {@link Option#SLAB_BYTES}: the most bytes of free blocks that the cache of one CPU holds. */
    public long slabBytes() {
        return values.number(Option.SLAB_BYTES);
    }

    /** {@link Option#MAINTENANCE}: who does the maintenance. */
    public Maintenance maintenance() {
        return values.word(Option.MAINTENANCE, Maintenance.class);
    }

    /** {@link Option#NUMA}: how firmly memory belongs to NUMA nodes. */
    public NumaPolicy numa() {
        return values.word(Option.NUMA, NumaPolicy.class);
    }

    /** {@link Option#NUMA_NODES}: how many nodes are told apart. */
    public int numaNodes() {
        return (int) values.number(Option.NUMA_NODES);
    }

    /** {@link Option#HUGE_PAGES}: what huge pages are asked for. */
    public HugePages hugePages() {
        return values.word(Option.HUGE_PAGES, HugePages.class);
    }

    /** {@link Option#PREFAULT}: whether memory is populated before it is touched. */
    public boolean prefault() {
        return values.flag(Option.PREFAULT);
    }

    /** {@link Option#LOCK}: whether memory may not be swapped out. */
    public boolean lock() {
        return values.flag(Option.LOCK);
    }

    /** {@link Option#MEMORY}: how memory is weighed against time. */
    public MemoryPolicy memory() {
        return values.word(Option.MEMORY, MemoryPolicy.class);
    }

    /**
     * {@link Option#RELEASE_AFTER}: how long after it was last needed unused memory has gone back, in milliseconds; {@link
     * Option#NEVER} if it stays.
     */
    public long releaseAfterMillis() {
        return values.number(Option.RELEASE_AFTER);
    }

    /** {@link Option#COUNTERS_FILE}: "true", "false", or the file in which the counters are. */
    public String countersFile() {
        return values.text(Option.COUNTERS_FILE);
    }

    /** {@link Option#JMX}: whether the allocator is in JMX. */
    public boolean jmx() {
        return values.flag(Option.JMX);
    }

    /** {@link Option#PROFILE}: one block in use is sampled in so many bytes allocated; 0: none. */
    public long profile() {
        return values.number(Option.PROFILE);
    }

    /** {@link Option#GUARD}: one in so many plain blocks of up to 32 KiB is guarded without checked mode; 0: none. */
    public int guard() {
        return (int) values.number(Option.GUARD);
    }

    /** {@link Option#HARDENED}: whether every double and foreign free throws. */
    public boolean hardened() {
        return values.flag(Option.HARDENED);
    }

    /** {@link Option#ZERO}: which blocks are overwritten with zeros. */
    public Zeroing zero() {
        return values.word(Option.ZERO, Zeroing.class);
    }

    /** {@link Option#CHECKED} and what belongs to it: whether and how blocks are checked. */
    public CheckOptions checks() {
        return CheckOptions.of(values);
    }

    /** Collects options; not safe for use by several threads. */
    public static final class Builder {
        private final Map<Option, Object> chosen;

        Builder(Properties properties) {
            chosen = OptionValues.chosenBy(properties);
        }

        private Builder set(Option option, Object value) {
            chosen.put(option, Objects.requireNonNull(value, option.property()));
            return this;
        }

        /** See {@link PerchConfig#mode}. */
        public Builder mode(Mode value) {
            return set(Option.MODE, value);
        }

        /** See {@link PerchConfig#hardLimit}. */
        public Builder hardLimit(long bytes) {
            return set(Option.HARD_LIMIT, bytes);
        }

        /** See {@link PerchConfig#softLimit}. */
        public Builder softLimit(long bytes) {
            return set(Option.SOFT_LIMIT, bytes);
        }

        /** See {@link PerchConfig#sharedLimit}. */
        public Builder sharedLimit(boolean value) {
            return set(Option.SHARED_LIMIT, value);
        }

        /** See {@link PerchConfig#slabBytes}. */
        public Builder slabBytes(long bytes) {
            return set(Option.SLAB_BYTES, bytes);
        }

        /** See {@link PerchConfig#maintenance}. */
        public Builder maintenance(Maintenance value) {
            return set(Option.MAINTENANCE, value);
        }

        /** See {@link PerchConfig#numa}. */
        public Builder numa(NumaPolicy value) {
            return set(Option.NUMA, value);
        }

        /** See {@link PerchConfig#numaNodes}. */
        public Builder numaNodes(int most) {
            return set(Option.NUMA_NODES, (long) most);
        }

        /** See {@link PerchConfig#hugePages}. */
        public Builder hugePages(HugePages value) {
            return set(Option.HUGE_PAGES, value);
        }

        /** See {@link PerchConfig#prefault}. */
        public Builder prefault(boolean value) {
            return set(Option.PREFAULT, value);
        }

        /** See {@link PerchConfig#lock}. */
        public Builder lock(boolean value) {
            return set(Option.LOCK, value);
        }

        /** See {@link PerchConfig#memory}. */
        public Builder memory(MemoryPolicy value) {
            return set(Option.MEMORY, value);
        }

        /** See {@link PerchConfig#releaseAfterMillis}; {@link Option#NEVER}: memory stays. */
        public Builder releaseAfterMillis(long millis) {
            return set(Option.RELEASE_AFTER, millis);
        }

        /** See {@link PerchConfig#countersFile}. */
        public Builder countersFile(String value) {
            return set(Option.COUNTERS_FILE, value);
        }

        /** See {@link PerchConfig#jmx}. */
        public Builder jmx(boolean value) {
            return set(Option.JMX, value);
        }

        /** See {@link PerchConfig#profile}. */
        public Builder profile(long bytes) {
            return set(Option.PROFILE, bytes);
        }

        /** See {@link PerchConfig#hardened}. */
        public Builder hardened(boolean value) {
            return set(Option.HARDENED, value);
        }

        /** See {@link PerchConfig#zero}. */
        public Builder zero(Zeroing value) {
            return set(Option.ZERO, value);
        }

        /** See {@link CheckOptions#enabled}. */
        public Builder checked(boolean value) {
            return set(Option.CHECKED, value);
        }

        /** See {@link CheckOptions#quarantineBytes}. */
        public Builder quarantineBytes(long bytes) {
            return set(Option.QUARANTINE, bytes);
        }

        /** See {@link CheckOptions#guardEvery}. */
        public Builder guardEvery(int allocations) {
            return set(Option.GUARD_EVERY, (long) allocations);
        }

        /** See {@link PerchConfig#guard}. */
        public Builder guard(int allocations) {
            return set(Option.GUARD, (long) allocations);
        }

        /**
         * The configuration.
         *
         * @throws IllegalArgumentException if an option is out of range; the message names it
         */
        public PerchConfig build() {
            return new PerchConfig(OptionValues.of(chosen, DefaultLimit.bytes()));
        }
    }
}
