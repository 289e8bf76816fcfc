/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/**
 * Loads all of Perch and its tests anew, this package and all libraries by the parent: so each of Perch's classes is initialized
 * once more.
 */
public class FreshLoader extends ClassLoader {
    private static final String OURS = "io.perch.";
    private static final String SHARED = FreshLoader.class.getPackageName() + ".";

    /** Over the class path of the tests. */
    public FreshLoader() {
        super(FreshLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS) || name.startsWith(SHARED)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        URL source = getResource(name.replace('.', '/') + ".class");
        if (source == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream in = source.openStream()) {
            byte[] code = rewritten(name, source, in.readAllBytes());
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The code of a class; here as it is. */
    byte[] rewritten(String name, URL source, byte[] code) {
        return code;
    }
}
