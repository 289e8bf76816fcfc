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
import java.util.function.Consumer;

/**
 * Loads the library into this class loader, where JNI and foreign functions look for it. Nothing is thrown: failures are kept as
 * reasons.
 */
public final class LibraryLoader {
    /** Each is kept once: what fails in one directory often fails in all. */
    private final Set<String> failures = new LinkedHashSet<>();
    private PerchLibrary library;

    /** Loads the user's file, or unpacks ours into the first directory that it can be loaded from. */
    public LibraryLoader(Settings settings) {
        try {
            byte[] content = LibraryFile.content(settings.file());
            ElfCheck.check(settings.file() == null ? "the library in the jar" : settings.file().toString(), content, Host.arch());
            synchronized (SharedCopy.lock()) {
                load(settings, new SharedCopy(content), content);
            }
        } catch (IOException | RuntimeException e) {
            failures.add(Reasons.of(e));
        }
    }

    private void load(Settings settings, SharedCopy shared, byte[] content) {
        Path open = shared.file();
        boolean done = open != null && anywhere(settings, directory -> LibraryFile.linked(open, directory), file -> { });
        if (!done && settings.file() != null && !shared.isLoaded()) {
            attempt(() -> LibraryFile.existing(settings.file()), file -> shared.keep(library, file));
        } else if (!done) {
            anywhere(settings, directory -> LibraryFile.written(content, directory), file -> shared.keep(library, file));
        }
    }

    private boolean anywhere(Settings settings, Place place, Consumer<Path> afterwards) {
        for (String directory : LibraryFile.directories(settings)) {
            if (attempt(() -> place.open(directory), afterwards)) {
                return true;
            }
        }
        return false;
    }

    /** Opens a file in a directory, which may fail. */
    private interface Place {
        LibraryFile open(String directory) throws IOException;
    }

    /** Opens a file, which may fail. */
    private interface Source {
        LibraryFile open() throws IOException;
    }

    /** Why the library is not loaded, or "". */
    public String reason() {
        return library != null ? "" : String.join("; ", failures);
    }

    /** Our library, or null. */
    public PerchLibrary library() {
        return library;
    }

    private boolean attempt(Source source, Consumer<Path> afterwards) {
        try (LibraryFile file = source.open()) {
            System.load(file.path().toString());
            library = new PerchLibrary();
            afterwards.accept(file.path());
        } catch (IOException | LinkageError | RuntimeException e) {
            failures.add(Reasons.of(e));
        }
        return library != null;
    }
}
