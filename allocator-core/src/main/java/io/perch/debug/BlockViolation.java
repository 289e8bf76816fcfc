/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

/**
 * A block was used wrongly. The message names the block and what was done; the suppressed exceptions are the stacks of its
 * allocation and of its release, as far as they are known.
 */
public final class BlockViolation extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BlockViolation(String message, CheckedBlock block) {
        super(message);
        if (block != null) {
            addSuppressed(block.allocated());
            if (block.freed() != null) {
                addSuppressed(block.freed());
            }
        }
    }
}
