/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Address space and pages, checked against /proc/self/maps. */
abstract class LinuxMemoryTest {
    private static final long MIB = 1 << 20;
    private static final int EINVAL = 22;
    private static final int ENOMEM = 12;

    private final OsMemory memory;

    LinuxMemoryTest(OsMemory memory) {
        this.memory = memory;
    }

    /** The permissions of the mapping that an address is in, or "" if in none. The kernel merges neighbours. */
    private static String permissions(long address) throws IOException {
        return maps().stream().filter(line -> contains(line, address)).map(line -> line.split(" ")[1])
                .findFirst().orElse("");
    }

    private static boolean contains(String line, long address) {
        String[] range = line.split(" ")[0].split("-");
        return address >= Long.parseUnsignedLong(range[0], 16) && address < Long.parseUnsignedLong(range[1], 16);
    }

    private static List<String> maps() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps"));
    }

    private static long mappedWithin(long from, long to) throws IOException {
        long mapped = 0;
        for (String line : maps()) {
            String[] range = line.split(" ")[0].split("-");
            long start = Math.max(from, Long.parseUnsignedLong(range[0], 16));
            long end = Math.min(to, Long.parseUnsignedLong(range[1], 16));
            mapped += Math.max(0, end - start);
        }
        return mapped;
    }

    @Test
    void reservedSpaceIsAlignedAndUntouchable() throws IOException {
        for (long alignment = memory.pageSize(); alignment <= 64 * MIB; alignment *= 4) {
            long address = memory.reserve(2 * alignment, alignment, "perch test");
            assertThat(address % alignment).isZero();
            assertThat(permissions(address)).isEqualTo("---p");
            memory.unmap(address, 2 * alignment);
            assertThat(permissions(address)).isEmpty();
        }
    }

    @Test
    void whatAlignmentCostsIsGivenBack() throws IOException {
        long before = mappedWithin(0, Long.MAX_VALUE);
        long address = memory.reserve(1 << 30, 1 << 30, "perch test");
        long grown = mappedWithin(0, Long.MAX_VALUE) - before;
        memory.unmap(address, 1 << 30);
        assertThat(grown).as("other threads of the JVM may map a little").isBetween((1L << 30) - 256 * MIB, (1L << 30) + 256 * MIB);
    }

    @Test
    void committedPagesAreZeroAndReleasedPagesAreZeroAgain() {
        long address = memory.reserve(MIB, memory.pageSize(), "perch test");
        memory.commit(address, MIB);
        ByteBuffer view = memory.view(address, (int) MIB);
        assertThat(view.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(view.getLong(0)).isZero();
        view.putLong(0, -1);
        view.putLong((int) MIB - 8, -1);
        memory.release(address, memory.pageSize());
        assertThat(view.getLong(0)).isZero();
        assertThat(view.getLong((int) MIB - 8)).isEqualTo(-1);
        memory.unmap(address, MIB);
    }

    @Test
    void pagesThatWereTouchedAreResidentUntilTheyAreReleased() {
        long page = memory.pageSize();
        long address = memory.reserve(8 * page, page, "perch test");
        memory.commit(address, 6 * page);
        assertThat(memory.residentBytes(address, 8 * page)).isZero();
        memory.view(address + page, (int) page).putLong(0, 42);
        memory.view(address + 5 * page, (int) page).putLong(0, 42);
        assertThat(memory.residentBytes(address, 8 * page)).isEqualTo(2 * page);
        memory.release(address, 2 * page);
        assertThat(memory.residentBytes(address, 8 * page)).isEqualTo(page);
        memory.unmap(address, 8 * page);
        assertThat(memory.residentBytes(address, 8 * page)).as("nothing is known of what is not mapped").isEqualTo(-1);
    }

    @Test
    void aPartCanBeCommittedAlone() throws IOException {
        long page = memory.pageSize();
        long address = memory.reserve(4 * page, page, "perch test");
        memory.commit(address + page, page);
        assertThat(permissions(address)).isEqualTo("---p");
        assertThat(permissions(address + page)).isEqualTo("rw-p");
        assertThat(permissions(address + 2 * page)).isEqualTo("---p");
        memory.unmap(address, 4 * page);
    }

    @Test
    void theSpaceHasItsNameWhereTheKernelNamesMemory() throws IOException {
        long address = memory.reserve(MIB, memory.pageSize(), "perch named");
        String line = lineOf(address);
        memory.unmap(address, MIB);
        assumeTrue(line.contains("[anon"), "this kernel does not name anonymous memory");
        assertThat(line).endsWith("[anon:perch named]");
    }

    private static String lineOf(long address) throws IOException {
        String start = Long.toHexString(address) + "-";
        return maps().stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    /** On every kernel, because they are of a file. */
    @Test
    void namedPagesAreNamedAndNamedAnewWhenTheyAreSealed() throws IOException {
        long page = memory.pageSize();
        long address = memory.reserveNamed(2 * page, "perch first");
        memory.commit(address, page);
        memory.view(address, (int) page).putLong(0, 42);
        assertThat(memory.view(address, (int) page).getLong(0)).isEqualTo(42);
        assertThat(lineOf(address)).contains(" rw-p ").contains("/memfd:perch first");
        memory.seal(address, page, "perch second");
        assertThat(lineOf(address)).contains(" ---p ").contains("/memfd:perch second");
        memory.unmap(address, 2 * page);
        assertThat(maps()).noneMatch(line -> line.contains("/memfd:perch"));
    }

    @Test
    void aRefusalCarriesTheErrno() {
        long page = memory.pageSize();
        OsMemoryException tooMuch =
                catchThrowableOfType(OsMemoryException.class, () -> memory.reserve(1L << 60, page, "perch test"));
        assertThat(tooMuch.errno()).isEqualTo(ENOMEM);
        assertThat(tooMuch).hasMessageContaining("mmap").hasMessageContaining("errno 12");
        assertThat(catchThrowableOfType(OsMemoryException.class, () -> memory.commit(1, page)).errno()).isEqualTo(EINVAL);
        assertThat(catchThrowableOfType(OsMemoryException.class, () -> memory.release(1, page)).errno()).isEqualTo(EINVAL);
        assertThat(catchThrowableOfType(OsMemoryException.class, () -> memory.unmap(1, page)).errno()).isEqualTo(EINVAL);
    }

    @Test
    void nonsenseIsRefusedBeforeTheSystemSeesIt() {
        long page = memory.pageSize();
        for (long[] request : new long[][] {{page, 0}, {page, page / 2}, {page, 3 * page}, {page, -page}, {0, page}, {-page, page},
            {page + 1, page}}) {
            assertThatThrownBy(() -> memory.reserve(request[0], request[1], "perch test"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
