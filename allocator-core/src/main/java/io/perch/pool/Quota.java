/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.pool;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes a pool may have in use. Nobody counts where there is no limit. */
final class Quota {
    static final long NONE = Long.MAX_VALUE;

    private final long limit;
    private final AtomicLong charged = new AtomicLong();

    /** @param limit in bytes, or {@link #NONE} */
    Quota(long limit) {
        this.limit = limit;
    }

    boolean isNone() {
        return limit == NONE;
    }

    long limit() {
        return limit;
    }

    /** Bytes in use; 0 if nobody counts. */
    long charged() {
        return charged.get();
    }

    /** Takes {@code bytes}, or nothing and returns false. */
    boolean charge(long bytes) {
        if (isNone()) {
            return true;
        }
        long now;
        do {
            now = charged.get();
            if (bytes > limit - now) {
                return false;
            }
        } while (!charged.compareAndSet(now, now + bytes));
        return true;
    }

    void uncharge(long bytes) {
        if (!isNone()) {
            charged.addAndGet(-bytes);
        }
    }

    @Override
    public String toString() {
        return charged + " of " + limit + " bytes are in use";
    }
}
