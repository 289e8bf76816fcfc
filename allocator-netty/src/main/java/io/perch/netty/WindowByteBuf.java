/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;

/**
 * Reading and writing of a buffer that is a window on a {@link ByteBuffer}: one that up to 2 GiB of blocks share for direct memory,
 * that of one array for heap memory.
 *
 * <p>Both kinds go through the same code, so that a call site which has seen heap and direct buffers stays monomorphic. The JIT
 * then checks the class of {@link #memory} once, outside of loops, and knows whether it accesses an array or raw memory. With a
 * view {@code VarHandle} it does not: where both kinds had been seen, these were 4 to 10 times slower than {@code ByteBuffer}'s own
 * methods. No {@code Unsafe} is needed.
 *
 * <p>{@link #memory} is shared with other buffers, and between threads that read this buffer: only its absolute
 * methods may be called, and its position, limit and order are never touched.
 */
abstract class WindowByteBuf extends SequentialByteBuf {
    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    /** What {@code setZero} copies from, because {@code ByteBuffer} has no fill. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(4096).asReadOnlyBuffer();
    /** Direct bytes go to an {@code OutputStream} through an array of at most this many. */
    private static final int STREAM_CHUNK = 8192;

    /** The bytes around the block, or the array's, in native order; the class comment says what may be done with it. */
    ByteBuffer memory;
    /** Where this buffer's byte 0 is in {@link #memory}. */
    int offset;
    /** This buffer's part of {@link #memory} for the channel operations of the owning thread, made when first needed. */
    ByteBuffer channelView;

    /** Bytes that belong to this buffer from {@link #offset} on. */
    abstract int room();

    private static short big(short value) {
        return LITTLE_ENDIAN ? Short.reverseBytes(value) : value;
    }

    private static short little(short value) {
        return LITTLE_ENDIAN ? value : Short.reverseBytes(value);
    }

    private static int big(int value) {
        return LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
    }

    private static int little(int value) {
        return LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
    }

