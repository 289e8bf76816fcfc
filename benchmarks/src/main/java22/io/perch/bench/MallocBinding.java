/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two functions of a C allocator, looked up in that library alone and proved to lie in its file.
 *
 * @param malloc {@code (long)long}
 * @param free   {@code (long)void}
 */
@SuppressWarnings("restricted")
record MallocBinding(MethodHandle malloc, MethodHandle free) {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int RTLD_NOW = 2;
    private static final ValueLayout C_STRING = ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Integer.MAX_VALUE, JAVA_BYTE));
    /** {@code Dl_info}: file name, base, symbol name, symbol address. */
    private static final MemoryLayout DL_INFO = MemoryLayout.sequenceLayout(4, ADDRESS);

    /** Binds a library that is installed. */
    static MallocBinding open(MallocLibrary library) {
        Path file = library.find(Path.of("/")).orElseThrow(() -> new CannotBind("not installed"));
        SymbolLookup symbols = load(file);
        for (int i = 0; i < library.mallocSymbols().size(); i++) {
            MemorySegment malloc = symbols.find(library.mallocSymbols().get(i)).orElse(null);
            MemorySegment free = symbols.find(library.freeSymbols().get(i)).orElse(null);
            if (malloc != null && free != null && isIn(file, malloc) && isIn(file, free)) {
                return new MallocBinding(
                        LINKER.downcallHandle(malloc, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG), Linker.Option.critical(false)),
                        LINKER.downcallHandle(free, FunctionDescriptor.ofVoid(JAVA_LONG), Linker.Option.critical(false)));
            }
        }
        throw new CannotBind(file + " has none of " + library.mallocSymbols());
    }

    /** Fails unless {@code malloc} gives memory that can be written over its whole length and that {@code free} takes back. */
    void prove() {
        try {
            for (long size : new long[] {64, 256, 65536}) {
                long first = (long) malloc.invokeExact(size);
                long second = (long) malloc.invokeExact(size);
                MemorySegment.ofAddress(first).reinterpret(size).fill((byte) 1);
                MemorySegment.ofAddress(second).reinterpret(size).fill((byte) 2);
                if (MemorySegment.ofAddress(first).reinterpret(size).toArray(JAVA_BYTE)[(int) size - 1] != 1) {
                    throw new AssertionError("two blocks of " + size + " bytes overlap");
                }
                free.invokeExact(first);
                free.invokeExact(second);
            }
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static SymbolLookup load(Path file) {
        try {
            return SymbolLookup.libraryLookup(file, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new CannotBind(StaticTls.explain(whyNotLoaded(file)));
        }
    }

    /** The JDK swallows the loader's message, so the loader is asked once more. */
    private static String whyNotLoaded(Path file) {
        SymbolLookup libc = LINKER.defaultLookup();
        MethodHandle dlopen = LINKER.downcallHandle(libc.find("dlopen").orElseThrow(),
                FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        MethodHandle dlerror = LINKER.downcallHandle(libc.find("dlerror").orElseThrow(), FunctionDescriptor.of(C_STRING));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = (MemorySegment) dlopen.invokeExact(arena.allocateFrom(file.toString()), RTLD_NOW);
            MemorySegment message = (MemorySegment) dlerror.invokeExact();
            return handle.address() == 0 && message.address() != 0 ? message.getString(0) : file + " was not loaded";
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** {@code dlsym} also searches what the library depends on, so a name alone does not prove whose function it is. */
    private static boolean isIn(Path file, MemorySegment function) {
        MethodHandle dladdr = LINKER.downcallHandle(LINKER.defaultLookup().find("dladdr").orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(DL_INFO);
            int found = (int) dladdr.invokeExact(function, info);
            MemorySegment name = (MemorySegment) C_STRING.varHandle().get(info, 0L);
            return found != 0 && Files.isSameFile(Path.of(name.getString(0)), file);
        } catch (IOException e) {
            return false;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Says in its message why a library cannot be bound. */
    static final class CannotBind extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotBind(String message) {
            super(message);
        }
    }
}
