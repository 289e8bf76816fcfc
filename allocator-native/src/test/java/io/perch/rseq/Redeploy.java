/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.ProcessMemory;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/**
 * An application with Perch in its own class loader is deployed again and again. Prints what is left, compared with what was there
 * after the first fifth.
 */
public final class Redeploy {
    /** How often. */
    public static final String TIMES = "perch.test.times";
    /** The application: a class with a public constructor that is a {@link Callable} and says in which mode it ran. */
    public static final String APPLICATION = "perch.test.application";
    /** Whether JNA is in the parent's class loader, and not in the application's. */
    public static final String SHARED_JNA = "perch.test.sharedJna";

    private static final Predicate<String> IS_JNA = name -> name.startsWith("jna-");
    private static final int PARTS = 5;
    private static final int MOST_COLLECTIONS = 240;
    private static final long PAUSE_MILLIS = 250;

    private Redeploy() {
    }

    /** A JVM that does it. */
    public static ChildJvm child(Class<? extends Callable<String>> application, int times) {
        // The heap comes and goes with the collector, and counts as resident memory. Classes that live for a second need no C2.
        return new ChildJvm().option("-Xmx64m").option("-XX:TieredStopAtLevel=1").option("-XX:MaxDirectMemorySize=300m")
                .option("-D" + TIMES + "=" + times).option("-D" + APPLICATION + "=" + application.getName());
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) throws Exception {
        int times = Integer.getInteger(TIMES);
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        ClassLoader parent = Boolean.getBoolean(SHARED_JNA) ? new URLClassLoader(classPath(IS_JNA), platform) : platform;
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        TreeSet<String> modes = new TreeSet<>();
        for (int i = 0; i < times / PARTS; i++) {
            loaders.add(deploy(parent, modes));
        }
        collect(loaders);
        Left before = Left.now();
        for (int i = times / PARTS; i < times; i++) {
            loaders.add(deploy(parent, modes));
        }
        collect(loaders);
        System.out.println("modes: " + modes);
        System.out.println("class loaders left: " + loaders.stream().filter(loader -> loader.get() != null).count());
        Left.now().print(before);
    }

    /** In a thread of its own, whose thread-locals go with it. */
    private static WeakReference<ClassLoader> deploy(ClassLoader parent, Set<String> modes) throws Exception {
        Predicate<String> wanted = parent instanceof URLClassLoader ? IS_JNA.negate() : name -> true;
        try (URLClassLoader loader = new URLClassLoader(classPath(wanted), parent)) {
            FutureTask<?> task = new FutureTask<>((Callable<?>) loader.loadClass(System.getProperty(APPLICATION))
                    .getConstructor().newInstance());
            Thread thread = new Thread(task, "application");
            thread.setContextClassLoader(loader);
            thread.start();
            modes.add(task.get() + systemCalls(loader));
            thread.join();
            return new WeakReference<>(loader);
        }
    }

    /** By whom they are made, if not by the library. */
    private static String systemCalls(ClassLoader loader) throws Exception {
        Class<?> type = loader.loadClass("io.perch.rseq.NativePlatform");
        Object capabilities = type.getMethod("capabilities").invoke(type.getMethod("get").invoke(null));
        Class<?> capability = loader.loadClass("io.perch.rseq.capability.Capability");
        Object wanted = capability.getField("SYSTEM_CALLS").get(null);
        Object remark = capabilities.getClass().getMethod("reason", capability).invoke(capabilities, wanted);
        return remark.equals("") ? "" : ", system calls " + remark;
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
    private record Left(List<String> threads, List<String> ours, long descriptors, long space, long resident) {
        static Left now() throws IOException {
            List<String> threads = Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                    .filter(name -> name.contains("perch") || name.contains("JNA")).sorted().toList();
            List<String> maps = Files.readAllLines(Path.of("/proc/self/maps"));
            try (var files = Files.list(Path.of("/proc/self/fd"))) {
                return new Left(threads, maps.stream().filter(line -> line.contains("perch")).toList(), files.count(),
                        ProcessMemory.reservedBytes() >> 20, ProcessMemory.residentBytes() >> 20);
            }
        }

        void print(Left before) {
            System.out.println("threads left: " + threads);
            System.out.println("mappings grown by: " + (ours.size() - before.ours.size()));
            System.out.println("descriptors grown by: " + (descriptors - before.descriptors));
            System.out.println("address space grown by MiB: " + (space - before.space));
            System.out.println("resident memory grown by MiB: " + (resident - before.resident));
            ours.forEach(line -> System.out.println("  " + line));
        }
    }
}
