/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.lang.reflect.Constructor;

/**
 * First uses of classes where the stack ends: they may fail, but later ones, with enough of it, have to work. Each is
 * the first of a class loader of its own.
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
}
