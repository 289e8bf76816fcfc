/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

/** A body is not what {@link Payload} says. */
final class CorruptBodyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CorruptBodyException(String message) {
        super(message);
    }
}
