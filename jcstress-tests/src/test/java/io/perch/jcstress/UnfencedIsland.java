/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

/** Stops nothing: the entries stay, and there is no fence. */
class UnfencedIsland extends Island {
    @Override
    void unpublish() {
        Thread.onSpinWait();
    }
}
