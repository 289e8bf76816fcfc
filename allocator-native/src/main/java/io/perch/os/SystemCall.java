/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

/** The numbers of the system calls that Perch makes: the first is x86-64's, the second aarch64's. */
final class SystemCall {
    static final long CLOSE = number(3, 57);
    static final long MMAP = number(9, 222);
    static final long MPROTECT = number(10, 226);
    static final long MUNMAP = number(11, 215);
    static final long MREMAP = number(25, 216);
    static final long MINCORE = number(27, 232);
    static final long MADVISE = number(28, 233);
    static final long FTRUNCATE = number(77, 46);
    static final long MLOCK = number(149, 228);
    static final long MUNLOCK = number(150, 229);
    static final long PRCTL = number(157, 167);
    static final long SCHED_SETAFFINITY = number(203, 122);
    static final long SCHED_GETAFFINITY = number(204, 123);
    static final long MBIND = number(237, 235);
    static final long MOVE_PAGES = number(279, 239);
    static final long OPENAT = number(257, 56);
    static final long MEMFD_CREATE = number(319, 279);

    private SystemCall() {
    }

    private static long number(int x86, int arm) {
        return Host.arch().equals("x86_64") ? x86 : arm;
    }
}
