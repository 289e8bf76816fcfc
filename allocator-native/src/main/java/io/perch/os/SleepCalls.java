/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

/** Gives up the CPU by libc, carrier thread and all. Below JDK 22 there is no cheap way to; see {@link Waiting}. */
final class SleepCalls {
    private SleepCalls() {
    }

    /** Sleeps for so many microseconds, whether or not the thread is interrupted; false if that could not be asked for. */
    static boolean sleep(int micros) {
        return false;
    }
}
