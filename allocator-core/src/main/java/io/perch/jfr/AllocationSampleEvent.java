/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** A block that was sampled as its user got it, with the user's stack. */
@Name("io.perch.AllocationSample")
@Label("Perch Allocation Sample")
@Category("Perch")
@Description("A block that was sampled when it was allocated, with -Dperch.profile")
@StackTrace
@Registered(false)
final class AllocationSampleEvent extends Event {
    @Label("Size")
    @Description("Bytes of the block")
    @DataAmount
    long size;
    @Label("Weight")
    @Description("Bytes allocated that the sample stands for")
    @DataAmount
    long weight;
}
