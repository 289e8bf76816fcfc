/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

/** The quota of a {@link BufferPool} does not allow one more buffer. Nothing is lost: what is closed can be acquired again. */
public final class PoolExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was asked for, what is in use, and what the quota is */
    public PoolExhaustedException(String message) {
        super(message);
    }
}
