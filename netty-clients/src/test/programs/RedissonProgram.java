/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import java.util.Arrays;
import org.redisson.Redisson;
import org.redisson.api.RBucket;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** Values that Redisson stores and gets. */
final class RedissonProgram {
    private static final int MESSAGES = 200;

    private RedissonProgram() {
    }

    public static void main(String[] args) throws Exception {
        int echoed = 0;
        try (Redis redis = new Redis()) {
            Config config = new Config();
            config.useSingleServer().setAddress("redis://127.0.0.1:" + redis.port);
            RedissonClient client = Redisson.create(config);
            RBucket<byte[]> bucket = client.getBucket("echo", ByteArrayCodec.INSTANCE);
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                bucket.set(body);
                echoed += Arrays.equals(body, bucket.get()) ? 1 : 0;
            }
            Facts.print(echoed);
            client.shutdown();
        }
    }
}
