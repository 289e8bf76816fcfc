/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * An application with Perch in its own class loader is deployed again and again, and each time its last block is freed after the
 * close. Prints what is left, compared with what was there after the first tenth.
 */
final class RedeployMain {
    /** How often. */
    static final String TIMES = "perch.test.times";
    /** Whether JNA is in the parent's class loader, and not in the application's. */
    static final String SHARED_JNA = "perch.test.sharedJna";

    private static final Predicate<String> IS_JNA = name -> name.startsWith("jna-");
    private static final int BLOCKS = 500;
    private static final int SIZE = 100;
    private static final int MOST_COLLECTIONS = 40;
    private static final long PAUSE_MILLIS = 250;

    private RedeployMain() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) throws Exception {
        int times = Integer.getInteger(TIMES);
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        ClassLoader parent = Boolean.getBoolean(SHARED_JNA) ? new URLClassLoader(classPath(IS_JNA), platform) : platform;
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        TreeSet<String> modes = new TreeSet<>();
        for (int i = 0; i < times / 10; i++) {
            loaders.add(deploy(parent, modes));
        }
        collect(loaders);
        Left before = Left.now();
        for (int i = times / 10; i < times; i++) {
            loaders.add(deploy(parent, modes));
        }
        collect(loaders);
        System.out.println("modes: " + modes);
        System.out.println("class loaders left: " + loaders.stream().filter(loader -> loader.get() != null).count());
        Left.now().print(before);
    }

    private static WeakReference<ClassLoader> deploy(ClassLoader parent, Set<String> modes) throws Exception {
        Predicate<String> wanted = parent instanceof URLClassLoader ? IS_JNA.negate() : name -> true;
        try (URLClassLoader loader = new URLClassLoader(classPath(wanted), parent)) {
            Class<?> type = loader.loadClass("io.perch.PerchAllocator");
            AutoCloseable allocator = (AutoCloseable) type.getMethod("create").invoke(null);
            long last = 0;
            for (int i = 0; i < BLOCKS; i++) {
                if (last != 0) {
                    type.getMethod("free", long.class).invoke(allocator, last);
                }
                last = (long) type.getMethod("allocate", long.class).invoke(allocator, (long) SIZE);
            }
            modes.add(type.getMethod("mode").invoke(allocator).toString().toLowerCase(Locale.ROOT));
            allocator.close();
            type.getMethod("free", long.class).invoke(allocator, last);
            return new WeakReference<>(loader);
        }
    }

    private static URL[] classPath(Predicate<String> wanted) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (wanted.test(Path.of(entry).getFileName().toString())) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static void collect(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        for (int i = 0; i < MOST_COLLECTIONS && (i < 4 || loaders.stream().anyMatch(loader -> loader.get() != null)); i++) {
            System.gc();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** What a process can run out of. */
    private record Left(List<String> threads, List<String> ours, long descriptors, long kibibytes) {
        static Left now() throws IOException {
            List<String> threads = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                    .filter(name -> name.contains("perch") || name.contains("JNA")).sorted().toList();
            List<String> maps = Files.readAllLines(Path.of("/proc/self/maps"));
            long kibibytes = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmSize"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
            try (var files = Files.list(Path.of("/proc/self/fd"))) {
                return new Left(threads, maps.stream().filter(line -> line.contains("perch")).toList(), files.count(), kibibytes);
            }
        }

        void print(Left before) {
            System.out.println("threads left: " + threads);
            System.out.println("mappings grown by: " + (ours.size() - before.ours.size()));
            System.out.println("descriptors grown by: " + (descriptors - before.descriptors));
            System.out.println("address space grown by KiB: " + (kibibytes - before.kibibytes));
            ours.forEach(line -> System.out.println("  " + line));
        }
    }
}
