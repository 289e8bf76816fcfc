/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

/** Slabs that cannot be stopped: the entries stay, and there is no fence. */
public class UnfencedSlabs extends IsolatedSlabs {
    @Override
    public void unpublish() {
        Thread.onSpinWait();
    }
}
