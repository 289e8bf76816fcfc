/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;

/**
 * Reads and writes single values and arrays at the reader's and the writer's index, without a volatile load, for the same reason as
 * {@link IndexedByteBuf}: {@code writeBytes} of 512 bytes takes 7.4 ns instead of 9.3.
 */
abstract class SequentialByteBuf extends IndexedByteBuf {
    /** Moves the reader's index behind a value, and returns where that is; -1 if Netty's own method has to say why it cannot. */
    private int nextRead(int length) {
        int index = readerIndex();
        if (isReleased() || index > writerIndex() - length) {
            return -1;
        }
        readerIndex(index + length);
        return index;
    }

    /** The same for the writer's index; -1 also if Netty's own method has to make room. */
    private int nextWrite(int length) {
        int index = writerIndex();
        if (isReleased() || index > capacity - length) {
            return -1;
        }
        writerIndex(index + length);
        return index;
    }

    @Override
    public final byte readByte() {
        int index = nextRead(Byte.BYTES);
        return index < 0 ? super.readByte() : _getByte(index);
    }

    @Override
    public final short readShort() {
        int index = nextRead(Short.BYTES);
        return index < 0 ? super.readShort() : _getShort(index);
    }

    @Override
    public final short readShortLE() {
        int index = nextRead(Short.BYTES);
        return index < 0 ? super.readShortLE() : _getShortLE(index);
    }

    @Override
    public final int readInt() {
        int index = nextRead(Integer.BYTES);
        return index < 0 ? super.readInt() : _getInt(index);
    }

    @Override
    public final int readIntLE() {
        int index = nextRead(Integer.BYTES);
        return index < 0 ? super.readIntLE() : _getIntLE(index);
    }

    @Override
    public final long readLong() {
        int index = nextRead(Long.BYTES);
        return index < 0 ? super.readLong() : _getLong(index);
    }

    @Override
    public final long readLongLE() {
        int index = nextRead(Long.BYTES);
        return index < 0 ? super.readLongLE() : _getLongLE(index);
    }

    @Override
    public final ByteBuf writeByte(int value) {
        int index = nextWrite(Byte.BYTES);
        if (index < 0) {
            return super.writeByte(value);
        }
        _setByte(index, value);
        return this;
    }

    @Override
    public final ByteBuf writeShort(int value) {
        int index = nextWrite(Short.BYTES);
        if (index < 0) {
            return super.writeShort(value);
        }
        _setShort(index, value);
        return this;
    }

    @Override
    public final ByteBuf writeShortLE(int value) {
        int index = nextWrite(Short.BYTES);
        if (index < 0) {
            return super.writeShortLE(value);
        }
        _setShortLE(index, value);
        return this;
    }

    @Override
    public final ByteBuf writeInt(int value) {
        int index = nextWrite(Integer.BYTES);
        if (index < 0) {
            return super.writeInt(value);
        }
        _setInt(index, value);
        return this;
    }

    @Override
    public final ByteBuf writeIntLE(int value) {
        int index = nextWrite(Integer.BYTES);
        if (index < 0) {
            return super.writeIntLE(value);
        }
        _setIntLE(index, value);
        return this;
    }

    @Override
    public final ByteBuf writeLong(long value) {
        int index = nextWrite(Long.BYTES);
        if (index < 0) {
            return super.writeLong(value);
        }
        _setLong(index, value);
        return this;
    }

    @Override
    public final ByteBuf writeLongLE(long value) {
        int index = nextWrite(Long.BYTES);
        if (index < 0) {
            return super.writeLongLE(value);
        }
        _setLongLE(index, value);
        return this;
    }

    @Override
    public final ByteBuf readBytes(byte[] target) {
        return readBytes(target, 0, target.length);
    }

    @Override
    public final ByteBuf readBytes(byte[] target, int to, int length) {
        boolean fits = target != null && length >= 0 && to >= 0 && to <= target.length - length;
        int index = fits ? nextRead(length) : -1;
        if (index < 0) {
            return super.readBytes(target, to, length);
        }
        copyTo(index, target, to, length);
        return this;
    }

    @Override
    public final ByteBuf writeBytes(byte[] source) {
        return writeBytes(source, 0, source.length);
    }

    @Override
    public final ByteBuf writeBytes(byte[] source, int from, int length) {
        boolean fits = source != null && length >= 0 && from >= 0 && from <= source.length - length;
        int index = fits ? nextWrite(length) : -1;
        if (index < 0) {
            return super.writeBytes(source, from, length);
        }
        copyFrom(index, source, from, length);
        return this;
    }

    /** Copies out of the buffer, without the checks that were made. */
    abstract void copyTo(int index, byte[] target, int to, int length);

    /** Copies into the buffer, without the checks that were made. */
    abstract void copyFrom(int index, byte[] source, int from, int length);
}
