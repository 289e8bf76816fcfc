/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.library;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks at a library's file before the dynamic linker does. The linker trusts the header: it maps what a truncated file lacks, and
 * the process dies with SIGBUS.
 *
 * <pre>
 *   ELF header:       +0 magic, class, order   +18 u16 machine   +32 u64 offset of the program headers   +54 u16 size, u16 number
 *   program header:   +8 u64 offset in the file   +32 u64 bytes in the file
 * </pre>
 */
final class ElfCheck {
    private static final int HEADER_SIZE = 64;
    /** 0x7f "ELF", 64 bits, little-endian. */
    private static final long MAGIC = 0x0102_464c_457fL;
    private static final long MAGIC_MASK = 0xffff_ffff_ffffL;
    private static final int X86_64 = 62;
    private static final int AARCH64 = 183;

    private ElfCheck() {
    }

    /**
     * @param file what is in messages
     * @throws IOException if it is not a library for this architecture, or is truncated
     */
    static void check(String file, byte[] bytes, String arch) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (content.limit() < HEADER_SIZE || (content.getLong(0) & MAGIC_MASK) != MAGIC) {
            throw new IOException(file + " is not a 64-bit ELF file");
        }
        if (content.getShort(18) != (arch.equals("x86_64") ? X86_64 : AARCH64)) {
            throw new IOException(file + " is for another architecture than " + arch);
        }
        if (endOfSegments(content) > content.limit()) {
            throw new IOException(file + " is truncated");
        }
    }

    private static long endOfSegments(ByteBuffer content) {
        long headers = content.getLong(32);
        int size = Short.toUnsignedInt(content.getShort(54));
        int number = Short.toUnsignedInt(content.getShort(56));
        long end = headers + (long) size * number;
        for (int i = 0; i < number && end <= content.limit(); i++) {
            int header = (int) headers + i * size;
            end = Math.max(end, content.getLong(header + 8) + content.getLong(header + 32));
        }
        return end;
    }
}
