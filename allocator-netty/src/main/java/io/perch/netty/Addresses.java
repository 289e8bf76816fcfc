/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.util.internal.PlatformDependent;

/**
 * Whether Netty may be told that a buffer has an address. Without {@code sun.misc.Unsafe}, as on JDK 25, early versions of 4.2 and
 * old ones of 4.1 would use it all the same, and fail.
 */
final class Addresses {
    static final boolean USABLE = PlatformDependent.hasUnsafe() || isNotAskedFor();

    private Addresses() {
    }

    private static boolean isNotAskedFor() {
        ByteBuf source = new Source();
        ByteBuf target = Unpooled.buffer(1);
        try {
            target.setBytes(0, source, 0, 1);
            return true;
        } catch (UnsupportedOperationException asked) {
            return false;
        } finally {
            source.release();
            target.release();
        }
    }

    private static final class Source extends UnpooledDirectByteBuf {
        Source() {
            super(UnpooledByteBufAllocator.DEFAULT, 1, 1);
        }

        @Override
        public boolean hasMemoryAddress() {
            return true;
        }

        @Override
        public long memoryAddress() {
            throw new UnsupportedOperationException();
        }
    }
}
