/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.UnaryOperator;

/**
 * The adapter {@code perch-netty} for a Netty: the application's own, if Netty's class loader sees one, and otherwise the one in
 * this jar, with a class loader of its own below Netty's.
 */
final class Adapter {
    private static final String CLASS = "io.perch.netty.DefaultAllocator";
    private static final Map<ClassLoader, WeakReference<ClassLoader>> EMBEDDED = new WeakHashMap<>();

    private Adapter() {
    }

    /** Calls a method of {@code DefaultAllocator}; what goes wrong is told, and leaves the choice as it was. */
    static Object call(String method, Object choice, Class<?> caller) {
        try {
            Class<?> adapter = adapter(caller);
            Class<?> allocator = Class.forName("io.netty.buffer.ByteBufAllocator", false, adapter.getClassLoader());
            return adapter.getMethod(method, allocator, Class.class).invoke(null, choice, caller);
        } catch (InvocationTargetException failed) {
            return kept(choice, caller, failed.getCause());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException failed) {
            return kept(choice, caller, failed);
        }
    }

    private static Object kept(Object choice, Class<?> caller, Throwable why) {
        PerchAgent.say(caller.getName() + " keeps " + choice + ", because Perch cannot be used there (" + why + ')');
        return choice;
    }

    /** What a class of Vert.x applies to what it receives: nothing, where Perch cannot be used. */
    @SuppressWarnings("unchecked")
    static UnaryOperator<Object> receiver(Class<?> caller) {
        try {
            return (UnaryOperator<Object>) adapter(caller).getMethod("receiver").invoke(null);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException failed) {
            PerchAgent.say(caller.getName() + " cannot use Perch (" + failed + ')');
            return UnaryOperator.identity();
        }
    }

    private static Class<?> adapter(Class<?> caller) throws ClassNotFoundException {
        try {
            return Class.forName(CLASS, true, caller.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notTheApplications) {
            // Vert.x may be below Netty.
            ClassLoader nettys = Class.forName("io.netty.buffer.ByteBuf", false, caller.getClassLoader()).getClassLoader();
            return Class.forName(CLASS, true, embedded(nettys));
        }
    }

    private static synchronized ClassLoader embedded(ClassLoader nettys) {
        WeakReference<ClassLoader> known = EMBEDDED.get(nettys);
        ClassLoader loader = known == null ? null : known.get();
        if (loader == null) {
            loader = new EmbeddedLoader(nettys);
            EMBEDDED.put(nettys, new WeakReference<>(loader));
        }
        return loader;
    }
}
