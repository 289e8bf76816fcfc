/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import java.util.Arrays;

/** Values that Lettuce stores and gets. */
final class LettuceProgram {
    private static final int MESSAGES = 200;

    private LettuceProgram() {
    }

    public static void main(String[] args) throws Exception {
        ClientResources.Builder resources = ClientResources.builder();
        if (Facts.OPTION) {
            resources.nettyCustomizer(new NettyCustomizer() {
                @Override
                public void afterBootstrapInitialized(Bootstrap bootstrap) {
                    bootstrap.option(ChannelOption.ALLOCATOR, Facts.allocator());
                }
            });
        }
        int echoed = 0;
        try (Redis redis = new Redis()) {
            ClientResources built = resources.build();
            RedisClient client = RedisClient.create(built, RedisURI.create("127.0.0.1", redis.port));
            RedisCommands<byte[], byte[]> commands = client.connect(ByteArrayCodec.INSTANCE).sync();
            byte[] key = {1};
            for (int i = 0; i < MESSAGES; i++) {
                byte[] body = Facts.body();
                commands.set(key, body);
                echoed += Arrays.equals(body, commands.get(key)) ? 1 : 0;
            }
            Facts.print(echoed);
            client.shutdown();
            built.shutdown();
        }
    }
}
