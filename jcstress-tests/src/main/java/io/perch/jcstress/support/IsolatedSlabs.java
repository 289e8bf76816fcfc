/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jcstress.support;

import io.perch.rseq.NativePlatform;
import io.perch.rseq.SlabLayout;
import io.perch.rseq.SlabMemory;
import io.perch.rseq.SlabTable;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.call.SlabCalls;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A slab for each CPU, with one list of tokens, which one state of a test has for itself, so that its arbiter can find every token.
 * Tokens are small numbers in place of block addresses, which critical sections only move. All CPUs' lists start out alike,
 * because nobody knows where an actor will run.
 */
public class IsolatedSlabs {
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);
    private static final NativePlatform PLATFORM = NativePlatform.get();
    private static final int CLASS = 0;
    private static final int BEGIN = SlabLayout.header(CLASS + 1) / SlabLayout.WORD;
    private static final int MOST_CAPACITY = 8;
    private static final int ACTORS = 2;
    private static final int MAX_TOKENS = 1 << 12;

    private final SlabCalls calls = PLATFORM.calls(IndexMode.CPU);
    private final SlabTable table = new SlabTable(PLATFORM.memory(), IndexMode.CPU, 1);
    private final Mapping scratch = new Mapping(ACTORS * SlabLayout.MAX_BATCH * SlabLayout.WORD);
    private final Map<Integer, SlabMemory> slabs = new ConcurrentHashMap<>();
    /** By token: a word that its holder writes without any ordering. */
    private final long[] contents = new long[MAX_TOKENS];
    private final List<Long> drained = new ArrayList<>();
    private IsolatedSlabsPool origin;
    private int capacity;
    private int fill;
    private int tokens;
    private boolean stopped;

    final void reset(IsolatedSlabsPool owner, int newCapacity, int newFill) {
        origin = owner;
        capacity = newCapacity;
        fill = newFill;
        tokens = 0;
        drained.clear();
        slabs.values().forEach(this::layOut);
        publish();
    }

    private void layOut(SlabMemory slab) {
        for (int i = 0; i < fill; i++) {
            slab.setBlock(BEGIN + i, newToken());
        }
        slab.setList(CLASS, BEGIN, BEGIN + fill, BEGIN + capacity, BEGIN + MOST_CAPACITY);
    }

    /** A new token, which the caller holds. */
    public final synchronized long newToken() {
        tokens++;
        return tokens;
    }

    private synchronized boolean populate() {
        if (stopped) {
            return false;
        }
        int index = calls.index();
        SlabMemory slab = slabs.get(index);
        if (slab == null) {
            slab = SlabMemory.map(PLATFORM.memory(), (BEGIN + MOST_CAPACITY) * SlabLayout.WORD, "perch jcstress");
            layOut(slab);
            slabs.put(index, slab);
        }
        table.publish(index, slab);
        return true;
    }

    /** Takes a token from the list of this CPU; 0 if it is empty or stopped. */
    public long pop() {
        long token = calls.pop(table.address(), CLASS);
        while (token == SlabCalls.NO_SLAB && populate()) {
            token = calls.pop(table.address(), CLASS);
        }
        return Math.max(0, token);
    }

    /** Puts a token on the list of this CPU; returns 0 if it took it, else the token, which the caller still holds. */
    public long push(long token) {
        int code = calls.push(table.address(), CLASS, token);
        while (code == SlabCalls.NO_SLAB && populate()) {
            code = calls.push(table.address(), CLASS, token);
        }
        return code > 0 ? 0 : token;
    }

    /** As {@link #pop}, but from the first list, without a critical section, and open to others: for broken variants. */
    public final long takeTop() {
        SlabMemory slab = firstSlab();
        int current = slab.current(CLASS);
        if (current == BEGIN) {
            return 0;
        }
        long token = slab.block(current - 1);
        Thread.yield();
        slab.setCurrent(CLASS, current - 1);
        return token;
    }

    /** As {@link #push}, but on the first list, without a critical section, and open to others: for broken variants. */
    public final boolean putOnTop(long token) {
        SlabMemory slab = firstSlab();
        int current = slab.current(CLASS);
        if (current == slab.end(CLASS)) {
            return false;
        }
        slab.setBlock(current, token);
        Thread.yield();
        slab.setCurrent(CLASS, current + 1);
        return true;
    }

    private SlabMemory firstSlab() {
        if (slabs.isEmpty()) {
            populate();
        }
        return slabs.values().iterator().next();
    }

    /** Takes up to two tokens at once. */
    public final long[] popTwo(int actor) {
        long batch = batch(actor);
        int count = calls.popBatch(table.address(), CLASS, batch, 2);
        while (count == SlabCalls.NO_SLAB && populate()) {
            count = calls.popBatch(table.address(), CLASS, batch, 2);
        }
        return words(actor, 0, Math.max(0, count));
    }

    /** Puts tokens on the list as one batch; returns those that found no room. */
    public final long[] pushBatch(int actor, long... batch) {
        for (int i = 0; i < batch.length; i++) {
            scratch.words.putLong(word(actor, i), batch[i]);
        }
        int count = calls.pushBatch(table.address(), CLASS, batch(actor), batch.length);
        while (count == SlabCalls.NO_SLAB && populate()) {
            count = calls.pushBatch(table.address(), CLASS, batch(actor), batch.length);
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
    public final void resize(int slots) {
        calls.grow(table.address(), CLASS, calls.index(), slots);
    }

    /** Keeps critical sections out of all lists. When this returns, none is running in one. */
    public final synchronized void stop() {
        stopped = true;
        unpublish();
    }

    /** Null entries, and a fence: broken variants leave one of them out. */
    void unpublish() {
        slabs.forEach(table::stop);
        fence();
    }

    private void fence() {
        if (!PLATFORM.fence()) {
            throw new IllegalStateException("the kernel refuses a fence");
        }
    }

    /** Lets critical sections in again. */
    public final synchronized void start() {
        publish();
    }

    private void publish() {
        stopped = false;
        slabs.forEach(table::publish);
    }

    /** Takes and returns all tokens of all lists, which have to be stopped, and remembers them for the audit. */
    public final List<Long> empty() {
        return takeFromTop(MOST_CAPACITY);
    }

    private synchronized List<Long> takeFromTop(int most) {
        List<Long> taken = new ArrayList<>();
        for (SlabMemory slab : slabs.values()) {
            int current = slab.current(CLASS);
            int rest = Math.max(BEGIN, current - most);
            for (int top = current; top > rest; top--) {
                taken.add(slab.block(top - 1));
            }
            slab.setCurrent(CLASS, rest);
        }
        drained.addAll(taken);
        return taken;
    }

    /** Stops, takes up to {@code most} tokens of each list and starts, as slabs that nobody uses give back what was not needed. */
    public final synchronized void giveBack(int most) {
        stop();
        takeFromTop(most);
        start();
    }

    /** Tokens on all lists. */
    public final int count() {
        return slabs.values().stream().mapToInt(slab -> slab.current(CLASS) - BEGIN).sum();
    }

    /** Stops, empties and starts, as the real drain does. */
    public final synchronized List<Long> drain() {
        stop();
        List<Long> taken = empty();
        start();
        return taken;
    }

    /** Writes a token's word twice, by accesses that order nothing. */
    public final void write(long token) {
        WORD.setOpaque(contents, (int) token, 1L);
        WORD.setOpaque(contents, (int) token, 2L);
    }

    /** Whether the second write to a token's word is visible; the word is reset. */
    public final boolean isWritten(long token) {
        boolean written = (long) WORD.getOpaque(contents, (int) token) == 2;
        WORD.setOpaque(contents, (int) token, 0L);
        return written;
    }

    /** Counts the tokens that are nowhere, and those that are in two places. Then these slabs may be used by another state. */
    public final void audit(II_Result result, long... held) {
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
        origin.giveBack(this);
    }
}
