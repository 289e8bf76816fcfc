/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

/**
 * The allocator's limit, or the operating system, allows no more memory. Nothing is lost: the allocator goes on working, and
 * memory that is freed can be allocated again.
 */
public final class PerchOutOfMemoryError extends OutOfMemoryError {
    private static final long serialVersionUID = 1L;

    /** @param message what was asked for, what is committed, and what the limit is */
    public PerchOutOfMemoryError(String message) {
        super(message);
    }
}
