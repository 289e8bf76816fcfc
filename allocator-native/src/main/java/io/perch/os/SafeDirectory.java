/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/** What other users of the machine can do to files in a directory. */
public final class SafeDirectory {
    private static final int PERMISSIONS = 0777;
    private static final int OWNER_ONLY = 0700;
    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;

    private SafeDirectory() {
    }

    /**
     * Refuses a directory where another user could put a file in the place of ours: there, or by putting another directory in the
     * place of this one. Each directory on the way has to belong to this user or to root, and others may not write to it, unless it
     * has the bit by which only a file's owner can remove it, as {@code /tmp} has.
     *
     * @return the directory, by a path without symbolic links, which is what was looked at
     * @throws IOException if it is refused, or cannot be looked at
     */
    public static Path require(Path directory) throws IOException {
        Path real = directory.toRealPath();
        Object user = userOf("self");
        for (Path each = real; each != null; each = each.getParent()) {
            Map<String, Object> found = Files.readAttributes(each, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) found.get("mode");
            boolean ours = found.get("uid").equals(0) || found.get("uid").equals(user);
            if (!ours || (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0) {
                throw new IOException("other users can replace files in " + directory + ": " + each + " belongs to user "
                        + found.get("uid") + " and has mode " + Integer.toOctalString(mode & (PERMISSIONS | STICKY)));
            }
        }
        return real;
    }

    /** Whether this is a directory, and no link to one, which belongs to a user and nobody else can look into. */
    public static boolean isPrivate(Path directory, Object user) throws IOException {
        Map<String, Object> found = Files.readAttributes(directory, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
        return found.get("isDirectory").equals(true) && found.get("uid").equals(user)
                && ((Integer) found.get("mode") & PERMISSIONS) == OWNER_ONLY;
    }

    /**
     * The number of the user that a process runs as.
     *
     * @param process its number, or "self"
     * @throws IOException if there is no such process
     */
    public static Object userOf(String process) throws IOException {
        return Files.getAttribute(Path.of("/proc", process), "unix:uid");
    }
}
