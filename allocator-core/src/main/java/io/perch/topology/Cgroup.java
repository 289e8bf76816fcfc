/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.topology;

import java.util.List;

/**
 * What control groups allow this process, in version 2 or 1 of the interface.
 *
 * <p>A limit of any group above counts as well, so the smallest on the way to the root is taken. A container that sees the host's
 * path but only its own mount finds nothing there but the root: that is its own group.
 */
final class Cgroup {
    private static final String SELF = "proc/self/cgroup";
    private static final String MOUNT = "sys/fs/cgroup";

    /** Version 1 has 2⁶³ - 1, rounded down to a page of up to 64 KiB, where version 2 has "max". */
    private static final long UNLIMITED = Long.MAX_VALUE & -(64L << 10);

    private final MachineFiles files;

    Cgroup(MachineFiles files) {
        this.files = files;
    }

    /** Bytes that the group may use; {@link Long#MAX_VALUE} if nothing limits it. */
    long memoryLimit() {
        long limit = Long.MAX_VALUE;
        for (String line : files.lines(SELF)) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3 && fields[1].isEmpty()) {
                limit = Math.min(limit, smallest(MOUNT, fields[2], "memory.max"));
            } else if (fields.length == 3 && List.of(fields[1].split(",")).contains("memory")) {
                limit = Math.min(limit, smallest(MOUNT + "/memory", fields[2], "memory.limit_in_bytes"));
            }
        }
        return limit;
    }

    private long smallest(String mount, String group, String file) {
        long limit = Long.MAX_VALUE;
        String path = group;
        while (true) {
            limit = Math.min(limit, number(mount + path + "/" + file));
            if (path.isEmpty()) {
                return limit;
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
    }

    /** The number in a file; "max", a missing file and anything that is not a number, or not a limit, mean no limit. */
    private long number(String file) {
        List<String> lines = files.lines(file);
        try {
            long number = lines.isEmpty() ? UNLIMITED : Long.parseUnsignedLong(lines.get(0).strip());
            return number < 0 || number >= UNLIMITED ? Long.MAX_VALUE : number;
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** CPUs or memory nodes of the group, by version 2; null if it does not tell. */
    IdList effective(String controllerFile) {
        for (String line : files.lines(SELF)) {
            if (line.startsWith("0::")) {
                IdList ids = files.ids(MOUNT + line.substring("0::".length()) + "/" + controllerFile);
                return ids == null || ids.isEmpty() ? files.ids(MOUNT + "/" + controllerFile) : ids;
            }
        }
        return null;
    }
}