    private static long big(long value) {
        return LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    private static long little(long value) {
        return LITTLE_ENDIAN ? value : Long.reverseBytes(value);
    }

    @Override
    @Deprecated
    public final ByteOrder order() {
        return ByteOrder.BIG_ENDIAN;
    }

    @Override
    public final ByteBuf unwrap() {
        return null;
    }

    @Override
    public final boolean isContiguous() {
        return true;
    }

    @Override
    protected final byte _getByte(int index) {
        return memory.get(offset + index);
    }

    @Override
    protected final short _getShort(int index) {
        return big(memory.getShort(offset + index));
    }

    @Override
    protected final short _getShortLE(int index) {
        return little(memory.getShort(offset + index));
    }

    @Override
    protected final int _getUnsignedMedium(int index) {
        return (_getByte(index) & 0xff) << 16 | _getShort(index + 1) & 0xffff;
    }

    @Override
    protected final int _getUnsignedMediumLE(int index) {
        return _getShortLE(index) & 0xffff | (_getByte(index + 2) & 0xff) << 16;
    }

    @Override
    protected final int _getInt(int index) {
        return big(memory.getInt(offset + index));
    }

    @Override
    protected final int _getIntLE(int index) {
        return little(memory.getInt(offset + index));
    }

    @Override
    protected final long _getLong(int index) {
        return big(memory.getLong(offset + index));
    }

    @Override
    protected final long _getLongLE(int index) {
        return little(memory.getLong(offset + index));
    }

    @Override
    protected final void _setByte(int index, int value) {
        memory.put(offset + index, (byte) value);
    }

    @Override
    protected final void _setShort(int index, int value) {
        memory.putShort(offset + index, big((short) value));
    }

    @Override
    protected final void _setShortLE(int index, int value) {
        memory.putShort(offset + index, little((short) value));
    }

    @Override
    protected final void _setMedium(int index, int value) {
        _setByte(index, value >>> 16);
        _setShort(index + 1, value);
    }

    @Override
    protected final void _setMediumLE(int index, int value) {
        _setShortLE(index, value);
        _setByte(index + 2, value >>> 16);
    }

    @Override
    protected final void _setInt(int index, int value) {
        memory.putInt(offset + index, big(value));
    }

    @Override
    protected final void _setIntLE(int index, int value) {
        memory.putInt(offset + index, little(value));
    }

    @Override
    protected final void _setLong(int index, long value) {
        memory.putLong(offset + index, big(value));
    }

    @Override
    protected final void _setLongLE(int index, long value) {
        memory.putLong(offset + index, little(value));
    }

    @Override
    public final ByteBuf getBytes(int index, byte[] dst, int dstIndex, int length) {
        requireTarget(index, length, dstIndex, dst.length);
        copyTo(index, dst, dstIndex, length);
        return this;
    }

    @Override
    final void copyTo(int index, byte[] target, int to, int length) {
        memory.get(offset + index, target, to, length);
    }

    @Override
    public final ByteBuf getBytes(int index, ByteBuffer dst) {
        int length = dst.remaining();
        require(index, length);
        int position = dst.position();
        dst.put(position, memory, offset + index, length);
        dst.position(position + length);
        return this;
    }

    @Override
    public final ByteBuf getBytes(int index, ByteBuf dst, int dstIndex, int length) {
        requireTarget(index, length, dstIndex, dst.capacity());
        if (dst instanceof WindowByteBuf) {
            dst.setBytes(dstIndex, this, index, length);
        } else if (dst.hasArray()) {
            getBytes(index, dst.array(), dst.arrayOffset() + dstIndex, length);
        } else if (dst.nioBufferCount() == 1) {
            getBytes(index, dst.internalNioBuffer(dstIndex, length));
        } else {
            dst.setBytes(dstIndex, this, index, length);
        }
        return this;
    }

    @Override
    public final ByteBuf getBytes(int index, OutputStream out, int length) throws IOException {
        require(index, length);
        if (hasArray()) {
            out.write(array(), arrayOffset() + index, length);
        } else if (length > 0) {
            int most = Math.min(length, STREAM_CHUNK);
            ByteBuf copy = alloc().heapBuffer(most, most);
            try {
                int done = 0;
                while (done < length) {
                    int chunk = Math.min(most, length - done);
                    getBytes(index + done, copy.array(), copy.arrayOffset(), chunk);
                    out.write(copy.array(), copy.arrayOffset(), chunk);
                    done += chunk;
                }
            } finally {
                copy.release();
            }
        }
        return this;
    }

    @Override
    public final int getBytes(int index, GatheringByteChannel out, int length) throws IOException {
        return out.write(nioBuffer(index, length));
    }

    @Override
    public final int getBytes(int index, FileChannel out, long position, int length) throws IOException {
        return out.write(nioBuffer(index, length), position);
    }

    @Override
    public final int readBytes(GatheringByteChannel out, int length) throws IOException {
        checkReadableBytes(length);
        int written = out.write(internalNioBuffer(readerIndex(), length));
        readerIndex(readerIndex() + written);
        return written;
    }

    @Override
    public final int readBytes(FileChannel out, long position, int length) throws IOException {
        checkReadableBytes(length);
        int written = out.write(internalNioBuffer(readerIndex(), length), position);
        readerIndex(readerIndex() + written);
        return written;
    }

    @Override
    public final ByteBuf setBytes(int index, byte[] src, int srcIndex, int length) {
        requireSource(index, length, srcIndex, src.length);
        copyFrom(index, src, srcIndex, length);
        return this;
    }

    @Override
    final void copyFrom(int index, byte[] source, int from, int length) {
        memory.put(offset + index, source, from, length);
    }

    @Override
    public final ByteBuf setBytes(int index, ByteBuffer src) {
        int length = src.remaining();
        require(index, length);
        int position = src.position();
        memory.put(offset + index, src, position, length);
        src.position(position + length);
        return this;
    }

    @Override
    public final ByteBuf setBytes(int index, ByteBuf src, int srcIndex, int length) {
        requireSource(index, length, srcIndex, src.capacity());
        if (src instanceof WindowByteBuf window) {
            window.ensureReadable();
            memory.put(offset + index, window.memory, window.offset + srcIndex, length);
        } else if (src.hasArray()) {
            setBytes(index, src.array(), src.arrayOffset() + srcIndex, length);
        } else if (src.nioBufferCount() == 1) {
            // Not its internal buffer: other threads may be reading from src as well.
            setBytes(index, src.nioBuffer(srcIndex, length));
        } else {
            src.getBytes(srcIndex, this, index, length);
        }
        return this;
    }

    private void ensureReadable() {
        ensureAccessible();
    }

    @Override
    public final int setBytes(int index, InputStream in, int length) throws IOException {
        require(index, length);
        if (hasArray()) {
            return in.read(array(), arrayOffset() + index, length);
        }
        if (length == 0) {
            return in.read(new byte[0]);
        }
        ByteBuf copy = alloc().heapBuffer(length, length);
        try {
            int read = in.read(copy.array(), copy.arrayOffset(), length);
            if (read > 0) {
                setBytes(index, copy.array(), copy.arrayOffset(), read);
            }
            return read;
        } finally {
            copy.release();
        }
    }

    @Override
    public final int setBytes(int index, ScatteringByteChannel in, int length) throws IOException {
        try {
            return in.read(internalNioBuffer(index, length));
        } catch (ClosedChannelException ignored) {
            return -1;
        }
    }

    @Override
    public final int setBytes(int index, FileChannel in, long position, int length) throws IOException {
        try {
            return in.read(internalNioBuffer(index, length), position);
        } catch (ClosedChannelException ignored) {
            return -1;
        }
    }

    @Override
    public final ByteBuf setZero(int index, int length) {
        require(index, length);
        int done = 0;
        while (done < length) {
            int chunk = Math.min(ZEROS.capacity(), length - done);
            memory.put(offset + index + done, ZEROS, 0, chunk);
            done += chunk;
        }
        return this;
    }

    @Override
    public final ByteBuf writeZero(int length) {
        ensureWritable(length);
        int writerIndex = writerIndex();
        setZero(writerIndex, length);
        writerIndex(writerIndex + length);
        return this;
    }

    @Override
    public final ByteBuf copy(int index, int length) {
        require(index, length);
        ByteBuf copy = isDirect() ? alloc().directBuffer(length, maxCapacity()) : alloc().heapBuffer(length, maxCapacity());
        return copy.writeBytes(this, index, length);
    }

    @Override
    public final int nioBufferCount() {
        return 1;
    }

    @Override
    public final ByteBuffer nioBuffer(int index, int length) {
        require(index, length);
        return memory.slice(offset + index, length);
    }

    @Override
    public final ByteBuffer[] nioBuffers(int index, int length) {
        return new ByteBuffer[] {nioBuffer(index, length)};
    }

    @Override
    public final ByteBuffer internalNioBuffer(int index, int length) {
        require(index, length);
        if (channelView == null) {
            // Not a duplicate, which would show other blocks to whoever clears it.
            channelView = memory.slice(offset, room());
        }
        return channelView.limit(index + length).position(index);
    }
}
