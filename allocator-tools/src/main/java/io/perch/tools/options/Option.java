/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.options;

/** Every option of Perch. The tables of docs/tuning.md are generated from these. */
enum Option {
    LIMIT_HARD(Topic.MEMORY, "perch.limit.hard", "bytes",
            "the JVM's limit for direct memory, or what the control groups allow, if that is less",
            "bytes that are never exceeded; then `PerchOutOfMemoryError`. At least 4 MiB",
            "give each process what its container has left beside the heap"),
    LIMIT_SOFT(Topic.MEMORY, "perch.limit.soft", "bytes", "the hard limit",
            "bytes above which free memory goes back to the system before more is taken",
            "lower, if other processes need what this one does not use"),
    SLAB_BYTES(Topic.MEMORY, "perch.slab.bytes", "bytes", "4 MiB, or an eighth of the hard limit",
            "the most bytes of free blocks in one CPU's cache, 64 KiB to the hard limit; of one size a quarter of it, and 1024 "
                    + "blocks",
            "higher, if `underflows` and `overflows` in the statistics keep growing under steady load; lower, with "
                    + "many CPUs and little memory"),
    MAINTENANCE(Topic.MEMORY, "perch.maintenance", "word", "`thread`",
            "who does the maintenance: a daemon thread, or `caller`, that is `doWork()` in a duty cycle of your own",
            "`caller` for threads that may not be disturbed"),
    NUMA(Topic.NODES, "perch.numa", "word", "`advisory`",
            "how firmly memory belongs to NUMA nodes: `advisory`, `strict`, `none` or `off`. With one node nothing "
                    + "is done",
            "`strict`, if an error is better than memory of another node; `off`, to compare"),
    NUMA_NODES(Topic.NODES, "perch.numa.nodes", "nodes", "8",
            "how many nodes are told apart, 1 to 32; more are grouped by distance",
            "higher on a machine with more nodes, for 6 KiB a CPU and node"),
    HUGEPAGES(Topic.NODES, "perch.hugepages", "word", "`none`",
            "`advise` asks for transparent huge pages, `explicit` takes those that the administrator has set aside",
            "with gigabytes in use, if TLB misses show in a profile"),
    PREFAULT(Topic.NODES, "perch.prefault", "true or false", "false",
            "memory is there before it is touched",
            "if the first touch of a page is too slow for you"),
    LOCK(Topic.NODES, "perch.lock", "true or false", "false",
            "memory is not swapped out (`mlock`)",
            "with swap, for threads that may not wait; `ulimit -l` has to allow it"),
    RELEASE_RATE(Topic.NODES, "perch.release.rate", "bytes/s", "as fast as it can",
            "the most bytes a second that maintenance gives back to the system",
            "lower, if giving back disturbs; 0: it gives nothing back"),
    RELEASE_DECAY(Topic.NODES, "perch.release.decay", "ms", "11000",
            "for how many milliseconds nobody may have needed a page before maintenance gives it back, 1000 to "
                    + "86400000",
            "higher, if load comes in waves"),
    MODE(Topic.CACHES, "perch.mode", "word", "`auto`",
            "`vcpu`, `cpu`, `notify` or `striped`; `auto` takes the first of `vcpu`, `cpu`, `striped` that works here",
            "to compare, or `notify` with [rescheduling.md](rescheduling.md)"),
    NOTIFY(Topic.CACHES, "perch.notify", "word", "off",
            "`on`: threads may ask whether they lost their CPU",
            "where [rescheduling.md](rescheduling.md) says that it is legal"),
    RSEQ_OWN(Topic.CACHES, "perch.rseq.own", "word", "`auto`",
            "Perch registers threads where libc does not; `off`: never; `takeover`: also where libc does, in its "
                    + "place",
            "`takeover` for marks on new kernels, if nothing else in the process uses rseq"),
    BINDING(Topic.CACHES, "perch.binding", "word", "the best that works",
            "`ffm` or `jni` (library)",
            "to compare"),
    CAPABILITIES_OFF(Topic.CACHES, "perch.capabilities.off", "word", "none",
            "names of capabilities, separated by commas, that are to count as missing (library)",
            "to try a fallback"),
    NATIVE_PATH(Topic.LIBRARY, "perch.native.path", "file", "from the jar",
            "the library's own path",
            "a library of your own build, or no writable directory"),
    NATIVE_DIR(Topic.LIBRARY, "perch.native.dir", "directory", "`java.io.tmpdir`, then others",
            "where the library is unpacked",
            "`/tmp` is mounted `noexec` or read-only"),
    NATIVE_DISABLED(Topic.LIBRARY, "perch.native.disabled", "true or false", "false",
            "no native code at all",
            "to see what it brings"),
    CHECKED(Topic.BUGS, "perch.checked", "true or false", "false",
            "checked mode: [troubleshooting.md](troubleshooting.md#blocks-that-are-used-wrongly)",
            "in tests, or to hunt a bug"),
    CHECKED_QUARANTINE(Topic.BUGS, "perch.checked.quarantine", "bytes", "16 MiB, or an eighth of the hard limit",
            "bytes of freed blocks that are held back, poisoned",
            "higher finds later uses of freed blocks"),
    CHECKED_GUARD(Topic.BUGS, "perch.checked.guard", "allocations", "1000",
            "one in so many allocations gets pages of its own; 0: none",
            "1 to crash at the very access"),
    POOL_CHECKED(Topic.BUGS, "perch.pool.checked", "true or false", "false",
            "`BufferPool` remembers who acquired and who released: [trading.md](trading.md)",
            "in tests");

    /** What options are about, in the order in which they are shown. */
    enum Topic {
        MEMORY("Memory"),
        NODES("Nodes and pages"),
        CACHES("How a thread finds its cache"),
        LIBRARY("The native library"),
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
    private final String unit;
    private final String initial;
    private final String effect;
    private final String suggestion;

    /**
     * @param property   the system property
     * @param unit       of its value
     * @param initial    its default, in Markdown like what follows
     * @param effect     what it does
     * @param suggestion when to change it
     */
    Option(Topic topic, String property, String unit, String initial, String effect, String suggestion) {
        this.topic = topic;
        this.property = property;
        this.unit = unit;
        this.initial = initial;
        this.effect = effect;
        this.suggestion = suggestion;
    }

    Topic topic() {
        return topic;
    }

    String property() {
        return property;
    }

    String unit() {
        return unit;
    }

    String initial() {
        return initial;
    }

    String effect() {
        return effect;
    }

    String suggestion() {
        return suggestion;
    }
}
