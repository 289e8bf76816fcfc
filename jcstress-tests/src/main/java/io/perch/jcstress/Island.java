/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A slab for each CPU, with one list of tokens, that one state of a test has for itself: so that its arbiter can find every token.
 * Tokens are small numbers in place of block addresses, which critical sections only move. All CPUs' lists begin alike, because
 * nobody knows where an actor will run.
 */
class Island {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final NativePlatform PLATFORM = NativePlatform.get();
    private static final int CLASS = 0;
    private static final int HEADER = SlabLayout.header(CLASS);
    private static final int BEGIN = SlabLayout.header(CLASS + 1) / SlabLayout.WORD;
    private static final int MOST_CAPACITY = 8;
    private static final int ACTORS = 2;
    private static final int MAX_TOKENS = 1 << 12;

    private final SlabCalls calls = PLATFORM.calls(IndexMode.CPU);
    private final Mapping table = new Mapping(SlabLayout.INDEXES_PER_NODE * SlabLayout.WORD);
    private final Mapping scratch = new Mapping(ACTORS * SlabLayout.MAX_BATCH * SlabLayout.WORD);
    private final Map<Integer, Mapping> slabs = new ConcurrentHashMap<>();
    /** By token: a word that its holder writes without any ordering. */
    private final long[] contents = new long[MAX_TOKENS];
    private final List<Long> drained = new ArrayList<>();
    private Islands home;
    private int capacity;
    private int fill;
    private int tokens;
    private boolean stopped;

    final void settle(Islands owner, int newCapacity, int newFill) {
        home = owner;
        capacity = newCapacity;
        fill = newFill;
        tokens = 0;
        drained.clear();
        slabs.values().forEach(this::layOut);
        publish();
    }

    private void layOut(Mapping slab) {
        for (int i = 0; i < fill; i++) {
            slab.words.putLong((BEGIN + i) * SlabLayout.WORD, mint());
        }
        slab.words.putShort(HEADER + SlabLayout.HEADER_CURRENT, (short) (BEGIN + fill));
        slab.words.putShort(HEADER + SlabLayout.HEADER_BEGIN, (short) BEGIN);
        slab.words.putShort(HEADER + SlabLayout.HEADER_END, (short) (BEGIN + capacity));
        slab.words.putShort(HEADER + SlabLayout.HEADER_LIMIT, (short) (BEGIN + MOST_CAPACITY));
    }

    /** A new token, which the caller holds. */
    final synchronized long mint() {
        tokens++;
        return tokens;
    }

    private synchronized boolean populate() {
        if (stopped) {
            return false;
        }
        int index = calls.index();
        Mapping slab = slabs.get(index);
        if (slab == null) {
            slab = new Mapping((BEGIN + MOST_CAPACITY) * SlabLayout.WORD);
            layOut(slab);
            slabs.put(index, slab);
        }
        LONG.setVolatile(table.words, index * SlabLayout.WORD, slab.address);
        return true;
    }

    /** Takes a token from the list of this CPU; 0 if it is empty or stopped. */
    long pop() {
        long token = calls.pop(table.address, CLASS);
        while (token == SlabCalls.NO_SLAB && populate()) {
            token = calls.pop(table.address, CLASS);
        }
        return Math.max(0, token);
    }

    /** Puts a token on the list of this CPU; returns 0 if it took it, else the token, which the caller still holds. */
    long push(long token) {
        int code = calls.push(table.address, CLASS, token);
        while (code == SlabCalls.NO_SLAB && populate()) {
            code = calls.push(table.address, CLASS, token);
        }
        return code > 0 ? 0 : token;
    }

    /** As {@link #pop}, but from the first list, without a critical section: for broken variants. */
    final long takeTop() {
        Mapping slab = firstSlab();
        int current = slab.words.getShort(HEADER + SlabLayout.HEADER_CURRENT);
        if (current == BEGIN) {
            return 0;
        }
        long token = slab.words.getLong((current - 1) * SlabLayout.WORD);
        slab.words.putShort(HEADER + SlabLayout.HEADER_CURRENT, (short) (current - 1));
        return token;
    }

    /** As {@link #push}, but on the first list, without a critical section: for broken variants. */
    final boolean putOnTop(long token) {
        Mapping slab = firstSlab();
        int current = slab.words.getShort(HEADER + SlabLayout.HEADER_CURRENT);
        if (current == slab.words.getShort(HEADER + SlabLayout.HEADER_END)) {
            return false;
        }
        slab.words.putLong(current * SlabLayout.WORD, token);
        slab.words.putShort(HEADER + SlabLayout.HEADER_CURRENT, (short) (current + 1));
        return true;
    }

