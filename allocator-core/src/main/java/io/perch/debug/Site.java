/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.slab.FrontEnd;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and by which thread something was done to a block. It is never thrown. */
final class Site extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Set<String> OWN = Stream.of(Site.class, BlockTable.class, CheckedBlock.class, CheckedBlocks.class,
            CheckedSlabs.class, Checks.class, GuardedBlocks.class, GuardedPages.class, Ledger.class, FrontEnd.class)
            .map(Class::getName).collect(Collectors.toSet());

    /** The packages above this one are not known here. */
    private static final Set<String> ABOVE = Set.of("io.perch.PerchAllocator", "io.perch.BlockAccess");

    private static final Site NO_ROOM = new Site();

    /** Of the call that frees a block, if the heap has room for it. */
    static Site ofFree() {
        try {
            return new Site("freed");
        } catch (OutOfMemoryError full) {
            return NO_ROOM;
        }
    }

    /** Without a stack: it lives as long as this class, and would hold the classes of whoever made the first allocator. */
    private Site() {
        super("freed while the heap was full", null, false, false);
    }

    Site(String what) {
        super(what + " by thread '" + Thread.currentThread().getName() + "'");
    }

    /** The first frame outside of the allocator, such as {@code Service.handle:12}. */
    String caller() {
        for (StackTraceElement frame : getStackTrace()) {
            String name = frame.getClassName();
            if (!ABOVE.contains(name) && !OWN.contains(name.replaceFirst("\\$.*", ""))) {
                return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName() + ":" + frame.getLineNumber();
            }
        }
        return "unknown";
    }
}
