/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory for what a system call reads or writes, all zero. It is pages of its own: the JDK's direct buffers have a limit, which may
 * be used up.
 */
final class Scratch implements AutoCloseable {
    private final SystemCalls calls;
    private final long address;
    private final long pages;
    private final ByteBuffer bytes;

    /** @throws OsMemoryException if the system has no memory */
    Scratch(SystemCalls calls, int size) {
        this.calls = calls;
        this.pages = size + calls.pageSize() - 1 & -calls.pageSize();
        this.address = calls.call(SystemCall.MMAP, 0, pages, MemoryFlags.PROT_READ_WRITE,
                MemoryFlags.MAP_PRIVATE | MemoryFlags.MAP_ANONYMOUS, -1, 0);
        calls.check("mmap of some pages", address);
        this.bytes = view(size);
    }

    /** A text as C wants it. */
    static Scratch of(SystemCalls calls, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        Scratch scratch = new Scratch(calls, content.length + 1);
        scratch.bytes.put(content);
        return scratch;
    }

    private ByteBuffer view(int size) {
        boolean viewed = false;
        try {
            ByteBuffer view = calls.view(address, size).order(ByteOrder.nativeOrder());
            viewed = true;
            return view;
        } finally {
            if (!viewed) {
                close();
            }
        }
    }

    long address() {
        return address;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        calls.call(SystemCall.MUNMAP, address, pages, 0, 0, 0, 0);
    }
}