    private Mapping firstSlab() {
        if (slabs.isEmpty()) {
            populate();
        }
        return slabs.values().iterator().next();
    }

    /** Takes up to two tokens at once. */
    final long[] popTwo(int actor) {
        long batch = batch(actor);
        int count = calls.popBatch(table.address, CLASS, batch, 2);
        while (count == SlabCalls.NO_SLAB && populate()) {
            count = calls.popBatch(table.address, CLASS, batch, 2);
        }
        return words(actor, 0, Math.max(0, count));
    }

    /** Puts tokens on the list as one batch; returns those that found no room. */
    final long[] pushBatch(int actor, long... batch) {
        for (int i = 0; i < batch.length; i++) {
            scratch.words.putLong(word(actor, i), batch[i]);
        }
        int count = calls.pushBatch(table.address, CLASS, batch(actor), batch.length);
        while (count == SlabCalls.NO_SLAB && populate()) {
            count = calls.pushBatch(table.address, CLASS, batch(actor), batch.length);
        }
        return words(actor, Math.max(0, count), batch.length);
    }

    private long batch(int actor) {
        return scratch.address + word(actor, 0);
    }

    private static int word(int actor, int index) {
        return (actor * SlabLayout.MAX_BATCH + index) * SlabLayout.WORD;
    }

    private long[] words(int actor, int from, int to) {
        long[] result = new long[to - from];
        for (int i = 0; i < result.length; i++) {
            result[i] = scratch.words.getLong(word(actor, from + i));
        }
        return result;
    }

    /** Changes the capacity of the list of this CPU, as far as it is allowed. */
    final void resize(int slots) {
        calls.grow(table.address, CLASS, calls.index(), slots);
    }

    /** Bars critical sections from all lists. When this returns, none is in one. */
    final synchronized void stop() {
        stopped = true;
        unpublish();
    }

    /** Null entries, and a fence: broken variants leave one of them out. */
    void unpublish() {
        slabs.keySet().forEach(index -> LONG.setVolatile(table.words, index * SlabLayout.WORD, 0L));
        fence();
    }

    void fence() {
        if (!PLATFORM.fence()) {
            throw new IllegalStateException("the kernel refuses a fence");
        }
    }

    /** Lets critical sections in again. */
    final synchronized void start() {
        publish();
    }

    private void publish() {
        stopped = false;
        slabs.forEach((index, slab) -> LONG.setVolatile(table.words, index * SlabLayout.WORD, slab.address));
    }

    /** Takes all tokens from all lists, which have to be stopped, and keeps them for the audit; returns them. */
    final synchronized List<Long> empty() {
        List<Long> taken = new ArrayList<>();
        for (Mapping slab : slabs.values()) {
            int current = slab.words.getShort(HEADER + SlabLayout.HEADER_CURRENT);
            while (current > BEGIN) {
                current--;
                taken.add(slab.words.getLong(current * SlabLayout.WORD));
            }
            slab.words.putShort(HEADER + SlabLayout.HEADER_CURRENT, (short) BEGIN);
        }
        drained.addAll(taken);
        return taken;
    }

    /** Tokens on all lists. */
    final int count() {
        return slabs.values().stream().mapToInt(slab -> slab.words.getShort(HEADER + SlabLayout.HEADER_CURRENT) - BEGIN).sum();
    }

    /** Stops, empties and starts, as {@code RemoteSlabs.drain} does. */
    final synchronized List<Long> drain() {
        stop();
        List<Long> taken = empty();
        start();
        return taken;
    }

    /** Leaves a token's word odd for a moment, then even, with accesses that order nothing. */
    final void write(long token) {
        WORD.setOpaque(contents, (int) token, 1L);
        WORD.setOpaque(contents, (int) token, 2L);
    }

    /** Whether a token's word was written to its end; it is erased. */
    final boolean isWritten(long token) {
        boolean written = (long) WORD.getOpaque(contents, (int) token) == 2;
        WORD.setOpaque(contents, (int) token, 0L);
        return written;
    }

    /** Counts the tokens that are nowhere, and those that are in two places; the island goes back to the idle ones. */
    final void audit(II_Result result, long... held) {
        stop();
        empty();
        int[] places = new int[tokens + 1];
        drained.forEach(token -> places[token.intValue()]++);
        for (long token : held) {
            places[(int) token]++;
        }
        for (int token = 1; token <= tokens; token++) {
            result.r1 += places[token] == 0 ? 1 : 0;
            result.r2 += places[token] > 1 ? 1 : 0;
        }
        home.giveBack(this);
    }
}
