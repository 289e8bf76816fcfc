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
    private static final byte[] CONTENT = {1, 2, 3};

    @TempDir
    Path directory;

    private void expectRefused() {
        assertThatThrownBy(() -> LibraryFile.written(CONTENT, directory.toString())).isInstanceOf(IOException.class)
                .hasMessageContaining("other users can replace files in " + directory);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theFileIsForThisUserAloneAndGoesAway() throws IOException {
        Path path;
        try (LibraryFile file = LibraryFile.written(CONTENT, directory.toString())) {
            path = file.path();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("r-x------");
            assertThat(path).hasBinaryContent(CONTENT);
        }
        assertThat(path).doesNotExist();
        assertThat(directory).isEmptyDirectory();
    }

    /** The first allocator may be made by an interrupted thread, and decides for the process. */
    @Test
    void anInterruptedThreadWritesItWhole() throws IOException {
        Thread.currentThread().interrupt();
        try (LibraryFile file = LibraryFile.written(CONTENT, directory.toString())) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.path()).hasBinaryContent(CONTENT);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void noOtherUserCanSeeItsName() throws IOException {
        try (LibraryFile file = LibraryFile.written(CONTENT, directory.toString())) {
            Path own = file.path().getParent();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own))).isEqualTo("rwx------");
        }
    }

    @Test
    void aLinkLeadsToAnOpenFileAndGoesAwayToo() throws IOException {
        Path target = Files.write(directory.resolve("target"), CONTENT);
        try (LibraryFile file = LibraryFile.linked(target, directory.toString())) {
            assertThat(file.path()).isSymbolicLink().hasBinaryContent(CONTENT);
        }
        assertThat(directory).isDirectoryContaining(target::equals);
    }

    @Test
    void eachFileHasANameThatWasNotThere() throws IOException {
        try (LibraryFile one = LibraryFile.written(CONTENT, directory.toString());
                LibraryFile other = LibraryFile.written(CONTENT, directory.toString())) {
            assertThat(one.path()).isNotEqualTo(other.path());
        }
    }

    @Test
    void aSharedDirectoryNeedsTheBitThatTmpHas() throws IOException {
        Files.setAttribute(directory, "unix:mode", SHARED);
        expectRefused();
        Files.setAttribute(directory, "unix:mode", SHARED_LIKE_TMP);
        LibraryFile.written(CONTENT, directory.toString()).close();
    }

    @Test
    void aDirectoryOfAnotherUserIsRefused() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give a directory away");
        Files.setAttribute(directory, "unix:uid", NOBODY);
        expectRefused();
    }

    /** Who can rename a directory on the way can put another in its place. */
    @Test
    void aSharedDirectoryOnTheWayIsRefusedToo() throws IOException {
        Path inner = Files.createDirectories(directory.resolve("shared/inner"));
        Files.setAttribute(inner.getParent(), "unix:mode", SHARED);
        assertThatThrownBy(() -> LibraryFile.written(CONTENT, inner.toString())).isInstanceOf(IOException.class)
                .hasMessageContaining("other users can replace files in " + inner);
        assertThat(inner).isEmptyDirectory();
    }

    @Test
    void aLinkInItsPlaceIsNoWayAroundThat() throws IOException {
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.setAttribute(shared, "unix:mode", SHARED);
        Path link = Files.createSymbolicLink(directory.resolve("link"), shared);
        assertThatThrownBy(() -> LibraryFile.written(CONTENT, link.toString())).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoDirectoryIsRefusedOneByOne() {
        assertThatThrownBy(() -> LibraryFile.written(CONTENT, "?/.cache/perch")).isInstanceOf(IOException.class)
                .hasMessageContaining("is no absolute directory");
        assertThatThrownBy(() -> LibraryFile.written(CONTENT, "/tmp/\0")).isInstanceOf(InvalidPathException.class);
    }
}
