/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Random;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What programs send, and what they print for the test that started them. */
final class Facts {
    /** Whether the program gives its library Perch by an option of that library. */
    static final boolean OPTION = Boolean.getBoolean("program.option");

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

    /** A port on which nobody listens. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    /** Perch, which programs do not know. */
    static ByteBufAllocator allocator() {
        try {
            return (ByteBufAllocator) Class.forName("io.perch.netty.PerchByteBufAllocator").getField("DEFAULT").get(null);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Looks for lost buffers, which Netty logs, and says how many messages came back as they were sent, and who had the memory. */
    static void print(int echoed) throws Exception {
        System.out.println("echoed: " + echoed);
        System.out.println("perch: " + perch());
        System.out.println("others: " + others());
        try {
            findLeaks();
        } catch (NoClassDefFoundError relocated) {
            System.out.println("default: of a relocated Netty");
        }
    }

    private static void findLeaks() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(30);
            // The leak detector looks for lost buffers when it tracks the next one.
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        System.out.println("default: " + ByteBufAllocator.DEFAULT);
    }

    /** How often one of its caches was empty, in all its allocators, with {@code -Dperch.jmx=true}. */
    private static long perch() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        long misses = 0;
        for (ObjectName name : server.queryNames(new ObjectName("io.perch:type=Allocator,*"), null)) {
            misses += ((Number) server.getAttribute(name, "Underflows")).longValue();
        }
        return misses;
    }

    /** The direct memory of Netty's own allocators: of all that the agent knows, otherwise of the default one. */
    private static Object others() throws Exception {
        try {
            return ClassLoader.getSystemClassLoader().loadClass("io.perch.netty.agent.Allocators").getMethod("held").invoke(null);
        } catch (ClassNotFoundException noAgent) {
            ByteBufAllocator other = ByteBufAllocator.DEFAULT;
            return other instanceof ByteBufAllocatorMetricProvider provider && !other.getClass().getName().startsWith("io.perch")
                    ? Map.of(other.getClass().getName(), provider.metric().usedDirectMemory()) : Map.of();
        }
    }
}
