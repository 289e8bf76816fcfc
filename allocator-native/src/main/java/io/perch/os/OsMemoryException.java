/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.os;

/** The operating system refused a memory operation. */
public final class OsMemoryException extends RuntimeException {
    /** The error number for want of memory, or of address space. */
    public static final int ENOMEM = 12;
    /** The error number for a request that the kernel does not know, or that makes no sense. */
    public static final int EINVAL = 22;

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param operation what was tried, as the system call's name and arguments
     * @param errno     the error number of the system, or 0 if there is none
     * @param text      the error's text
     */
    public OsMemoryException(String operation, int errno, String text) {
        super(operation + ": " + text + (errno == 0 ? "" : " (errno " + errno + ")"));
        this.errno = errno;
    }

    /** The error number of the system, or 0 if there is none. */
    public int errno() {
        return errno;
    }
}
