/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.publish;

import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The bytes of a counters file, in native order. What follows the header is laid out as by Agrona's {@code CountersManager}, so
 * that its {@code CountersReader} reads it.
 *
 * <pre>
 *    0  +-------------------------------+
 *       | magic                         |
 *    8  +---------------+---------------+
 *       | version       | counters      |   how many there is room for
 *   16  +---------------+---------------+
 *       | process id                    |
 *   24  +-------------------------------+
 *       | updated                       |   milliseconds since 1970, written after the values
 *   32  +-------------------------------+
 *       | unused                        |
 *  128  +-------------------------------+
 *       | metadata                      |   512 bytes a counter
 *       +-------------------------------+
 *       | values                        |   128 bytes a counter, the value first
 *       +-------------------------------+
 *
 *   metadata of a counter
 *    0  +---------------+---------------+
 *       | state         | type id       |   state: 1 in use, -1 given up, 0 never used, and so are all behind it
 *    8  +---------------+---------------+
 *       | free for reuse                |   -1 &gt;&gt;&gt; 1: never
 *   16  +-------------------------------+
 *       | key, unused                   |
 *  128  +---------------+---------------+
 *       | label length  | label, UTF-8  |   at most 380 bytes
 *       +---------------+---------------+
 * </pre>
 */
public final class CountersLayout {
    /** What each file begins with. */
    public static final long MAGIC = 0x5045_5243_4843_4E54L;
    /** The version of this layout. */
    public static final int VERSION = 1;
    /** Where {@link #MAGIC} is. */
    public static final int MAGIC_OFFSET = 0;
    /** Where the version is. */
    public static final int VERSION_OFFSET = 8;
    /** Where it says for how many counters there is room. */
    public static final int COUNTERS_OFFSET = 12;
    /** Where the process id is. */
    public static final int PROCESS_OFFSET = 16;
    /** Where it says when it was written. */
    public static final int UPDATED_OFFSET = 24;
    /** Bytes before the metadata. */
    public static final int HEADER_LENGTH = 128;

    static final int METADATA_LENGTH = 512;
    static final int VALUE_LENGTH = 128;
    static final int TYPE_OFFSET = 4;
    static final int REUSE_OFFSET = 8;
    static final int LABEL_OFFSET = 128;
    static final int LONGEST_LABEL = 380;

    private static final String PREFIX = "perch-";
    private static final String SUFFIX = ".counters";

    private CountersLayout() {
    }

    /** Bytes of metadata. */
    public static int metadataLength(int counters) {
        return counters * METADATA_LENGTH;
    }

    /** Bytes of values. */
    public static int valuesLength(int counters) {
        return counters * VALUE_LENGTH;
    }

    /** Bytes in all. */
    public static int fileLength(int counters) {
        return HEADER_LENGTH + metadataLength(counters) + valuesLength(counters);
    }

    /** The name of the file of a process's first allocator. */
    public static String nameOf(long process) {
        return PREFIX + process + SUFFIX;
    }

    /** Whether it is the name of such a file. */
    public static boolean isPath(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Files are not portable: they are in this machine's byte order. */
    public static ByteOrder order() {
        return ByteOrder.nativeOrder();
    }
}
