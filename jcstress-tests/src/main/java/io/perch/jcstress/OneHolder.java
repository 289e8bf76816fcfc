/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/** The outcomes of tests whose actors count, while they hold something, how many others hold it too. */
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "each had one of its own")
@Outcome(expect = Expect.FORBIDDEN, desc = "one was given to two")
final class OneHolder {
    private OneHolder() {
    }
}
