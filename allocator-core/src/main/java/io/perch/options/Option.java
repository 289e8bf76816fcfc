/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.options;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * All options: the system property of each, which values it takes, and what users read about it. {@code PerchConfig}, checked mode,
 * pools, {@code ./perch options} and the tables of {@code docs/tuning.md} iterate over them.
 *
 * <p>Sentences are Markdown, and links in them are relative to {@code docs}.
 */
public enum Option {
    /** Bytes that are never exceeded. */
    HARD_LIMIT(Topic.MEMORY, "perch.limit.hard", ValueType.bytes("bytes", Option.LEAST_LIMIT), null,
            "the JVM's limit for direct memory, or what the control groups allow or the machine has, if that is less",
            "bytes that are never exceeded; then `PerchOutOfMemoryError`",
            "give each process what its container has left beside the heap"),
    /** Bytes above which free memory goes back. */
    SOFT_LIMIT(Topic.MEMORY, "perch.limit.soft", ValueType.upToTheHardLimit(0), null, "the hard limit",
            "bytes above which free memory goes back to the system before more is taken",
            "lower, if other processes need what this one does not use"),
    /** Whether the JDK's direct buffers count against the limits. */
    SHARED_LIMIT(Topic.MEMORY, "perch.limit.shared", ValueType.flag(), false,
            "the JDK's direct buffers count against both limits too, so that Perch takes what they leave",
            "if one limit is to hold for both: [sizing.md](sizing.md#one-limit-for-both)"),
    /** How memory is weighed against time. */
    MEMORY(Topic.MEMORY, "perch.memory", ValueType.word(MemoryPolicy.class), MemoryPolicy.DEFAULT,
            "`small`: less memory for some time; `keep`: nothing goes back by itself. It sets what the next two are by default",
            "`small` where memory is dear; `keep` for threads that may not wait for a page, as in trading"),
    /** Milliseconds until unused pages have gone back. */
    RELEASE_AFTER(Topic.MEMORY, "perch.release.after", ValueType.time(100), null, "2s; `small`: 500ms; `keep`: never",
            "when maintenance has given back what nobody needs: in each twentieth of it three quarters of the idle pages go",
            "higher, if load comes in waves and `needed again` in the statistics grows; `never`: memory and full caches stay"),
    /** Bytes of a CPU's cache. */
    SLAB_BYTES(Topic.MEMORY, "perch.slab.bytes", ValueType.upToTheHardLimit(Option.LEAST_SLAB), null,
            "4 MiB (`small`: 512 KiB), or an eighth of the hard limit",
            "the most bytes of free blocks in one CPU's cache; of one size a quarter of it, and 1024 blocks",
            "higher, if `underflows` and `overflows` in the statistics keep growing under steady load; lower, with many CPUs and "
                    + "little memory"),
    /** Who does the maintenance. */
    MAINTENANCE(Topic.MEMORY, "perch.maintenance", ValueType.word(Maintenance.class), Maintenance.THREAD,
            "who does the maintenance: a daemon thread, or, with `caller`, `doWork()` in a duty cycle of your own",
            "`caller` for threads that may not be disturbed"),
    /** How firmly memory belongs to nodes. */
    NUMA(Topic.NODES, "perch.numa", ValueType.word(NumaPolicy.class), NumaPolicy.ADVISORY,
            "how firmly memory belongs to NUMA nodes. With one node nothing is done",
            "`strict`, if an error is better than memory of another node; `off`, to compare"),
    /** How many nodes are told apart. */
    NUMA_NODES(Topic.NODES, "perch.numa.nodes", ValueType.number("nodes", 1, Option.MOST_NODES), 8L,
            "how many nodes are told apart; more are grouped by distance",
            "higher on a machine with more nodes, for 6 KiB a CPU and node"),
    /** What huge pages are asked for. */
    HUGE_PAGES(Topic.NODES, "perch.hugepages", ValueType.word(HugePages.class), HugePages.NONE,
            "`advise` asks for transparent huge pages, `explicit` takes those that the administrator has set aside",
            "with gigabytes in use, if TLB misses show in a profile"),
    /** Whether memory is populated before it is touched. */
    PREFAULT(Topic.NODES, "perch.prefault", ValueType.flag(), false,
            "memory is there before it is touched",
            "if the first touch of a page is too slow for you"),
    /** Whether memory may not be swapped out. */
    LOCK(Topic.NODES, "perch.lock", ValueType.flag(), false,
            "memory is not swapped out (`mlock`)",
            "with swap, for threads that may not wait; `ulimit -l` has to allow it"),
    /** How a thread finds its cache. */
    MODE(Topic.CACHES, "perch.mode", ValueType.word(Mode.class), Mode.AUTO,
            "how a thread finds its cache; `auto` takes the first of `vcpu`, `cpu`, `striped` that works here",
            "to compare, or `notify` with [rescheduling.md](rescheduling.md)"),
    /** Whether threads may ask whether they lost their CPU. */
    NOTIFY(Topic.CACHES, "perch.notify", ValueType.text("word", "`on`, `off`"), null, "off",
            "`on`: threads may ask whether they lost their CPU",
            "where [rescheduling.md](rescheduling.md) says that it is legal"),
    /** Which threads Perch registers. */
    OWN_AREA(Topic.CACHES, "perch.rseq.own", ValueType.text("word", "`auto`, `off`, `takeover`"), null, "`auto`",
            "Perch registers threads where libc does not; `off`: never; `takeover`: also where libc does, in its place",
            "`takeover` for marks on new kernels, if nothing else in the process uses rseq"),
    /** How Java calls native code. */
    BINDING(Topic.CACHES, "perch.binding", ValueType.text("word", "`ffm`, `jni`"), null, "the best that works",
            "how Java calls the native library (library)",
            "to compare"),
    /** What counts as missing. */
    CAPABILITIES_OFF(Topic.CACHES, "perch.capabilities.off", ValueType.text("words", "separated by commas"), null, "none",
            "names of capabilities that are to count as missing (library)",
            "to try a fallback"),
    /** The library's own path. */
    NATIVE_PATH(Topic.LIBRARY, "perch.native.path", ValueType.text("file", ""), null, "from the jar",
            "the library's own path",
            "a library of your own build, or no writable directory"),
    /** Where the library is unpacked. */
    NATIVE_DIRECTORY(Topic.LIBRARY, "perch.native.dir", ValueType.text("directory", ""), null, "`java.io.tmpdir`, then others",
            "where the library is unpacked",
            "`/tmp` is mounted `noexec` or read-only"),
    /** No native code. */
    NATIVE_DISABLED(Topic.LIBRARY, "perch.native.disabled", ValueType.text("true or false", ""), null, "false",
            "no native code at all",
            "to see what it brings"),
    /** Counters in a file. */
    COUNTERS_FILE(Topic.WATCHING, "perch.counters.file", ValueType.file(), Option.FALSE, Option.FALSE,
            "counters of each allocator in a file, once a second, until it is closed; `true`: where `./perch stat PID` looks. The "
                    + "second allocator's name ends in `-2`, and so on",
            "to watch a running process; another file than `true` for readers in other containers"),
    /** Allocators in JMX. */
    JMX(Topic.WATCHING, "perch.jmx", ValueType.flag(), false,
            "each allocator in JMX until it is closed, as `io.perch:type=Allocator,name=1`, and so on",
            "if your monitoring reads JMX"),
    /** Samples of blocks in use. */
    PROFILE(Topic.WATCHING, "perch.profile", ValueType.bytes("bytes", 0), 0L,
            "one block is sampled in so many bytes allocated, with its call site; 0: none: [profiling.md](profiling.md)",
            "`512k` to see who holds memory, also in production"),
    /** Hardened mode. */
    HARDENED(Topic.BUGS, "perch.hardened", ValueType.flag(), false,
            "double and foreign frees throw, all but a few races: [security.md](security.md#hardened-mode)",
            "where a bug in one place must not become another user's data in a second one"),
    /** Which blocks are overwritten with zeros. */
    ZERO(Topic.BUGS, "perch.zero", ValueType.word(Zeroing.class), Zeroing.OFF,
            "which blocks are overwritten with zeros: [security.md](security.md#zeroing)",
            "`allocated`, if users may not see what others left; `freed`, if secrets may not stay in memory"),
    /** Checked mode. */
    CHECKED(Topic.BUGS, "perch.checked", ValueType.flag(), false,
            "checked mode: [troubleshooting.md](troubleshooting.md#blocks-that-are-used-wrongly)",
            "in tests, or to hunt a bug"),
    /** Bytes of freed blocks that are held back. */
    QUARANTINE(Topic.BUGS, "perch.checked.quarantine", ValueType.bytes("bytes", 0), null, "16 MiB, or an eighth of the hard limit",
            "bytes of freed blocks that are held back, poisoned",
            "higher finds later uses of freed blocks"),
    /** One in so many allocations is guarded. */
    GUARD_EVERY(Topic.BUGS, "perch.checked.guard", ValueType.number("allocations", 0, Integer.MAX_VALUE), 1000L,
            "one in so many allocations gets pages of its own; 0: none",
            "1 to crash at the very access"),
    /** One in so many allocations is guarded without checked mode. */
    GUARD(Topic.BUGS, "perch.guard", ValueType.number("allocations", 0, Integer.MAX_VALUE), 0L,
            "one in so many plain blocks of up to 32 KiB gets pages of its own without checked mode; 0: none: "
                    + "[security.md](security.md#guarded-blocks)",
            "100000 to find, in production, who writes behind a block or to a freed one"),
    /** Checked pools. */
    POOL_CHECKED(Topic.BUGS, "perch.pool.checked", ValueType.flag(), false,
            "`BufferPool` remembers who acquired and who released: [trading.md](trading.md)",
            "in tests");

