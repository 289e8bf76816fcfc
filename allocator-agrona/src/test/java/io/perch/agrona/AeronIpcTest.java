/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.agrona;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.Aeron;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.BufferClaim;
import io.perch.PerchAllocator;
import io.perch.pool.BufferPool;
import java.nio.file.Path;
import org.agrona.concurrent.OneToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Aeron between processes, Perch behind it: what arrives is copied into a pooled buffer once, and passed on by its handle. */
@Timeout(60)
class AeronIpcTest {
    private static final int STREAM = 10;
    private static final int MESSAGES = 10_000;
    private static final int LENGTH = 64;

    private final PerchAllocator allocator = PerchAllocator.create();
    private final DirectBufferPool pool = new DirectBufferPool(BufferPool.of(allocator));
    private final OneToOneConcurrentArrayQueue<PooledDirectBuffer> inbox = new OneToOneConcurrentArrayQueue<>(128);
    private long sum;

    @Test
    void messagesAreClaimedFilledAndHandedOver(@TempDir Path directory) throws InterruptedException {
        MediaDriver.Context context = new MediaDriver.Context().aeronDirectoryName(directory.resolve("aeron").toString())
                .threadingMode(ThreadingMode.SHARED).dirDeleteOnShutdown(true).ipcTermBufferLength(1 << 16);
        try (MediaDriver driver = MediaDriver.launchEmbedded(context);
                Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
                Publication publication = aeron.addExclusivePublication("aeron:ipc", STREAM);
                Subscription subscription = aeron.addSubscription("aeron:ipc", STREAM)) {
            Thread consumer = new Thread(this::consume);
            consumer.start();
            BufferClaim claim = new BufferClaim();
            int sent = 0;
            int received = 0;
            while (received < MESSAGES) {
                if (sent < MESSAGES && send(publication, claim, sent)) {
                    sent++;
                }
                received += receive(subscription);
            }
            consumer.join();
        }
        assertThat(sum).isEqualTo((long) MESSAGES * (MESSAGES - 1) / 2);
        assertThat(pool.pool().live()).isZero();
        assertThat(allocator.stats().inUse()).isZero();
    }

    // tag::send[]
    /** Writes into a Perch buffer at leisure, and copies into Aeron's log only what is ready. */
    private boolean send(Publication publication, BufferClaim claim, int number) {
        try (PooledDirectBuffer message = pool.acquire(LENGTH)) {
            message.buffer().putLong(0, number);
            if (publication.tryClaim(LENGTH, claim) < 0) {
                return false;
            }
            claim.putBytes(message.buffer(), 0, LENGTH);
            claim.commit();
            return true;
        }
    }
    // end::send[]

    // tag::receive[]
    /** What Aeron shows is valid in the callback only: a pooled buffer carries it to the other thread, which closes it. */
    private int receive(Subscription subscription) {
        return subscription.poll((log, offset, length, header) -> {
            PooledDirectBuffer message = pool.acquire(length);
            message.buffer().putBytes(0, log, offset, length);
            while (!inbox.offer(message)) {
                Thread.onSpinWait();
            }
        }, 10);
    }
    // end::receive[]

    private void consume() {
        for (int i = 0; i < MESSAGES; i++) {
            PooledDirectBuffer message = inbox.poll();
            while (message == null) {
                Thread.onSpinWait();
                message = inbox.poll();
            }
            UnsafeBuffer buffer = message.buffer();
            sum += buffer.getLong(0);
            message.close();
        }
    }
}
