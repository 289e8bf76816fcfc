/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.netty.buffer.ByteBufAllocator;
import java.lang.reflect.Method;
import java.util.Random;

/** What programs send, and what they print for the test that started them. */
final class Facts {
    private static final int LARGEST_BODY = 100_000;
    private static final Random RANDOM = new Random(17);

    private Facts() {
    }

    /** Bytes to send, mostly few. */
    static byte[] body() {
        byte[] body = new byte[1 + RANDOM.nextInt(1 + RANDOM.nextInt(LARGEST_BODY))];
        RANDOM.nextBytes(body);
        return body;
    }

    /** Looks for lost buffers, which Netty logs, and says how many messages came back as they were sent. */
    static void print(int echoed) throws Exception {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(30);
            // The leak detector looks for lost buffers when it tracks the next one.
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        System.out.println("echoed: " + echoed);
        System.out.println("default: " + ByteBufAllocator.DEFAULT);
    }
}
