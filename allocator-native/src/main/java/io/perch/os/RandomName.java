/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Names for files that no other user can know before they exist. */
public final class RandomName {
    private static final int BYTES = 16;

    private RandomName() {
    }

    /** 128 bits of the kernel's chance, in letters and digits. Where there is none a {@link UUID}, whose first takes 20 ms. */
    public static String make() {
        try (InputStream chance = Files.newInputStream(Path.of("/dev/urandom"))) {
            byte[] bytes = chance.readNBytes(BYTES);
            if (bytes.length == BYTES) {
                return new BigInteger(1, bytes).toString(Character.MAX_RADIX);
            }
        } catch (IOException | RuntimeException none) {
            return UUID.randomUUID().toString();
        }
        return UUID.randomUUID().toString();
    }
}
