/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

/** Prints what was checked, in the lines that the lab collects. */
final class Checks {
    private Checks() {
    }

    /** Something that has to be so; {@code figures} say what was seen. */
    static void check(String name, boolean passed, String figures) {
        System.out.println(name + ": " + figures);
        System.out.println(passed ? "@passed|" + name : "@failed|" + name + "|" + figures);
    }
}
