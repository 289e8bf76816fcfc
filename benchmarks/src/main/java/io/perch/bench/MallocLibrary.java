/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A C allocator that Perch is compared with, and where Linux distributions put it.
 *
 * @param name          as printed
 * @param files         file names, the preferred one first
 * @param mallocSymbols names of its {@code malloc}, those that only this library exports first
 * @param freeSymbols   the {@code free} that belongs to each of {@code mallocSymbols}
 * @param debianPackage what to install to get it
 */
public record MallocLibrary(String name, List<String> files, List<String> mallocSymbols, List<String> freeSymbols,
        String debianPackage) {
    /** The peers, in the order in which they are printed. */
    public static final List<MallocLibrary> ALL = List.of(
            new MallocLibrary("glibc", List.of("libc.so.6"), List.of("malloc"), List.of("free"), "libc6"),
            new MallocLibrary("jemalloc", List.of("libjemalloc.so.2"),
                    List.of("je_malloc", "malloc"), List.of("je_free", "free"), "libjemalloc2"),
            new MallocLibrary("mimalloc", List.of("libmimalloc.so.2", "libmimalloc.so.2.0", "libmimalloc.so.3"),
                    List.of("mi_malloc"), List.of("mi_free"), "libmimalloc2.0"),
            new MallocLibrary("tcmalloc", List.of("libtcmalloc_minimal.so.4", "libtcmalloc.so.4"),
                    List.of("tc_malloc"), List.of("tc_free"), "libtcmalloc-minimal4"));

    /** Debian's multi-arch folders first: there, plain {@code /usr/lib} may hold another architecture's file. */
    private static final List<String> FOLDERS = List.of("usr/lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu",
            "lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "usr/local/lib64", "usr/local/lib", "usr/lib64", "lib64", "usr/lib",
            "lib");

    /** Returns the peer of this name. */
    public static MallocLibrary named(String name) {
        return ALL.stream().filter(library -> library.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no C allocator is called " + name));
    }

    /**
     * Looks for the library in the usual folders.
     *
     * @param root {@code /}, or the folder that a test uses in its place
     */
    public Optional<Path> find(Path root) {
        return FOLDERS.stream().map(root::resolve)
                .flatMap(folder -> files.stream().map(folder::resolve))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Says how to install those that {@link #find} does not find under {@code root}; empty if all are there. */
    public static Optional<String> installHint(Path root) {
        List<String> missing = ALL.stream()
                .filter(library -> library.find(root).isEmpty())
                .map(MallocLibrary::debianPackage)
                .toList();
        return missing.isEmpty() ? Optional.empty() : Optional.of("On Debian: apt-get install " + String.join(" ", missing));
    }
}
