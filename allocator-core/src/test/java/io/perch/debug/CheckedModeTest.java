/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.perch.BlockAccess;
import io.perch.PerchAllocator;
import io.perch.PerchConfig;
import io.perch.options.CheckOptions;
import io.perch.options.Maintenance;
import io.perch.options.Mode;
import io.perch.span.Span;
import io.perch.stats.NodeStats;
import io.perch.stats.PerchStats;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of bug is planted, and has to be named. */
class CheckedModeTest {
    private static final long LIMIT = 16 << 20;

    private final PerchAllocator allocator = allocator(1 << 20);

    private static PerchAllocator allocator(long quarantine) {
        return PerchAllocator.create(PerchConfig.builder().mode(Mode.AUTO).hardLimit(LIMIT).maintenance(Maintenance.CALLER)
                .checked(true)
                .quarantineBytes(quarantine).guardEvery(0).build());
    }

    @AfterEach
    void close() {
        allocator.close();
    }

    private void write(long address, int value) {
        Span span = BlockAccess.of(allocator).spanOf(address);
        span.memory().put(span.offsetOf(address), (byte) value);
    }

    private int read(long address) {
        Span span = BlockAccess.of(allocator).spanOf(address);
        return Byte.toUnsignedInt(span.memory().get(span.offsetOf(address)));
    }

