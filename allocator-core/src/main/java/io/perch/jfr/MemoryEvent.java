/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.stats.Ratio;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Percentage;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** Where an allocator's memory is. Fields are named as the counters that they have. */
@Name("io.perch.Memory")
@Label("Perch Memory")
@Category("Perch")
@Description("Where the memory of an allocator is. The parts, from In Use to Metadata, add up to Committed")
@Period("1 s")
@StackTrace(false)
@Registered(false)
final class MemoryEvent extends Event {
    @Label("Allocator")
    @Description("Allocators of a process are numbered in the order in which they were made")
    long allocator;
    @Label("In Use")
    @Description("Blocks that users have")
    @DataAmount
    long inUse;
    @Label("Slabs")
    @Description("Free blocks in the caches of CPUs")
    @DataAmount
    long cachedInSlabs;
    @Label("Transfer Caches")
    @Description("Free blocks in transfer caches")
    @DataAmount
    long cachedInTransfer;
    @Label("Empty Spans")
    @Description("Free blocks in spans of which every block is there")
    @DataAmount
    long emptySpans;
    @Label("Pinned")
    @Description("Free blocks in spans that have other blocks outside: they can be used, but not be given back")
    @DataAmount
    long pinned;
    @Label("Quarantine")
    @Description("Freed blocks that checked mode holds back")
    @DataAmount
    long quarantine;
    @Label("Span Tails")
    @Description("Ends of spans that are too short for a block")
    @DataAmount
    long spanTails;
    @Label("Free Pages")
    @Description("Pages of no span, with memory behind them")
    @DataAmount
    long freePages;
    @Label("Metadata")
    @Description("Off-heap memory of the allocator itself")
    @DataAmount
    long metadata;
    @Label("Committed")
    @Description("Memory taken from the operating system")
    @DataAmount
    long committed;
    @Label("Resident")
    @Description("Memory that the operating system has really given, by a sample above 256 MiB")
    @DataAmount
    long resident;
    @Label("Released")
    @Description("Pages given back to the operating system, still in the address space")
    @DataAmount
    long released;
    @Label("Released so Far")
    @Description("Pages given back to the operating system since the start")
    @DataAmount
    long releasedSoFar;
    @Label("Needed Again")
    @Description("Pages of those released so far that were needed again within 100 ms")
    @DataAmount
    long thrashed;
    @Label("Hard Limit")
    @Description("Committed memory never exceeds this")
    @DataAmount
    long hardLimit;
    @Label("Resident by in Use")
    @Description("Resident memory by what users have: 1 is the least that is possible; not a number if they have nothing")
    float residentToInUse;
    @Label("Thrash")
    @Description("The part of all released pages that was needed again within 100 ms")
    @Percentage
    float thrash;

    void fill(long number, PerchStats stats) {
        allocator = number;
        inUse = stats.inUse();
        cachedInSlabs = stats.cachedInSlabs();
        cachedInTransfer = stats.cachedInTransfer();
        emptySpans = stats.get(Counter.EMPTY_SPANS);
        pinned = stats.pinned();
        quarantine = stats.quarantine();
        spanTails = stats.spanTails();
        freePages = stats.freePages();
        metadata = stats.metadata();
        committed = stats.committed();
        resident = stats.resident();
        released = stats.released();
        releasedSoFar = stats.get(Counter.RELEASED_SO_FAR);
        thrashed = stats.get(Counter.THRASHED);
        hardLimit = stats.hardLimit();
        residentToInUse = (float) stats.get(Ratio.RESIDENT_TO_IN_USE);
        thrash = releasedSoFar == 0 ? 0 : (float) stats.get(Ratio.THRASH);
    }
}
