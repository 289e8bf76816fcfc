/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * The records of a counters file, as {@link CountersLayout} draws them. It does what Agrona's {@code CountersManager} does: that
 * one needs a package of the JDK that is closed by default, and the counters of a process that knows nothing of Agrona are wanted
 * too. For one thread.
 */
final class CounterRecords {
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, CountersLayout.order());
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, CountersLayout.order());
    private static final int IN_USE = 1;
    private static final int GIVEN_UP = -1;

    private final ByteBuffer file;
    private final int room;
    private final ArrayDeque<Integer> givenUp = new ArrayDeque<>();
    private int used;

    /** @param file zeros, of the length of a file for so many counters */
    CounterRecords(ByteBuffer file, int room) {
        this.file = file;
        this.room = room;
    }

    /** Adds a counter, whose value is 0, and returns its id; there has to be room. */
    int add(String label, int type) {
        int id = givenUp.isEmpty() ? used++ : givenUp.pop();
        int record = record(id);
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, CountersLayout.LONGEST_LABEL);
        set(id, 0);
        file.putInt(record + CountersLayout.TYPE_OFFSET, type);
        file.putLong(record + CountersLayout.REUSE_OFFSET, Long.MAX_VALUE);
        file.putInt(record + CountersLayout.LABEL_OFFSET, length);
        file.put(record + CountersLayout.LABEL_OFFSET + Integer.BYTES, text, 0, length);
        INT.setRelease(file, record, IN_USE);
        return id;
    }

    /** Takes a counter away. */
    void remove(int id) {
        INT.setRelease(file, record(id), GIVEN_UP);
        givenUp.push(id);
    }

    void set(int id, long value) {
        LONG.setRelease(file, record(room) + id * CountersLayout.VALUE_LENGTH, value);
    }

    private static int record(int id) {
        return CountersLayout.HEADER_LENGTH + CountersLayout.metadataLength(id);
    }

    /** Writes a number of the header, after all that was written before. */
    void header(int offset, long value) {
        LONG.setRelease(file, offset, value);
    }
}
