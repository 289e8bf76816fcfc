/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import io.perch.stats.LockStats;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** What happened to an allocator's locks of one kind since the allocator was made. */
@Name("io.perch.Lock")
@Label("Perch Locks")
@Category("Perch")
@Description("How often locks of a kind were taken since the allocator was made. There is no event for kinds that never were")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class LockEvent extends Event {
    @Label("Allocator")
    @Description("Allocators of a process are numbered in the order in which they were made")
    long allocator;
    @Label("Kind")
    @Description("What the locks guard")
    String kind;
    @Label("Shared")
    @Description("Whether threads on different CPUs take the same lock when they allocate and free")
    boolean shared;
    @Label("Acquisitions")
    @Description("Times that one was taken")
    long acquisitions;
    @Label("Contended")
    @Description("Times that one was held by another thread when somebody came to wait for it")
    long contended;
    @Label("Spins")
    @Description("Times that those who waited saw it held")
    long spins;

    void fill(long number, LockStats stats) {
        allocator = number;
        kind = stats.kind().label();
        shared = stats.kind().isShared();
        acquisitions = stats.acquisitions();
        contended = stats.contended();
        spins = stats.spins();
    }
}
