/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.AbstractByteBuf;
import io.netty.buffer.ByteBuf;
import io.netty.util.IllegalReferenceCountException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A buffer that contains its reference count. Netty's own base class keeps the count in an object beside the buffer (4.2.20), and
 * {@code deallocate} loads what it needs only after the atomic instruction, which on x86 holds up every later load. Both add
 * dependent loads between one allocation and the next.
 *
 * <p>All methods may be called from any thread. Exactly one of several releases of the last reference succeeds.
 */
abstract class CountedByteBuf extends AbstractByteBuf {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(CountedByteBuf.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Set without a call only where there is no stack for one. */
    int count;

    CountedByteBuf() {
        super(0);
    }

    /** Gives an idle buffer its first reference. The block's hand-over publishes it. */
    final void firstReference() {
        COUNT.set(this, 1);
    }

    /** Whether the caller's {@code references} are the only ones left; if so, what other holders did before is visible. */
    final boolean isLast(int references) {
        return (int) COUNT.getAcquire(this) == references;
    }

    /** Drops references that {@link #isLast} has found to be the last; false if that is no longer so. */
    final boolean dropLast(int references) {
        return COUNT.compareAndSet(this, references, 0);
    }

    /** Drops references, and returns whether they were the last. */
    final boolean drop(int references) {
        int now;
        do {
            now = (int) COUNT.getVolatile(this);
            if (now < references) {
                throw new IllegalReferenceCountException(now, -references);
            }
        } while (!COUNT.compareAndSet(this, now, now - references));
        return now == references;
    }

    /** Whether nobody has a reference, by a plain load: a best effort, like Netty's own checks on each access. */
    final boolean isReleased() {
        return (int) COUNT.get(this) == 0;
    }

    @Override
    public final int refCnt() {
        return (int) COUNT.getVolatile(this);
    }

    @Override
    public final ByteBuf retain() {
        return retain(1);
    }

    @Override
    public final ByteBuf retain(int increment) {
        if (increment <= 0) {
            throw new IllegalArgumentException("increment: " + increment + " (expected: > 0)");
        }
        int now;
        do {
            now = (int) COUNT.getVolatile(this);
            if (now == 0 || now + increment < 0) {
                throw new IllegalReferenceCountException(now, increment);
            }
        } while (!COUNT.compareAndSet(this, now, now + increment));
        return this;
    }

    @Override
    public final ByteBuf touch() {
        return this;
    }

    @Override
    public final ByteBuf touch(Object hint) {
        return this;
    }
}
