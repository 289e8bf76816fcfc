/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;

import java.util.Locale;

/** Compares one body after another with what {@link Payload} says, part by part as it arrives. For one thread at a time. */
final class BodyCheck {
    private final byte[] scratch = new byte[4 << 10];
    private final Payload.Side side;
    private long id;
    private int position;

    BodyCheck(Payload.Side side) {
        this.side = side;
    }

    /** Starts the body of an exchange. */
    void begin(long id) {
        this.id = id;
        this.position = 0;
    }

    /** Checks every readable byte of the next part, and leaves its reader index where it was. */
    void accept(ByteBuf part) {
        int index = part.readerIndex();
        int left = part.readableBytes();
        if (left > Payload.size(id, side) - position) {
            throw new CorruptBodyException(this + " is longer than its " + Payload.size(id, side) + " bytes");
        }
        while (left > 0) {
            int length = Math.min(left, scratch.length);
            part.getBytes(index, scratch, 0, length);
            if (!Payload.matches(scratch, length, id, side, position)) {
                throw new CorruptBodyException(this + " has a wrong byte in " + position + " to " + (position + length - 1));
            }
            index += length;
            position += length;
            left -= length;
        }
    }

    /** Checks that the whole body has been seen. */
    void end() {
        if (position != Payload.size(id, side)) {
            throw new CorruptBodyException(this + " ends after " + position + " of " + Payload.size(id, side) + " bytes");
        }
    }

    @Override
    public String toString() {
        return side.name().toLowerCase(Locale.ROOT) + " body " + id;
    }
}
