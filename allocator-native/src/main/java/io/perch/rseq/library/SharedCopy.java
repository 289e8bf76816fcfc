/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import io.perch.os.OpenFile;
import io.perch.os.OsMemoryException;
import io.perch.os.SystemCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * One copy of the library for all class loaders of the process. A library is never unmapped, because threads may be registered with
 * memory of it; so an application that is deployed again and again would leave one copy after the other, each with a piece of
 * static TLS, of which there is little. And a thread that the first copy registered can do nothing with the second.
 *
 * <p>The dynamic linker knows a library by its file, and maps a file once, whatever name it is opened by; the JVM knows it by its
 * name, and refuses that to a second class loader. So the file, which is deleted, stays open, and further class loaders open it by
 * links of their own. A system property, which all of them see, says where. Its name has a check sum, because another version of
 * Perch may be in another application; its value has the process, because child processes may be started with their parent's
 * properties.
 *
 * <p>The JVM resolves a link to a deleted file to the name that it had, with " (deleted)" behind it, and would load whatever is
 * there. Nobody can put anything there: {@link LibraryFile} made up that name, in a directory that no other user could look into.
 */
final class SharedCopy {
    private static final String PROPERTY = "perch.native.shared.";
    private static final String OPEN_FILES = "/proc/self/fd/";
    private static final String HERE = ProcessHandle.current().pid() + ":";

    private final byte[] content;
    private final String property;

    SharedCopy(byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(content);
        this.content = content;
        this.property = PROPERTY + Long.toHexString(sum.getValue());
    }

    /** What all class loaders of the process can lock. */
    static Object lock() {
        return PROPERTY.intern();
    }

    /** Whether another class loader was here first. */
    boolean isLoaded() {
        return System.getProperty(property, "").startsWith(HERE);
    }

    /** The open file, or null if there is none. */
    Path file() {
        String found = System.getProperty(property, "");
        if (!found.startsWith(HERE + OPEN_FILES)) {
            return null;
        }
        Path file = Path.of(found.substring(HERE.length()));
        return isOurs(file) ? file : null;
    }

    /** Whoever closes files that are not his might have put another in its place. */
    private boolean isOurs(Path file) {
        try {
            return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
        } catch (IOException e) {
            return false;
        }
    }

    /** Keeps a file open that was loaded. */
    void keep(SystemCalls calls, Path file) {
        try {
            System.setProperty(property, HERE + OPEN_FILES + OpenFile.open(calls, file));
        } catch (OsMemoryException refused) {
            // Then the next class loader gets a copy of its own.
            System.setProperty(property, HERE);
        }
    }
}
