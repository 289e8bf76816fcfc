/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.PerchAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other users of the machine may have done to the directory before the process came. */
class CountersDirectoryTest {
    private static final int NOBODY = 65534;

    @TempDir
    Path shared;

    private Path first;
    private Path second;

    @BeforeEach
    void name() {
        first = shared.resolve("first");
        second = shared.resolve("second");
    }

    private Path own() throws IOException {
        return CountersDirectory.own(List.of(first, second));
    }

    @Test
    void isMadeForItsUserAloneAndUsedAgain() throws IOException {
        assertThat(own()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first))).isEqualTo("rwx------");
        assertThat(own()).isEqualTo(first);
    }

    @Test
    void aLinkToADirectoryIsNotFollowed() throws IOException {
        Path private1 = Files.createDirectory(shared.resolve("private"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(first, private1);
        assertThat(own()).isEqualTo(second);
    }

    @Test
    void aDirectoryThatOthersCanWriteToIsNotUsed() throws IOException {
        Files.createDirectory(first);
        Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(own()).isEqualTo(second);
    }

    @Test
    void aDirectoryOfAnotherUserIsNotUsed() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give a directory away");
        own();
        Files.setAttribute(first, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        assertThat(own()).isEqualTo(second);
    }

    /** A process that was killed leaves its files behind. */
    @Test
    void aProcessThatIsGoneWasThisUsers() {
        assertThat(CountersDirectory.of(4194305)).isEqualTo(CountersDirectory.of(ProcessHandle.current().pid()));
    }

    /** Its owner could cut off the file that is being read. */
    @Test
    void noFileIsReadFromADirectoryOfAnotherUser() throws IOException {
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        assumeTrue(self.equals(0), "only root can give a directory away");
        own();
        assertThat(CountersDirectory.of(self, List.of(second, first))).isEqualTo(first);
        CountersDirectory.own(List.of(second));
        Files.setAttribute(second, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        assertThat(CountersDirectory.of(self, List.of(second, first))).isEqualTo(first);
    }

    @Test
    void whereAllNamesAreTakenItIsSaidWhichAndWhy() throws IOException {
        Files.writeString(first, "a file");
        Files.writeString(second, "another");
        assertThatThrownBy(this::own).isInstanceOf(IOException.class)
                .satisfies(refused -> assertThat(refused.getSuppressed()).hasSize(2)
                        .allMatch(why -> why.getMessage().contains("does not") || why.getMessage().contains("is not a directory")));
    }

    @Test
    void aFileIsForItsUserAloneAndALinkInItsPlaceIsReplaced() throws IOException {
        Path precious = Files.writeString(shared.resolve("precious"), "of the victim");
        Path file = shared.resolve("counters");
        Files.createSymbolicLink(file, precious);
        try (PerchAllocator allocator = PerchAllocator.create();
                CountersWriter counters = CountersWriter.create(allocator::stats, file, 0)) {
            assertThat(Files.isSymbolicLink(counters.path())).isFalse();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
        assertThat(precious).content().isEqualTo("of the victim");
    }
}
