/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** What the transformer leaves alone, and what it says then. That it works is shown on real Nettys by {@code AdoptionIT}. */
class NettyRewriteTest {
    private static final String NETTY = "io/netty/buffer/ByteBufUtil";

    private final List<String> said = new ArrayList<>();
    private final NettyRewrite transformer = new NettyRewrite(said::add);

    @Test
    void otherClassesAreNotTouched() {
        ClassLoader loader = getClass().getClassLoader();
        assertThat(transformer.transform(loader, "io/netty/buffer/Unpooled", null, null, new byte[0])).isNull();
        assertThat(said).isEmpty();
    }

    @Test
    void perchIsMissing() throws Exception {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThat(transformer.transform(empty, NETTY, null, null, new byte[0])).isNull();
        }
        assertThat(said).singleElement().asString()
                .contains("perch-netty is not on the class path of io.netty.buffer.ByteBufUtil");
    }

    @Test
    void anotherNetty() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NETTY, null, "java/lang/Object", null);
        writer.visitEnd();
        assertThat(transform(writer.toByteArray())).isNull();
        assertThat(said).singleElement().asString().contains("does it in another way");
    }

    @Test
    void classFileOfTheFuture() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NETTY, null, "java/lang/Object", null);
        writer.visitEnd();
        byte[] bytes = writer.toByteArray();
        bytes[6] = 1;
        assertThat(transform(bytes)).isNull();
        assertThat(said).singleElement().asString().contains("cannot be changed");
    }

    private byte[] transform(byte[] bytes) {
        return transformer.transform(getClass().getClassLoader(), NETTY, null, null, bytes);
    }
}
