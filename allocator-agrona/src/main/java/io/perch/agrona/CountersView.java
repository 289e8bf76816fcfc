/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.publish.CountersDirectory;
import io.perch.publish.CountersLayout;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/**
 * Reads a file that {@link CountersFile} or {@code perch.counters.file} writes, in any process, through a read-only mapping. For
 * one thread at a time.
 */
public final class CountersView implements AutoCloseable {
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer header;
    private final CountersReader reader;

    private CountersView(MappedByteBuffer mapped) {
        int counters = mapped.getInt(CountersLayout.COUNTERS_OFFSET);
        this.mapped = mapped;
        this.header = new UnsafeBuffer(mapped, 0, CountersLayout.HEADER_LENGTH);
        this.reader = new CountersReader(
                new UnsafeBuffer(mapped, CountersLayout.HEADER_LENGTH, CountersLayout.metadataLength(counters)),
                new UnsafeBuffer(mapped, CountersLayout.HEADER_LENGTH + CountersLayout.metadataLength(counters),
                        CountersLayout.valuesLength(counters)));
    }

    /**
     * Opens a file.
     *
     * @throws IOException           if it cannot be read, is not a counters file, or has another version; the message says which
     * @throws IllegalStateException if Agrona cannot work in this JVM
     */
    public static CountersView open(Path path) throws IOException {
        AgronaAccess.require();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long length = channel.size();
            if (length < CountersLayout.HEADER_LENGTH || length > Integer.MAX_VALUE) {
                throw new IOException(path + " is not a counters file of Perch: it has " + length + " bytes");
            }
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
            mapped.order(CountersLayout.order());
            String problem = problem(mapped);
            if (!problem.isEmpty()) {
                BufferUtil.free(mapped);
                throw new IOException(path + problem);
            }
            return new CountersView(mapped);
        } catch (NoSuchFileException missing) {
            throw new IOException("there is no counters file " + path, missing);
        }
    }

    private static String problem(MappedByteBuffer mapped) {
        if (mapped.getLong(CountersLayout.MAGIC_OFFSET) != CountersLayout.MAGIC) {
            return " is not a counters file of Perch";
        }
        int version = mapped.getInt(CountersLayout.VERSION_OFFSET);
        if (version != CountersLayout.VERSION) {
            return " has version " + version + "; this Perch reads version " + CountersLayout.VERSION;
        }
        int counters = mapped.getInt(CountersLayout.COUNTERS_OFFSET);
        boolean whole = counters > 0 && counters <= mapped.capacity() / CountersReader.METADATA_LENGTH
                && CountersLayout.fileLength(counters) == mapped.capacity();
        return whole ? "" : " is cut off: it has " + mapped.capacity() + " bytes for " + counters + " counters";
    }

    /** Where the counters of a process are, unless it chose another file. */
    public static Path pathOf(long process) {
        return CountersDirectory.of(process).resolve(CountersLayout.nameOf(process));
    }

    /** All files of this user where {@link #pathOf} looks. */
    public static List<Path> all() throws IOException {
        Path directory = CountersDirectory.of(ProcessHandle.current().pid());
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(CountersLayout::isPath).sorted().toList();
        }
    }

    /** The id of the process that writes it. */
    public long process() {
        return header.getLong(CountersLayout.PROCESS_OFFSET);
    }

    /** When it was last written, in milliseconds since 1970. */
    public long updated() {
        return header.getLongAcquire(CountersLayout.UPDATED_OFFSET);
    }

    /** Agrona's reader: the type id of each counter is {@link io.perch.stats.Counter#id()}. */
    public CountersReader reader() {
        return reader;
    }

    @Override
    public void close() {
        BufferUtil.free(mapped);
    }
}
