/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the library is unpacked, other users may be at work. */
class LibraryFileTest {
    private static final int NOBODY = 65534;
    private static final int SHARED_LIKE_TMP = 01777;
    private static final int SHARED = 0777;

    @TempDir
    Path directory;

    private void expectRefused() {
        assertThatThrownBy(() -> LibraryFile.extracted(directory.toString())).isInstanceOf(IOException.class)
                .hasMessageContaining("other users can replace files in " + directory);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theFileIsForThisUserAloneAndGoesAway() throws IOException {
        Path path;
        try (LibraryFile file = LibraryFile.extracted(directory.toString())) {
            path = file.path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("r-x------");
            assertThat(Files.size(path)).isPositive();
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void eachFileHasANameThatWasNotThere() throws IOException {
        try (LibraryFile one = LibraryFile.extracted(directory.toString());
                LibraryFile other = LibraryFile.extracted(directory.toString())) {
            assertThat(one.path()).isNotEqualTo(other.path());
        }
    }

    @Test
    void aSharedDirectoryNeedsTheBitThatTmpHas() throws IOException {
        Files.setAttribute(directory, "unix:mode", SHARED);
        expectRefused();
        Files.setAttribute(directory, "unix:mode", SHARED_LIKE_TMP);
        LibraryFile.extracted(directory.toString()).close();
    }

    @Test
    void aDirectoryOfAnotherUserIsRefused() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give a directory away");
        Files.setAttribute(directory, "unix:uid", NOBODY);
        expectRefused();
    }

    @Test
    void whatIsNoDirectoryIsRefusedOneByOne() {
        assertThatThrownBy(() -> LibraryFile.extracted("?/.cache/perch")).isInstanceOf(IOException.class)
                .hasMessageContaining("is no absolute directory");
        assertThatThrownBy(() -> LibraryFile.extracted("/tmp/\0")).isInstanceOf(InvalidPathException.class);
    }
}
