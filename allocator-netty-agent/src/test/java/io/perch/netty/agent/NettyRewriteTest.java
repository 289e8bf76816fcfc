/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.netty.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** What the transformer leaves alone, and what it says then. That it works is shown on real Nettys by {@code AdoptionIT}. */
class NettyRewriteTest {
    private static final String NETTY = "io/netty/buffer/ByteBufUtil";

    private final List<String> said = new ArrayList<>();
    private final NettyRewrite transformer = new NettyRewrite(new VertxRewrite(said::add), said::add);

    @Test
    void otherClassesAreNotTouched() {
        ClassLoader loader = getClass().getClassLoader();
        assertThat(transformer.transform(loader, "io/netty/buffer/Unpooled", null, null, new byte[0])).isNull();
        assertThat(said).isEmpty();
    }

    @Test
    void aVertxThatCannotBeRewritten(@TempDir Path folder) throws Exception {
        Path vertx = Files.createDirectories(folder.resolve("io/vertx/core"));
        Files.write(vertx.resolve("Vertx.class"), new byte[0]);
        ClassLoader perch = getClass().getClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, perch)) {
            assertThat(transformer.transform(loader, NETTY, null, null, new byte[0])).isNull();
            Path receiver = Files.createDirectories(vertx.resolve("net/impl")).resolve("VertxHandler.class");
            Files.write(receiver, emptyClass("io/vertx/core/net/impl/VertxHandler"));
            assertThat(transformer.transform(loader, NETTY, null, null, new byte[0])).isNull();
        }
        assertThat(said).hasSize(3).contains("the Vert.x on the class path would lose each buffer of Perch that it receives; "
                + "Netty's own allocator stays");
    }

    @Test
    void anotherNetty() {
        assertThat(transform(emptyClass(NETTY))).isNull();
        assertThat(said).singleElement().asString().contains("does it in another way");
    }

    @Test
    void classFileOfTheFuture() {
        byte[] bytes = emptyClass(NETTY);
        bytes[6] = 1;
        assertThat(transform(bytes)).isNull();
        assertThat(said).singleElement().asString().contains("cannot be changed");
    }

    private static byte[] emptyClass(String name) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private byte[] transform(byte[] bytes) {
        return transformer.transform(getClass().getClassLoader(), NETTY, null, null, bytes);
    }
}
