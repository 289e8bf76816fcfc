/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import io.perch.PerchAllocator;
import org.agrona.concurrent.Agent;

/**
 * An allocator's maintenance in a duty cycle of the user's, in place of Perch's own thread: for an allocator made with {@link
 * io.perch.options.Maintenance#CALLER}.
 */
public final class MaintenanceAgent implements Agent {
    private final PerchAllocator allocator;

    /** @param allocator closed by whoever made it */
    public MaintenanceAgent(PerchAllocator allocator) {
        this.allocator = allocator;
    }

    @Override
    public int doWork() {
        return allocator.doWork();
    }

    @Override
    public String roleName() {
        return "perch-maintenance";
    }
}
