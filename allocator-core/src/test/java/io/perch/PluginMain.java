/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;

/**
 * Perch is shared; a thread of a plug-in makes the first allocator, which stays, with a block in use that the plug-in's code
 * allocated. Then the plug-in is unloaded.
 */
final class PluginMain {
    /** Whether the allocator is closed as well; it stays reachable. */
    static final String CLOSED = "perch.test.closed";

    private static final int MOST_COLLECTIONS = 100;
    private static final long PAUSE_MILLIS = 100;

    private PluginMain() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) throws Exception {
        PerchAllocator[] kept = new PerchAllocator[1];
        WeakReference<ClassLoader> plugin = run(kept);
        if (Boolean.getBoolean(CLOSED)) {
            kept[0].close();
        }
        for (int i = 0; i < MOST_COLLECTIONS && plugin.get() != null; i++) {
            System.gc();
            Thread.sleep(PAUSE_MILLIS);
        }
        System.out.println("the plug-in's class loader is " + (plugin.get() == null ? "garbage" : "held"));
        kept[0].close();
    }

    private static WeakReference<ClassLoader> run(PerchAllocator[] kept) throws Exception {
        ClassLoader loader = new PluginLoader();
        Supplier<?> plugin = (Supplier<?>) loader.loadClass(Plugin.class.getName()).getConstructor().newInstance();
        Thread thread = new Thread(() -> kept[0] = (PerchAllocator) plugin.get());
        thread.setContextClassLoader(loader);
        thread.start();
        thread.join();
        return new WeakReference<>(loader);
    }

    /** What the plug-in does; its loader has a class of its own of it. */
    public static final class Plugin implements Supplier<PerchAllocator> {
        @Override
        public PerchAllocator get() {
            PerchAllocator allocator = PerchAllocator.create();
            allocator.allocate(100);
            return allocator;
        }
    }

    private static final class PluginLoader extends ClassLoader {
        PluginLoader() {
            super(PluginMain.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Plugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
