/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.span;

import io.perch.arena.AddressSpace;

/**
 * Where a page stands in arrays that grow with the pages in use. Page numbers of several partitions lie far apart; here they
 * alternate, so that an array is no longer than the fullest partition requires.
 */
final class PageOrder {
    private final boolean one;
    private final int partitionShift;
    private final int mask;
    private final int pageShift;

    PageOrder(AddressSpace space) {
        int partitions = space.capacity() / space.partPages();
        one = partitions == 1;
        partitionShift = one ? Integer.SIZE - 1 : Integer.numberOfTrailingZeros(space.partPages());
        mask = space.partPages() - 1;
        pageShift = Integer.SIZE - Integer.numberOfLeadingZeros(partitions - 1);
    }

    /** The index of a page; anything for a negative page. */
    int indexOf(int page) {
        return one ? page : (page & mask) << pageShift | page >>> partitionShift;
    }

    /** The length of an array that has {@code index}: the next power of two, or all that an array can have. */
    static int lengthFor(int index) {
        int length = Integer.highestOneBit(index) << 1;
        return length > 0 ? length : Integer.MAX_VALUE - 8;
    }
}
