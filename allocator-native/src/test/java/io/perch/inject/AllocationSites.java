/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lines of rewritten classes that may find the heap full, by number, and who is told when one is passed. {@link
 * InstrumentedLoader} writes the calls.
 */
public final class AllocationSites {
    private static final List<String> NAMES = new ArrayList<>();
    /** Classes whose initialization may find the heap full: it would make them unusable for ever. */
    private static final Set<String> ALLOCATING = ConcurrentHashMap.newKeySet();
    private static final Set<String> INITIALIZED = ConcurrentHashMap.newKeySet();
    /** How many initializations the thread is in. */
    private static final ThreadLocal<int[]> INITIALIZING = ThreadLocal.withInitial(() -> new int[1]);

    private static volatile Faults faults;

    private AllocationSites() {
    }

    static synchronized int add(String name) {
        NAMES.add(name);
        return NAMES.size() - 1;
    }

    static void allocatesAtStart(String className) {
        ALLOCATING.add(className);
    }

    static void listen(Faults listener) {
        faults = listener;
    }

    /** Called by rewritten classes where they allocate. */
    public static void pass(int site) {
        Faults now = faults;
        if (now != null && INITIALIZING.get()[0] == 0) {
            now.pass(site);
        }
    }

    /** Called by rewritten classes at the start of their initialization. */
    public static void beginInitialization(String className) {
        INITIALIZING.get()[0]++;
        if (ALLOCATING.contains(className)) {
            INITIALIZED.add(className);
        }
    }

    /** Called by rewritten classes at the end of their initialization. */
    public static void endInitialization() {
        INITIALIZING.get()[0]--;
    }

    /** Forgets which classes were initialized so far. */
    public static void forgetInitializations() {
        INITIALIZED.clear();
    }

    /** The classes whose initialization allocated since they were forgotten. */
    public static Set<String> initializations() {
        return Set.copyOf(INITIALIZED);
    }

    /** Where a site is. */
    static synchronized String name(int site) {
        return NAMES.get(site);
    }

    static synchronized List<String> names() {
        return List.copyOf(NAMES);
    }

    /** How many there are in the classes loaded so far. */
    public static synchronized int count() {
        return NAMES.size();
    }
}
