/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;

/** Perch is shared; a thread of a plug-in makes the first allocator, which stays, and the plug-in is unloaded. */
final class PluginMain {
    private static final int MOST_COLLECTIONS = 100;
    private static final long PAUSE_MILLIS = 100;

    private PluginMain() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) throws Exception {
        PerchAllocator[] kept = new PerchAllocator[1];
        WeakReference<ClassLoader> plugin = run(() -> kept[0] = PerchAllocator.create());
        for (int i = 0; i < MOST_COLLECTIONS && plugin.get() != null; i++) {
            System.gc();
            Thread.sleep(PAUSE_MILLIS);
        }
        System.out.println("the plug-in's class loader is " + (plugin.get() == null ? "garbage" : "held"));
        kept[0].close();
    }

    private static WeakReference<ClassLoader> run(Runnable work) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[0], PluginMain.class.getClassLoader())) {
            Thread thread = new Thread(work);
            thread.setContextClassLoader(loader);
            thread.start();
            thread.join();
            return new WeakReference<>(loader);
        }
    }
}
