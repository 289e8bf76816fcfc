/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The kernel's source of chance, read without the JDK's {@link SecureRandom}: its first use takes 20 ms, and one that finds no file
 * descriptor makes it unusable for the whole process.
 */
public final class Chance {
    private Chance() {
    }

    /**
     * So many bytes that nobody can foresee.
     *
     * @throws IOException if no file can be opened now
     */
    public static byte[] bytes(int count) throws IOException {
        return Uninterrupted.run(() -> read(count));
    }

    private static byte[] read(int count) throws IOException {
        try (InputStream chance = Files.newInputStream(Path.of("/dev/urandom"))) {
            byte[] bytes = chance.readNBytes(count);
            if (bytes.length < count) {
                throw new EOFException("/dev/urandom ends");
            }
            return bytes;
        } catch (NoSuchFileException none) {
            byte[] bytes = new byte[count];
            new SecureRandom().nextBytes(bytes);
            return bytes;
        }
    }
}
