/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the adapter from the agent's jar, below a Netty. All of these share one core and native library, which know nothing of
 * Netty and meet no other classes of the application.
 */
final class EmbeddedLoader extends URLClassLoader {
    private static final ClassLoader CORE = new URLClassLoader("perch-core", folders("core"), ClassLoader.getPlatformClassLoader());

    static {
        ClassLoader.registerAsParallelCapable();
    }

    EmbeddedLoader(ClassLoader nettys) {
        super("perch-netty", folders("netty"), nettys);
    }

    /** A folder in this jar, after its classes for the JDK that runs. */
    private static URL[] folders(String name) {
        String root = EmbeddedLoader.class.getResource("EmbeddedLoader.class").toString();
        String folder = root.substring(0, root.indexOf("io/perch/netty/agent/")) + "META-INF/perch/" + name + '/';
        List<URL> folders = new ArrayList<>();
        try {
            if (Runtime.version().feature() >= 22) {
                folders.add(new URL(folder + "META-INF/versions/22/"));
            }
            folders.add(new URL(folder));
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
        return folders.toArray(URL[]::new);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("io.perch.netty.")) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
        return name.startsWith("io.perch.") ? CORE.loadClass(name) : super.loadClass(name, resolve);
    }
}
