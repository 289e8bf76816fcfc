/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;

/**
 * First uses of classes where the stack ends or the heap is full: they may fail, but later ones, with enough of it, have to work.
 * Each is the first of a class loader of its own.
 */
public final class FirstUses {
    private final Class<? extends Runnable> use;
    private final String what;

    /**
     * @param use  a class with a constructor that takes {@code what}; one that is {@link AutoCloseable} is closed in the end
     * @param what one of the uses that it can make
     */
    public FirstUses(Class<? extends Runnable> use, String what) {
        this.use = use;
        this.what = what;
    }

    private Runnable in(ClassLoader loader) {
        try {
            Constructor<?> constructor = loader.loadClass(use.getName()).getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return (Runnable) constructor.newInstance(what);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void useAgain(Runnable use) {
        use.run();
        if (use instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** With fewer and more stack frames left. */
    public void atEachDepth() {
        Runnable[] next = {in(new FreshLoader())};
        StackDepths.thrice().each(() -> next[0].run(), () -> {
            useAgain(next[0]);
            next[0] = in(new FreshLoader());
        });
    }

    /** With a heap that is full when the first use allocates: that has to be in {@code gate}, before it initializes classes. */
    public void whereTheHeapIsFull(Class<?> gate) {
        Runnable first = in(new InstrumentedLoader());
        AllocationSites.forgetInitializations();
        Faults full = Faults.at(1, Faults.Length.ONE_CALL, false);
        full.begin();
        try {
            assertThatThrownBy(first::run).isInstanceOf(OutOfMemoryError.class);
        } finally {
            Faults.end();
        }
        assertThat(full.thrown()).singleElement().asString().contains(gate.getName());
        assertThat(AllocationSites.initializations()).isEmpty();
        useAgain(first);
    }

    /** With more and more heap left, in steps, up to {@code most} bytes; returns how many were refused and how many passed. */
    public LittleHeap withLittleHeap(int most, int step) {
        // What is the JDK's may not be given up either, so it has to be used before.
        useAgain(in(new FreshLoader()));
        LittleHeap heap = new LittleHeap();
        for (int left = 0; left <= most; left += step) {
            Runnable next = in(new FreshLoader());
            heap.call(left, next);
            try {
                useAgain(next);
            } catch (Throwable e) {
                throw new AssertionError(what + ", first used with " + left + " bytes of heap left", e);
            }
        }
        return heap;
    }
}