    /** Yes, where an option is a flag or something else. */
    public static final String TRUE = "true";
    /** No, where an option is a flag or something else. */
    public static final String FALSE = "false";
    /** The smallest hard limit in bytes: one slab and one span of the largest size class. */
    public static final long LEAST_LIMIT = 4 << 20;
    /** The smallest slab budget in bytes. */
    public static final long LEAST_SLAB = 64 << 10;
    /** Milliseconds, where a time is "never". */
    public static final long NEVER = Long.MAX_VALUE;
    /** The most nodes that can be told apart: a slab has lists for each. */
    public static final int MOST_NODES = 32;
    /** All options in the order in which they are shown. */
    public static final List<Option> ALL = List.of(values());
    /** Those that the native library reads for itself, once; their values are unknown here. */
    public static final List<Option> OF_LIBRARY = List.of(NOTIFY, OWN_AREA, BINDING, CAPABILITIES_OFF, NATIVE_PATH,
            NATIVE_DIRECTORY, NATIVE_DISABLED);
    /** Those that an allocator is made with. */
    public static final List<Option> OF_ALLOCATOR = ALL.stream()
            .filter(option -> !OF_LIBRARY.contains(option) && option != POOL_CHECKED).toList();

    /** Properties that there were once, and what took their place. */
    public static final Map<String, String> FORMER = Map.of(
            "perch.release.decay", "perch.release.after, such as 2s",
            "perch.release.rate", "perch.release.after=never in place of 0, and nothing otherwise");

