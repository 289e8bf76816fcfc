/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

/** Holds a broken variant's window open, so that it is found on a busy machine as well. */
public final class Pause {
    private static final int SPINS = 300;

    private Pause() {
    }

    public static void briefly() {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
        }
    }
}
