/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.demo;

import io.netty.buffer.ByteBuf;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** Rounds over real sockets, good and bad. */
class RoundTest {
    private static final Responder GOOD = new PayloadResponder();

    private final Findings findings = new Findings();

    private RoundResult run(Contender contender, Transport transport, Workers workers, Responder responder)
            throws InterruptedException {
        return run(contender, transport, workers, responder, () -> Pace.FULL);
    }

    private RoundResult run(Contender contender, Transport transport, Workers workers, Responder responder, Supplier<Pace> pace)
            throws InterruptedException {
        Setting setting = new Setting(transport, workers, 8, responder);
        return new Round(setting, contender, findings).run(1, pace, Duration.ofMillis(400), ResourceLeakDetector.Level.PARANOID);
    }

    @ParameterizedTest
    @EnumSource
    void everyAllocatorServesWithoutAnError(Contender contender) throws InterruptedException {
        RoundResult result = run(contender, Transport.best(), Workers.usual(), GOOD);
        assertThat(findings.first()).isEmpty();
        assertThat(result.requests()).isPositive();
        assertThat(result.buffers()).isGreaterThan(result.requests());
        assertThat(result.garbage()).isPositive();
        assertThat(result.peakOffHeap()).isGreaterThanOrEqualTo(Payload.MAX_SIZE);
    }

    @ParameterizedTest
    @EnumSource
    void nioAndPlatformThreadsServeAsWell(Contender contender) throws InterruptedException {
        RoundResult result = run(contender, Transport.nio("a test"), Workers.PLATFORM, GOOD);
        assertThat(findings.first()).isEmpty();
        assertThat(result.requests()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void atAPaceNoMoreIsSentThanIsDue(Contender contender) throws InterruptedException {
        RoundResult result = run(contender, Transport.best(), Workers.usual(), GOOD, () -> Pace.of(500));
        assertThat(findings.first()).isEmpty();
        assertThat(result.requests()).isPositive().isLessThanOrEqualTo((long) (result.seconds() * 500) + 50);
    }

    @Test
    void aRequestWaitsFromWhenItIsDue() throws InterruptedException {
        // Ten years' requests are due at once, and are answered one after the other.
        RoundResult result = run(Contender.PERCH, Transport.best(), Workers.usual(), GOOD, () -> Pace.of(1e12));
        assertThat(findings.first()).isEmpty();
        assertThat(result.latencies().getMinValue()).isGreaterThan(50_000_000);
    }

    @ParameterizedTest
    @EnumSource
    void aCorruptResponseIsFound(Contender contender) throws InterruptedException {
        run(contender, Transport.best(), Workers.usual(), (allocator, id, handedOver) -> {
            ByteBuf body = GOOD.body(allocator, id, handedOver);
            if (id == 20) {
                int last = body.writerIndex() - 1;
                body.setByte(last, body.getByte(last) ^ 1);
            }
            return body;
        });
        assertThat(findings.first()).anyMatch(finding -> finding.contains("response body 20 has a wrong byte"));
    }

    @ParameterizedTest
    @EnumSource
    void aFailingServerIsFound(Contender contender) throws InterruptedException {
        run(contender, Transport.best(), Workers.usual(), (allocator, id, handedOver) -> {
            if (id == 20) {
                throw new IllegalStateException("on purpose");
            }
            return GOOD.body(allocator, id, handedOver);
        });
        assertThat(findings.first()).anyMatch(finding -> finding.contains("on purpose"));
    }

    @ParameterizedTest
    @EnumSource
    void aLeakIsFound(Contender contender) throws InterruptedException {
        AtomicInteger lost = new AtomicInteger();
        run(contender, Transport.best(), Workers.usual(), (allocator, id, handedOver) -> {
            if (id == 20) {
                allocator.directBuffer(1000).writeByte(1);
                lost.incrementAndGet();
            }
            return GOOD.body(allocator, id, handedOver);
        });
        assertThat(lost).hasValue(1);
        assertThat(findings.first()).anyMatch(finding -> finding.startsWith("leak: "));
    }
}
