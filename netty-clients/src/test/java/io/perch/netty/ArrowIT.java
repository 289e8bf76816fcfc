/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.PerchAllocator;
import io.perch.example.ArrowOnPerch;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.junit.jupiter.api.Test;

/** Apache Arrow: record batches over a loopback connection, out of and into vectors in blocks of Perch. */
class ArrowIT {
    private static final int BATCHES = 20;
    private static final int ROWS = 5000;

    @Test
    void batchesArriveAsTheyWereSent() throws Exception {
        try (PerchAllocator blocks = PerchAllocator.create()) {
            // Closing an Arrow allocator fails if a buffer of it was not released.
            try (BufferAllocator sender = new ArrowOnPerch(blocks).allocator();
                    BufferAllocator receiver = new ArrowOnPerch(blocks).allocator();
                    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(sender, server));
                receive(receiver, blocks, server);
                sent.get(20, TimeUnit.SECONDS);
            }
            assertThat(blocks.stats().inUse()).isZero();
        }
    }

    private static void send(BufferAllocator allocator, ServerSocket server) {
        try (Socket socket = server.accept();
                BigIntVector numbers = new BigIntVector("numbers", allocator);
                VarBinaryVector bytes = new VarBinaryVector("bytes", allocator);
                VectorSchemaRoot batch = new VectorSchemaRoot(List.of(numbers.getField(), bytes.getField()),
                        List.of(numbers, bytes));
                ArrowStreamWriter writer = new ArrowStreamWriter(batch, null, socket.getOutputStream())) {
            Random random = new Random(1);
            for (int i = 0; i < BATCHES; i++) {
                for (int row = 0; row < ROWS; row++) {
                    numbers.setSafe(row, random.nextLong());
                    bytes.setSafe(row, bytes(random));
                }
                batch.setRowCount(ROWS);
                writer.writeBatch();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void receive(BufferAllocator allocator, PerchAllocator blocks, ServerSocket server) throws Exception {
        try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
                ArrowStreamReader reader = new ArrowStreamReader(socket.getInputStream(), allocator)) {
            Random random = new Random(1);
            int batches = 0;
            for (; reader.loadNextBatch(); batches++) {
                VectorSchemaRoot batch = reader.getVectorSchemaRoot();
                assertThat(batch.getRowCount()).isEqualTo(ROWS);
                assertThat(blocks.stats().inUse()).isGreaterThanOrEqualTo(allocator.getAllocatedMemory()).isPositive();
                for (int row = 0; row < ROWS; row++) {
                    assertThat(((BigIntVector) batch.getVector(0)).get(row)).isEqualTo(random.nextLong());
                    assertThat(((VarBinaryVector) batch.getVector(1)).get(row)).isEqualTo(bytes(random));
                }
            }
            assertThat(batches).isEqualTo(BATCHES);
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }
}
