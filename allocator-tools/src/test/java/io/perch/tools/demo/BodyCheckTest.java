/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the demo accepts as a correct body. */
class BodyCheckTest {
    private static final Payload.Side SIDE = Payload.Side.REQUEST;
    private static final long ID = 7;

    private final BodyCheck check = new BodyCheck(SIDE);

    private static ByteBuf body(long id) {
        int size = Payload.size(id, SIDE);
        ByteBuf body = Unpooled.buffer(size, size);
        Payload.write(body, id, SIDE, 0, size);
        return body;
    }

    private void check(ByteBuf... parts) {
        check.begin(ID);
        for (ByteBuf part : parts) {
            check.accept(part);
        }
        check.end();
    }

    @Test
    void acceptsTheBodyInParts() {
        ByteBuf body = body(ID);
        assertThatCode(() -> check(body)).doesNotThrowAnyException();
        assertThatCode(() -> check(body.slice(0, 33), body.slice(33, body.readableBytes() - 33))).doesNotThrowAnyException();
    }

    @Test
    void seesEveryFlippedBit() {
        ByteBuf body = body(ID);
        for (int i = 0; i < body.readableBytes(); i++) {
            int bit = 1 << i % 8;
            body.setByte(i, body.getByte(i) ^ bit);
            assertThatThrownBy(() -> check(body)).as("byte " + i)
                    .isInstanceOf(CorruptBodyException.class).hasMessageContaining("wrong byte");
            body.setByte(i, body.getByte(i) ^ bit);
        }
    }

    @Test
    void seesWhatIsTooShortTooLongOrForeign() {
        ByteBuf body = body(ID);
        assertThatThrownBy(() -> check(body.slice(0, body.readableBytes() - 1))).hasMessageContaining("ends after");
        assertThatThrownBy(() -> check(body, Unpooled.wrappedBuffer(new byte[1]))).hasMessageContaining("longer");
        ByteBuf other = Unpooled.buffer();
        Payload.write(other, ID + 1, SIDE, 0, body.readableBytes());
        assertThatThrownBy(() -> check(other)).hasMessageContaining("wrong byte");
    }

    @ParameterizedTest
    @EnumSource
    void sizesAreInRangeAndSkewedTowardsSmall(Payload.Side side) {
        int small = 0;
        int large = 0;
        for (long id = 0; id < 100_000; id++) {
            int size = Payload.size(id, side);
            assertThat(size).isBetween(Payload.MIN_SIZE, Payload.MAX_SIZE);
            small += size <= 1000 ? 1 : 0;
            large += size > 16 << 10 ? 1 : 0;
        }
        assertThat(small).isBetween(59_000, 61_500);
        assertThat(large).isBetween(2_500, 3_500);
    }
}
