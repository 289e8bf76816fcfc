/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import java.io.File;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.status.CountersReader;

/**
 * The bytes of a counters file, in native order. What follows the header is laid out as by Agrona's {@code CountersManager}.
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
 *       | values                        |   128 bytes a counter
 *       +-------------------------------+
 * </pre>
 */
final class CountersLayout {
    static final long MAGIC = 0x5045_5243_4843_4E54L;
    static final int VERSION = 1;
    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int COUNTERS_OFFSET = 12;
    static final int PROCESS_OFFSET = 16;
    static final int UPDATED_OFFSET = 24;
    static final int HEADER_LENGTH = 128;

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String PREFIX = "perch-";
    private static final String SUFFIX = ".counters";

    private CountersLayout() {
    }

    static int metadataLength(int counters) {
        return counters * CountersReader.METADATA_LENGTH;
    }

    static int valuesLength(int counters) {
        return counters * CountersReader.COUNTER_LENGTH;
    }

    static int fileLength(int counters) {
        return HEADER_LENGTH + metadataLength(counters) + valuesLength(counters);
    }

    /** Where files are for which no place was chosen: in memory, if there is such a place. */
    static Path directory() {
        return Files.isWritable(MEMORY) ? MEMORY : new File(System.getProperty("java.io.tmpdir")).toPath();
    }

    static Path pathOf(long process) {
        return directory().resolve(PREFIX + process + SUFFIX);
    }

    static boolean isPath(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Files are not portable: they are in this machine's byte order. */
    static ByteOrder order() {
        return ByteOrder.nativeOrder();
    }
}
