/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.nio.file.Files;
import java.nio.file.Path;

/** The machines that {@code src/test/resources/machines} has as folders. */
public final class Machines {
    private Machines() {
    }

    /** The machine of this name. */
    public static Topology topology(String name) {
        Path folder = Path.of(System.getProperty("basedir", "."), "src/test/resources/machines", name);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("no machine " + name);
        }
        return Topology.read(folder);
    }
}
