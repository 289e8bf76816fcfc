/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where C allocators are looked for, and what is said about missing ones. */
class MallocLibraryTest {
    @TempDir
    private Path root;

    @Test
    void findsALibraryInDebiansFolderBeforeThePlainOne() throws IOException {
        install("usr/lib/libjemalloc.so.2");
        Path debian = install("usr/lib/x86_64-linux-gnu/libjemalloc.so.2");

        assertThat(MallocLibrary.named("jemalloc").find(root)).contains(debian);
    }

    @Test
    void findsAnotherFileNameOfTheSameLibrary() throws IOException {
        Path debian12 = install("usr/lib/x86_64-linux-gnu/libmimalloc.so.2.0");

        assertThat(MallocLibrary.named("mimalloc").find(root)).contains(debian12);
    }

    @Test
    void hintNamesThePackagesOfMissingLibrariesOnly() throws IOException {
        install("lib64/libc.so.6");
        install("usr/lib/libtcmalloc_minimal.so.4");

        assertThat(MallocLibrary.installHint(root)).contains("On Debian: apt-get install libjemalloc2 libmimalloc2.0");
    }

    @Test
    void noHintWhenAllAreThere() throws IOException {
        for (MallocLibrary library : MallocLibrary.ALL) {
            install("usr/lib/" + library.files().get(0));
        }

        assertThat(MallocLibrary.installHint(root)).isEmpty();
    }

    @Test
    void everyMallocHasItsFree() {
        assertThat(MallocLibrary.ALL)
                .allSatisfy(library -> assertThat(library.freeSymbols()).hasSameSizeAs(library.mallocSymbols()));
    }

    @Test
    void unknownNameIsRefused() {
        assertThatThrownBy(() -> MallocLibrary.named("hoard"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("hoard");
    }

    private Path install(String file) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.createFile(path);
    }
}
