/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/** The outcomes of tests whose arbiter counts how many blocks or tokens are nowhere, and how many are in two places. */
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "each is in exactly one place")
@Outcome(id = "0, .*", expect = Expect.FORBIDDEN, desc = "one is in two places: it will be given to two users")
@Outcome(expect = Expect.FORBIDDEN, desc = "one is nowhere: its memory is lost")
public final class NothingLost {
    private NothingLost() {
    }
}
