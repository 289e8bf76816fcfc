/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lab;

/** Prints results of checks as the lines that the lab collects. */
final class Report {
    private Report() {
    }

    /** @param figures what was observed */
    static void check(String name, boolean passed, String figures) {
        System.out.println(name + ": " + figures);
        System.out.println(passed ? "@passed|" + name : "@failed|" + name + "|" + figures);
    }
}
