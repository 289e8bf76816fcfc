/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Loads the library into this class loader, where JNI and foreign functions look for it, and into JNA. Nothing is thrown: what
 * failed is kept as a reason.
 */
final class LibraryLoader {
    private final StringJoiner failures = new StringJoiner("; ");
    private boolean loaded;
    private PerchLibrary library;
    private String jnaReason = "";

    LibraryLoader(Settings settings) {
        if (settings.file() != null) {
            attempt(() -> LibraryFile.existing(settings.file()));
            return;
        }
        for (Path directory : LibraryFile.directories(settings)) {
            if (attempt(() -> LibraryFile.extracted(directory))) {
                return;
            }
        }
    }

    /** Opens a file, which may fail. */
    private interface Source {
        LibraryFile open() throws IOException;
    }

    /** Why the library is not loaded, or "". */
    String reason() {
        return loaded ? "" : failures.toString();
    }

    /** Our library through JNA, or null. */
    PerchLibrary library() {
        return library;
    }

    /** Why JNA cannot call the library, or "". */
    String jnaReason() {
        return loaded ? jnaReason : reason();
    }

    private boolean attempt(Source source) {
        try (LibraryFile file = source.open()) {
            ElfCheck.check(file.path(), Host.arch());
            System.load(file.path().toString());
            loaded = true;
            openWithJna(file.path());
        } catch (IOException | LinkageError | RuntimeException e) {
            failures.add(Reasons.of(e));
        }
        return loaded;
    }

    private void openWithJna(Path path) {
        try {
            library = new PerchLibrary(path);
            jnaReason = "";
        } catch (LinkageError | RuntimeException e) {
            jnaReason = "JNA cannot be used: " + Reasons.of(e);
        }
    }
}
