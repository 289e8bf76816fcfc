/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Loads all of Perch anew, rewritten so that each line that allocates tells {@link AllocationSites} before. Tests and what they
 * share are loaded as they are. Rewritten as well is what has a planted fault.
 */
public final class InstrumentedLoader extends FreshLoader {
    private static final String PLANTED = "io.perch.planted.";

    private final String planted;

    /** Over the class path of the tests. */
    public InstrumentedLoader() {
        this("");
    }

    /** With a fault: the method {@code planted}, such as {@code io.perch.arena.Arena.free}, allocates at its start as well. */
    public InstrumentedLoader(String planted) {
        this.planted = planted;
    }

    /** Makes scripts of the rewritten classes, by the constructor that takes such an argument. */
    public Supplier<Script> scripts(Class<? extends Script> script, Enum<?> argument) {
        try {
            Class<?> type = loadClass(argument.getDeclaringClass().getName());
            Constructor<?> constructor = loadClass(script.getName()).getDeclaredConstructor(type);
            constructor.setAccessible(true);
            Object there = type.getEnumConstants()[argument.ordinal()];
            return () -> {
                try {
                    return (Script) constructor.newInstance(there);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Loads classes that nothing has asked for, so that their sites are known. */
    public void loadAll(Path folder, Predicate<String> wanted) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = folder.relativize(file).toString().replace(".class", "").replace('/', '.');
                if (wanted.test(name)) {
                    loadClass(name);
                }
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    byte[] rewritten(String name, URL source, byte[] code) {
        return isTest(source) && !name.startsWith(PLANTED) ? code : rewrite(code);
    }

    private static boolean isTest(URL source) {
        return source.getPath().contains("/test-classes/") || source.getPath().contains("-tests.jar!");
    }

    private byte[] rewrite(byte[] code) {
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new SiteWriter(writer, planted), 0);
        return writer.toByteArray();
    }
}
