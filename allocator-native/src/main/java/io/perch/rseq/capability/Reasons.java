/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

/** Texts for the user from what was thrown. */
public final class Reasons {
    private Reasons() {
    }

    /** One line: the message, preceded by the type where the message alone says too little. */
    public static String of(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && (root instanceof ExceptionInInitializerError || root.getMessage() == null)) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? "" : root.getMessage().lines().findFirst().orElse("");
        if (message.contains("failed to map segment")) {
            message += " (is this directory mounted noexec?)";
        }
        boolean speaksForItself = root instanceof UnsatisfiedLinkError || root instanceof UnsupportedOperationException;
        return speaksForItself ? message : root.getClass().getSimpleName() + ": " + message;
    }
}
