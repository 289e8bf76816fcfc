/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a message in the encoding of protocol buffers: numbers as varints, everything else with its length in front. */
final class ProtocolBuffer {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;
    private static final int TYPE_BITS = 3;
    private static final int DIGIT_BITS = 7;
    private static final int MORE = 1 << DIGIT_BITS;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void varint(long value) {
        long rest = value;
        while ((rest & -MORE) != 0) {
            bytes.write((int) rest & MORE - 1 | MORE);
            rest >>>= DIGIT_BITS;
        }
        bytes.write((int) rest);
    }

    ProtocolBuffer number(int field, long value) {
        varint((long) field << TYPE_BITS | VARINT);
        varint(value);
        return this;
    }

    ProtocolBuffer text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtocolBuffer message(int field, ProtocolBuffer value) {
        return bytes(field, value.toByteArray());
    }

    private ProtocolBuffer bytes(int field, byte[] value) {
        varint((long) field << TYPE_BITS | LENGTH);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