    private static List<String> stackOf(Throwable site) {
        return Arrays.stream(site.getStackTrace()).map(StackTraceElement::getMethodName).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 128, 5000, 300_000})
    void everythingInsideOfABlockIsTheUsers(long size) {
        long block = allocator.allocate(size);
        assertThat(block % 64).isZero();
        assertThat(allocator.usableSize(block)).isEqualTo(size);
        for (long i = 0; i < size; i++) {
            write(block + i, 7);
        }
        allocator.free(block);
        allocator.checks().flush();
        assertThat(allocator.checks().violations()).isEmpty();
        assertThat(allocator.stats().inUse()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 300_000})
    void whatIsHeldBackIsNotInUse(long size) {
        long block = allocator.allocate(size);
        long used = allocator.stats().inUse();
        assertThat(used).isGreaterThanOrEqualTo(size);
        assertThat(allocator.stats().quarantine()).isZero();
        allocator.free(block);
        PerchStats freed = allocator.stats();
        assertThat(freed.inUse()).isZero();
        assertThat(freed.quarantine()).isEqualTo(used).isEqualTo(freed.nodes().stream().mapToLong(NodeStats::quarantine).sum());
        assertThat(freed.inUse() + freed.cached() + freed.spanTails() + freed.freePages() + freed.metadata())
                .isEqualTo(freed.committed());
        allocator.checks().flush();
        assertThat(allocator.stats().quarantine()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100, 128, 300_000})
    void anOverrunIsNamedWithBothStacks(long size) {
        long block = allocator.allocate(size);
        write(block + size, 0);
        assertThatThrownBy(() -> allocator.free(block)).isInstanceOf(BlockViolation.class)
                .hasMessageContaining("of " + size + " bytes was written to behind its end, at offset " + size)
                .satisfies(violation -> assertThat(violation.getSuppressed()).hasSize(2)
                        .allSatisfy(site -> assertThat(stackOf(site)).contains("anOverrunIsNamedWithBothStacks")));
    }

    @Test
    void anUnderrunIsNamed() {
        long block = allocator.allocate(100);
        write(block - 1, 0);
        assertThatThrownBy(() -> allocator.free(block)).isInstanceOf(BlockViolation.class)
                .hasMessageContaining("before its start, at offset -1");
    }

    @Test
    void freedMemoryIsPoisonedAndAWriteToItIsNamed() {
        long block = allocator.allocate(100);
        allocator.free(block);
        assertThat(read(block + 50)).isEqualTo(0xDE);

        write(block + 8, 1);
        allocator.checks().flush();

        assertThat(allocator.checks().violations()).singleElement().satisfies(violation -> assertThat(violation)
                .hasMessageContaining("after it was freed, at offset 8")
                .satisfies(any -> assertThat(any.getSuppressed()).hasSize(2)));
    }

    @Test
    void aSecondFreeIsNamedWithBothStacks() {
        long block = allocator.allocate(100);
        allocator.free(block);
        assertThatThrownBy(() -> allocator.free(block)).isInstanceOf(BlockViolation.class).hasMessageContaining("is freed twice")
                .satisfies(violation -> assertThat(violation.getSuppressed()).extracting(Throwable::getMessage)
                        .allMatch(message -> message.contains("by thread")).hasSize(2));
        assertThatThrownBy(() -> allocator.free(block, 100)).isInstanceOf(BlockViolation.class);
    }

    @Test
    void aSecondFreeIsNamedAfterTheQuarantineToo() {
        long block = allocator.allocate(100);
        allocator.free(block);
        allocator.trim();
        assertThat(allocator.stats().inUse()).isZero();
        assertThatThrownBy(() -> allocator.free(block)).hasMessageContaining("is freed twice");
    }

    @Test
    void aForeignAddressIsRefused() {
        long block = allocator.allocate(100);
        assertThatThrownBy(() -> allocator.free(block + 64)).isInstanceOf(BlockViolation.class)
                .hasMessageContaining("was never given out");
        assertThatThrownBy(() -> allocator.free(4096)).isInstanceOf(BlockViolation.class);
        assertThatThrownBy(() -> allocator.usableSize(block + 64)).isInstanceOf(IllegalArgumentException.class);
        allocator.free(block);
    }

    @Test
    void aBlockIsNotHandedOutAgainWhileItIsHeldBack() {
        long first = allocator.allocate(100);
        allocator.free(first);
        for (int i = 0; i < 100; i++) {
            assertThat(allocator.allocate(100)).isNotEqualTo(first);
        }
    }

    @Test
    void theQuarantineGivesWayWhenMemoryIsShort() {
        try (PerchAllocator small = allocator(LIMIT)) {
            for (int i = 0; i < 100; i++) {
                small.free(small.allocate(1 << 20));
            }
            assertThat(small.checks().violations()).isEmpty();
        }
    }

    @Test
    void blocksOfAdaptersAreWatchedToo() {
        int sizeClass = 3;
        BlockAccess access = BlockAccess.of(allocator);
        long block = access.allocate(sizeClass);
        access.free(sizeClass, block);
        assertThatThrownBy(() -> access.free(sizeClass, block)).hasMessageContaining("is freed twice");
        write(block, 1);
        allocator.checks().flush();
        assertThat(allocator.checks().violations()).extracting(Throwable::getMessage)
                .anyMatch(message -> message.contains("after it was freed, at offset 0"));
    }

    @Test
    void blocksInUseAreToldByTheirSites() {
        allocator.allocate(100);
        allocator.allocate(28);
        assertThat(allocator.checks().inUseBySite()).hasSize(2)
                .allMatch(line -> line.contains("1 blocks") && line.contains("CheckedModeTest.blocksInUseAreToldByTheirSites"));
    }

    @Test
    void alignmentIsKept() {
        for (int alignment = 1; alignment <= 1 << 16; alignment <<= 1) {
            long block = allocator.allocate(100, alignment);
            assertThat(block % alignment).isZero();
            allocator.free(block);
        }
    }

    @Test
    void aFreeAfterCloseIsHeldBackNoLonger() {
        long block = allocator.allocate(100);
        allocator.close();
        allocator.free(block);
        assertThat(allocator.stats().reserved()).isZero();
        assertThatThrownBy(() -> allocator.free(block)).hasMessageContaining("is freed twice");
    }

    @Test
    void uncheckedAllocatorsHaveNothingOfIt() {
        try (PerchAllocator unchecked = PerchAllocator.create(PerchConfig.builder().checked(false)
                .maintenance(Maintenance.CALLER).build())) {
            assertThat(unchecked.checks()).isNull();
        }
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new CheckOptions(true, -1, 0)).hasMessageContaining("perch.checked.quarantine: -1");
        assertThatThrownBy(() -> new CheckOptions(true, 0, -1)).hasMessageContaining("perch.checked.guard: -1");
        assertThatCode(() -> new CheckOptions(true, 0, 0)).doesNotThrowAnyException();
    }
}