    /** What options are about, in the order in which they are shown. */
    public enum Topic {
        /** How much memory. */
        MEMORY("Memory"),
        /** Where memory is, and of what pages. */
        NODES("Nodes and pages"),
        /** Front ends. */
        CACHES("How a thread finds its cache"),
        /** Native code. */
        LIBRARY("The native library"),
        /** What others see. */
        WATCHING("Watching it"),
        /** Checked mode. */
        BUGS("Finding bugs");

        private final String heading;

        Topic(String heading) {
            this.heading = heading;
        }

        @Override
        public String toString() {
            return heading;
        }
    }

    private final Topic topic;
    private final String property;
    private final ValueType type;
    private final Object otherwise;
    private final String initial;
    private final String effect;
    private final String suggestion;

    Option(Topic topic, String property, ValueType type, Object otherwise, String effect, String suggestion) {
        this(topic, property, type, otherwise, otherwise instanceof Enum<?> ? "`" + otherwise + "`" : otherwise.toString(), effect,
                suggestion);
    }

    /**
     * @param otherwise the default; null if it depends on the machine or on another option, or if only the native library reads it
     * @param initial   the default in words
     */
    Option(Topic topic, String property, ValueType type, Object otherwise, String initial, String effect, String suggestion) {
        this.topic = topic;
        this.property = property;
        this.type = type;
        this.otherwise = otherwise;
        this.initial = initial;
        this.effect = effect;
        this.suggestion = suggestion;
    }

    /** What it is about. */
    public Topic topic() {
        return topic;
    }

    /** The system property. */
    public String property() {
        return property;
    }

    /** Its default, the same on every machine; null if there is none. */
    public Object otherwise() {
        return otherwise;
    }

    /** Its default in words. */
    public String initial() {
        return initial;
    }

    /** The unit of its value. */
    public String unit() {
        return type.unit();
    }

    /** Which values it takes, in words; "" if the unit tells. */
    public String range() {
        return type.range();
    }

    /** What it does. */
    public String effect() {
        return effect;
    }

    /** When to change it. */
    public String suggestion() {
        return suggestion;
    }

    /**
     * Refuses properties that there were once: what they said would be ignored.
     *
     * @throws IllegalArgumentException if one is set; the message names the property that took its place
     */
    static void refuseFormer(Properties properties) {
        FORMER.forEach((former, successor) -> {
            if (properties.getProperty(former) != null) {
                throw new IllegalArgumentException(former + " is no option any more (expected: " + successor + ")");
            }
        });
    }

    /**
     * What the property says, or null if it is not set.
     *
     * @throws IllegalArgumentException if it is set to something that is not a value of this option; the message names both
     */
    Object in(Properties properties) {
        String text = properties.getProperty(property);
        return text == null ? null : read(text);
    }

    /**
     * What a text says, as a value of the property.
     *
     * @throws IllegalArgumentException if it is not a value of this option; the message names both
     */
    public Object read(String text) {
        return check(parse(text.strip()));
    }

    /**
     * Whether the system property of an option that is on or off is on.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public boolean isOn() {
        Object set = in(System.getProperties());
        return (Boolean) (set != null ? set : otherwise);
    }

    private Object parse(String text) {
        try {
            Object value = type.reading().apply(text);
            if (value != null) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw refused("'" + text + "'", type.expected(), e);
        }
        throw refused("'" + text + "'", type.expected(), null);
    }

    /**
     * The value, if it is in range.
     *
     * @throws IllegalArgumentException if not; the message names the option, the value and the range
     */
    Object check(Object value) {
        if (!type.values().test(value)) {
            throw refused(value, type.range().replace("`", ""), null);
        }
        return value;
    }

    /** What is thrown for a value that is not allowed. */
    IllegalArgumentException refused(Object value, String expected, Throwable cause) {
        return new IllegalArgumentException(property + ": " + value + " (expected: " + expected + ")", cause);
    }

    @Override
    public String toString() {
        return property;
    }
}
