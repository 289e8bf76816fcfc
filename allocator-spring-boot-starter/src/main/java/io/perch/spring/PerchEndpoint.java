/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.spring;

import io.perch.PerchAllocator;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/perch}: mode, limits, counters, ratios and pools of the allocator, in one snapshot. */
@Endpoint(id = "perch")
public final class PerchEndpoint {
    private final PerchStatus status;

    /** @param allocator what it shows */
    public PerchEndpoint(PerchAllocator allocator) {
        status = new PerchStatus(allocator);
    }

    /** Everything. */
    @ReadOperation
    public Map<String, Object> state() {
        return status.all();
    }
}
