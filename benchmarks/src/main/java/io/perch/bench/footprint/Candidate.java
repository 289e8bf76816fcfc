/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.footprint;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.perch.bench.MallocLibrary;
import io.perch.bench.netty.Peer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An allocator of buffers: one of {@link Peer}, or a C allocator under Netty's unpooled one, in whose process it takes the place of
 * glibc's.
 *
 * @param name as the command line has it
 */
record Candidate(String name) {
    /** Those that need nothing installed. */
    static final List<Candidate> PEERS = Stream.of(Peer.values())
            .map(peer -> new Candidate(peer.name().toLowerCase(Locale.ROOT))).toList();
    static final List<Candidate> ALL = Stream.concat(PEERS.stream(),
            MallocLibrary.ALL.stream().map(library -> new Candidate(library.name()))).toList();
    private static final String GLIBC = "glibc";

    static Candidate named(String name) {
        return ALL.stream().filter(contender -> contender.name.equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--allocators: " + name + " (expected some of "
                        + String.join(",", ALL.stream().map(Candidate::name).toList()) + ")"));
    }

    boolean isPerch() {
        return name.equals(Peer.PERCH.name().toLowerCase(Locale.ROOT));
    }

    boolean isInstalled() {
        return PEERS.contains(this) || library().isPresent();
    }

    /** What {@code LD_PRELOAD} has to name. */
    Optional<Path> preloaded() {
        return PEERS.contains(this) || name.equals(GLIBC) ? Optional.empty() : library();
    }

    private Optional<Path> library() {
        return MallocLibrary.named(name).find(Path.of("/"));
    }

    /** In the process that {@link #preloaded} is loaded into. */
    ByteBufAllocator create() {
        return PEERS.contains(this) ? Peer.valueOf(name.toUpperCase(Locale.ROOT)).create() : new UnpooledByteBufAllocator(true);
    }
}
