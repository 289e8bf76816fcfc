/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import io.perch.rseq.IndexMode;
import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabCalls;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.SlabMemory;
import io.perch.rseq.SlabTable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Slabs of one size class that hold tokens: small numbers in place of block addresses, which critical sections only move.
 *
 * <p>Two actors on two CPUs would hardly disturb each other's critical sections, so a third thread keeps fencing all CPUs: each
 * fence restarts the critical sections that it hits.
 */
public final class TokenSlabs {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int SIZE_CLASS = 0;
    private static final int BEGIN = SlabLayout.header(SIZE_CLASS + 1) / SlabLayout.WORD;
    private static final int CAPACITY = 64;
    private static final int MAX_TOKENS = 1 << 16;
    private static final int BATCH = 2;
    private static final long NANOS_BETWEEN_FENCES = 20_000;

    private final NativePlatform platform = NativePlatform.get();
    private final boolean shared;
    private final SlabCalls calls;
    private final SlabTable table;
    private final Set<Integer> published = new HashSet<>();
    /** Words for the batches of two actors. */
    private final Mapping scratch;
    /** By token: a word that its holder writes without any ordering. */
    private final Mapping contents;
    /** By token: how many hold it. */
    private final AtomicIntegerArray holders = new AtomicIntegerArray(MAX_TOKENS);
    private final Queue<Long> spareTokens = new ConcurrentLinkedQueue<>();
    private SlabMemory sharedSlab;

    /**
     * @param shared whether all CPUs share one slab, where critical sections do not exclude each other: for broken variants
     */
    public TokenSlabs(boolean shared) {
        IndexMode mode = mode();
        this.shared = shared;
        this.calls = platform.calls(mode);
        this.table = new SlabTable(platform.memory(), mode, SlabLayout.MAX_NODES);
        this.scratch = new Mapping(2 * BATCH * SlabLayout.WORD);
        this.contents = new Mapping(MAX_TOKENS * SlabLayout.WORD);
        for (long token = 1; token < MAX_TOKENS; token++) {
            spareTokens.add(token);
        }
        Thread fencer = new Thread(this::fenceForever, "fencer");
        fencer.setDaemon(true);
        fencer.start();
    }

    /** Mode notify if {@code perch.mode} asks for it, else the best one. */
    private IndexMode mode() {
        if (System.getProperty("perch.mode", "auto").equals("notify") && platform.supports(IndexMode.NOTIFY)) {
            return IndexMode.NOTIFY;
        }
        return platform.supports(IndexMode.VCPU) ? IndexMode.VCPU : IndexMode.CPU;
    }

    private void fenceForever() {
        while (platform.fence()) {
            LockSupport.parkNanos(NANOS_BETWEEN_FENCES);
        }
    }

    /** Pops a token, or takes a spare one if the slab is empty. */
    public long pop() {
        long token = calls.pop(table.address(), SIZE_CLASS);
        return token > 0 ? token : spare((int) token);
    }

    /** Pushes a token, or adds it to the spare ones if the slab is full. */
    public void push(long token) {
        if (calls.push(table.address(), SIZE_CLASS, token) <= 0) {
            spareTokens.add(token);
        }
    }

    /**
     * Pops up to two tokens as one batch, hands them to {@code user}, and pushes them as one batch.
     *
     * @param actor 0 or 1: whose scratch memory is used
     */
    public int withBatch(int actor, TokenUser user) {
        int words = actor * BATCH * SlabLayout.WORD;
        long batch = scratch.address + words;
        int count = calls.popBatch(table.address(), SIZE_CLASS, batch, BATCH);
        if (count <= 0) {
            scratch.words.putLong(words, spare(count));
            count = 1;
        }
        int result = 0;
        for (int i = 0; i < count; i++) {
            result += user.use(scratch.words.getLong(words + i * SlabLayout.WORD));
        }
        int pushed = Math.max(0, calls.pushBatch(table.address(), SIZE_CLASS, batch, count));
        for (int i = pushed; i < count; i++) {
            spareTokens.add(scratch.words.getLong(words + i * SlabLayout.WORD));
        }
        return result;
    }

    /** Something that an actor does with a token while it holds it. */
    @FunctionalInterface
    public interface TokenUser {
        /** Returns what to add to the actor's result. */
        int use(long token);
    }

    /** Holds a token for a moment; returns how many others hold it too, or 1 if it is no token, as a broken slab may return. */
    public int holdBriefly(long token) {
        if (token <= 0 || token >= MAX_TOKENS) {
            return 1;
        }
        int others = holders.getAndIncrement((int) token);
        Thread.onSpinWait();
        holders.getAndDecrement((int) token);
        return others;
    }

    /**
     * Makes a token's word odd for a moment, then even, by accesses that order nothing.
     *
     * @return 1 if the word was odd before, which only the writing holder may see
     */
    public int writeContents(long token) {
        int word = (int) token * SlabLayout.WORD;
        long before = (long) LONG.getOpaque(contents.words, word);
        LONG.setOpaque(contents.words, word, before | 1);
        LONG.setOpaque(contents.words, word, (before | 1) + 1);
        return (int) (before & 1);
    }

    private long spare(int code) {
        if (code == SlabCalls.NO_SLAB) {
            populate();
        }
        return spareTokens.remove();
    }

    private synchronized void populate() {
        int index = calls.index();
        if (published.add(index)) {
            if (sharedSlab == null || !shared) {
                sharedSlab = slab();
            }
            table.publish(index, sharedSlab);
        }
    }

    private SlabMemory slab() {
        SlabMemory slab = SlabMemory.map(platform.memory(), (BEGIN + CAPACITY) * SlabLayout.WORD, "perch jcstress");
        slab.setList(SIZE_CLASS, BEGIN, BEGIN, BEGIN + CAPACITY, BEGIN + CAPACITY);
        return slab;
    }
}
