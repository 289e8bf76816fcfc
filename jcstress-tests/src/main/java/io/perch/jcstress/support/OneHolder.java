/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/** The outcomes of tests in which each actor counts how many others hold what it holds. */
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "each had one of its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "one was given to two")
public final class OneHolder {
    private OneHolder() {
    }
}
