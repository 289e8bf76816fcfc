/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.lock;

/** The example of {@code docs/locks.md}. */
final class SharedBook {
    // tag::example[]
    private final OwnerAwareLock lock = new OwnerAwareLock();
    private long bid;
    private long ask;

    void quote(long newBid, long newAsk) {
        lock.lock();
        try {
            bid = newBid;
            ask = newAsk;
        } finally {
            lock.unlock();
        }
    }
    // end::example[]

    long spread() {
        lock.lock();
        try {
            return ask - bid;
        } finally {
            lock.unlock();
        }
    }
}
