/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import io.perch.profile.CallSite;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** What a call site has in use. Its stack is a text, because Flight Recorder only takes stacks of the moment. */
@Name("io.perch.LiveAllocation")
@Label("Perch Live Allocation")
@Category("Perch")
@Description("What a call site has in use, estimated from samples, with -Dperch.profile")
@Period("10 s")
@StackTrace(false)
@Registered(false)
final class LiveAllocationEvent extends Event {
    @Label("Allocator")
    @Description("Allocators of a process are numbered in the order in which they were made")
    long allocator;
    @Label("Live Bytes")
    @DataAmount
    long liveBytes;
    @Label("Standard Error")
    @Description("Of the live bytes: the truth is within twice this 19 times in 20")
    @DataAmount
    long standardError;
    @Label("Live Blocks")
    long liveBlocks;
    @Label("Samples")
    int samples;
    @Label("Oldest")
    @Timespan(Timespan.MILLISECONDS)
    long oldest;
    @Label("Mean Age")
    @Timespan(Timespan.MILLISECONDS)
    long meanAge;
    @Label("Stack")
    @Description("Where it was allocated, innermost frame first")
    String stack;

    void fill(long number, CallSite site) {
        allocator = number;
        liveBytes = Math.round(site.liveBytes().value());
        standardError = Math.round(site.liveBytes().standardError());
        liveBlocks = Math.round(site.liveBlocks().value());
        samples = site.samples();
        oldest = site.oldestMillis();
        meanAge = site.meanMillis();
        stack = site.frames().stream().map(StackTraceElement::toString).collect(Collectors.joining("\n"));
    }
}
