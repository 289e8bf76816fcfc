/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.os.JnaCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the first class loader leaves the library for the next ones. */
class SharedCopyTest {
    private static final byte[] CONTENT = {1, 2, 3, 38};

    private final SharedCopy shared = new SharedCopy(CONTENT);

    @Test
    void whatOneKeepsAnotherFinds(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("library"), CONTENT);
        assertThat(shared.isLoaded()).isFalse();
        shared.keep(JnaCalls.open(), file);
        try {
            Files.delete(file);
            assertThat(shared.isLoaded()).isTrue();
            assertThat(Files.readAllBytes(new SharedCopy(CONTENT).file())).isEqualTo(CONTENT);
            assertThat(new SharedCopy(new byte[] {1}).isLoaded()).as("another version").isFalse();
        } finally {
            clear();
        }
    }

    /** A parent process may hand its properties on, and the number of its file is that of another one here. */
    @Test
    void whatAnotherProcessKeptIsNotLookedAt(@TempDir Path directory) throws IOException {
        Path file = Files.write(directory.resolve("library"), CONTENT);
        shared.keep(JnaCalls.open(), file);
        try {
            System.getProperties().replaceAll((name, value) -> isOurs(name) ? "1" + value : value);
            assertThat(shared.isLoaded()).isFalse();
            assertThat(shared.file()).isNull();
        } finally {
            clear();
        }
    }

    private static boolean isOurs(Object name) {
        return name.equals("perch.native.shared." + Long.toHexString(checksum()));
    }

    private static long checksum() {
        CRC32 sum = new CRC32();
        sum.update(CONTENT);
        return sum.getValue();
    }

    private static void clear() {
        System.getProperties().keySet().removeIf(SharedCopyTest::isOurs);
    }
}
