/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads, processes and class loaders that come and go while blocks are allocated and freed. */
class LifetimesIT {
    private static final long LIMIT = 512 << 20;
    private static final int VIRTUAL_THREADS = 10_000;
    private static final int SHORT_THREADS = 1_000;
    private static final int PROCESSES = 30;
    private static final int NATIVE_THREADS = 16;

    private final PerchAllocator perch = PerchAllocator.create(PerchConfig.builder().hardLimit(LIMIT).softLimit(LIMIT).build());

    @AfterEach
    void nothingIsLost() {
        assertThat(perch.stats().inUse()).isZero();
        assertThat(perch.stats().doubleFrees()).isZero();
        perch.close();
        assertThat(perch.stats().reserved()).isZero();
    }

    /** Allocates, lets others run, frees: a virtual thread may go on on another CPU. */
    private void useSomeBlocks() {
        long[] blocks = new long[20];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = perch.allocate(64 << i % 6);
            if (i % 5 == 0) {
                Thread.yield();
            }
        }
        for (long block : blocks) {
            perch.free(block);
        }
    }

    @Test
    void virtualThreads() throws Exception {
        Method maker;
        try {
            maker = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        } catch (NoSuchMethodException e) {
            assumeTrue(false, "this JDK has no virtual threads");
            return;
        }
        ExecutorService threads = (ExecutorService) maker.invoke(null);
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < VIRTUAL_THREADS; i++) {
            running.add(threads.submit(this::useSomeBlocks));
        }
        for (Future<?> thread : running) {
            thread.get();
        }
        threads.shutdown();
        assertThat(perch.stats().caches()).as("caches number the CPUs, not the threads")
                .isLessThanOrEqualTo(8 * Runtime.getRuntime().availableProcessors());
    }

    @Test
    void threadsThatEndAtOnce() throws InterruptedException {
        for (int i = 0; i < SHORT_THREADS; i += 10) {
            List<Thread> some = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                Thread thread = new Thread(this::useSomeBlocks);
                thread.start();
                some.add(thread);
            }
            for (Thread thread : some) {
                thread.join();
            }
        }
    }

    @Test
    void nativeThreadsThatComeAndGo(@TempDir Path directory) throws Exception {
        assumeTrue(Files.exists(Path.of(System.getProperty("java.home"), "include", "jni.h")), "this JDK has no jni.h");
        AttachedThreads.load(directory);
        for (int i = 0; i < 5; i++) {
            assertThat(AttachedThreads.run(NATIVE_THREADS, 10, this::useSomeBlocks)).isEqualTo(NATIVE_THREADS);
        }
    }

    /**
     * The JVM starts processes by vfork or posix_spawn: for a moment the child runs on the memory and the rseq area of a thread
     * of ours.
     */
    @Test
    void processesThatStartMeanwhile() throws Exception {
        AtomicInteger started = new AtomicInteger();
        long operations = new Conservation(perch, 3).run(4, 3000, () -> {
            if (started.get() < PROCESSES) {
                started.incrementAndGet();
                try {
                    assertThat(new ProcessBuilder("true").start().waitFor()).isZero();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        assertThat(operations).isPositive();
        assertThat(started.get()).isEqualTo(PROCESSES);
    }

    /**
     * As an application server deploys an application, and deploys it again: each has a Perch of its own, and its own library.
     */
    @Test
    void twoClassLoadersOneAfterTheOther() throws Exception {
        String first = useInOwnLoader();
        System.gc();
        String second = useInOwnLoader();
        assertThat(second).isEqualTo(first).isEqualTo(perch.mode().toString());
    }

    private static String useInOwnLoader() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            try {
                classPath.add(new File(entry).toURI().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }
        try (URLClassLoader loader = new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(PerchAllocator.class.getName());
            assertThat(type).isNotSameAs(PerchAllocator.class);
            try (AutoCloseable allocator = (AutoCloseable) type.getMethod("create").invoke(null)) {
                for (int i = 0; i < 10_000; i++) {
                    long block = (long) type.getMethod("allocate", long.class).invoke(allocator, 100L);
                    type.getMethod("free", long.class).invoke(allocator, block);
                }
                return type.getMethod("mode").invoke(allocator).toString();
            }
        }
    }
}
