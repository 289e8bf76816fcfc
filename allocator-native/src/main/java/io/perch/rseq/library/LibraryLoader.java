/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import io.perch.os.Host;
import io.perch.rseq.capability.Reasons;
import io.perch.rseq.capability.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Loads the library into this class loader, where JNI and foreign functions look for it, and into JNA. Nothing is thrown: failures
 * are kept as reasons.
 */
public final class LibraryLoader {
    /** Each is kept once: what fails in one directory often fails in all. */
    private final Set<String> failures = new LinkedHashSet<>();
    private boolean loaded;
    private PerchLibrary library;
    private String jnaReason = "";

    /** Loads the user's file, or unpacks ours into the first directory that it can be loaded from. */
    public LibraryLoader(Settings settings) {
        if (settings.file() != null) {
            attempt(() -> LibraryFile.existing(settings.file()));
            return;
        }
        for (String directory : LibraryFile.directories(settings)) {
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
    public String reason() {
        return loaded ? "" : String.join("; ", failures);
    }

    /** Our library through JNA, or null. */
    public PerchLibrary library() {
        return library;
    }

    /** Why JNA cannot call the library, or "". */
    public String jnaReason() {
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
