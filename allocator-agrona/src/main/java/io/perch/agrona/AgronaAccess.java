/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import org.agrona.concurrent.UnsafeBuffer;

/** Whether Agrona can work in this JVM: since version 2 it needs a package of the JDK that is closed by default. */
public final class AgronaAccess {
    /** The option to start Java with. A modular program names Agrona's module in place of {@code ALL-UNNAMED}. */
    public static final String OPTION = "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED";

    private static final String PACKAGE = "jdk.internal.misc";

    private AgronaAccess() {
    }

    /** Why Agrona cannot work here and what to do, in a sentence; "" if it can. */
    public static String reason() {
        return reason(UnsafeBuffer.class.getModule());
    }

    /** The same for a given Agrona. */
    static String reason(Module agrona) {
        return Object.class.getModule().isExported(PACKAGE, agrona) ? ""
                : "Agrona 2 uses " + PACKAGE + ", which is closed to it: start Java with " + OPTION;
    }

    /**
     * Fails with a clear message instead of Agrona's {@code IllegalAccessError} from a class initialiser.
     *
     * @throws IllegalStateException with {@link #reason}
     */
    public static void require() {
        String reason = reason();
        if (!reason.isEmpty()) {
            throw new IllegalStateException(reason);
        }
    }
}
