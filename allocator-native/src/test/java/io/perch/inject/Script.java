/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.inject;

/** Calls of an allocator, made anew for each fault. Loaded by {@link InstrumentedLoader}. */
public interface Script {
    /** Makes the calls. An {@link OutOfMemoryError} ends one of them, and not the others. */
    void run(Faults faults);

    /** With no faults any more: nothing is lost, doubled or locked, everything works, and all goes back. */
    void check();
}
