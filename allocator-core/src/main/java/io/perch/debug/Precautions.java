/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.debug;

import io.perch.profile.Profiler;
import io.perch.profile.Sampler;
import io.perch.sizeclass.SizeClasses;
import io.perch.slab.FrontEnd;
import io.perch.span.Span;
import io.perch.sync.SpareStack;
import java.util.function.LongSupplier;

/**
 * What is done with every block on its way to its user and back, besides what has to be: hardened mode's check, zeros, and, off
 * the hot path, samples. None of them is on the hot path of an allocator that was made without. All methods may be called from any
 * thread.
 */
public final class Precautions {
    private final OwnerCheck check;
    private final Wiper wiper;
    private final Profiler profiler;

    /**
     * @param check null for none
     * @param wiper null for none
     */
    public Precautions(OwnerCheck check, Wiper wiper, Profiler profiler) {
        this.check = check;
        this.wiper = wiper;
        this.profiler = profiler;
    }

    /** The front end for users, over the caches. */
    public FrontEnd over(FrontEnd caches) {
        if (check == null && wiper == null) {
            return caches;
        }
        boolean checkAlone = wiper == null && check.states().inOnePiece();
        return checkAlone ? new HardenedSlabs(caches, check) : new PrecautiousSlabs(caches, this);
    }

    /**
     * A user is to get a block of a size class. If that fails, the block goes back to the caches.
     *
     * @param block what the caches gave: no address if it is not positive
     * @return the block; 0 if somebody has it already, so that another has to be taken
     */
    public long handOut(FrontEnd caches, int sizeClass, long block) {
        if (block <= 0) {
            return block;
        }
        if (check != null && !check.use(sizeClass, block)) {
            return 0;
        }
        if (wiper != null) {
            wipeForUser(caches, sizeClass, block);
        }
        return block;
    }

    /**
     * A user is to get a block of a size class: the first that a source gives, or the one behind it if hardened mode finds that a
     * user has that already, and so on. 0 if there is none.
     */
    public long take(FrontEnd caches, int sizeClass, LongSupplier source) {
        long taken;
        long block;
        do {
            taken = source.getAsLong();
            block = handOut(caches, sizeClass, taken);
        } while (taken != block);
        return block;
    }

    /** A user who knows only its address gets a block of a size class. Never fails: a sample less is better than a block less. */
    public void sample(int sizeClass, long block) {
        try {
            profiler.allocated(block, SizeClasses.size(sizeClass));
        } catch (StackOverflowError notSampled) {
            return;
        }
    }

    private void wipeForUser(FrontEnd caches, int sizeClass, long block) {
        try {
            wiper.handOut(sizeClass, block);
        } catch (Throwable e) {
            if (check != null) {
                check.giveUp(sizeClass, block);
            }
            caches.give(sizeClass, block);
            throw e;
        }
    }

    /**
     * A user gives a block of a size class back, which the caller then gives to the caches. A block that cannot be wiped, for want
     * of heap or stack, is there when this throws.
     *
     * @throws IllegalArgumentException if it is not in use, or of another class; nothing is changed
     */
    public void takeBack(FrontEnd caches, int sizeClass, long block) {
        Sampler sampler = profiler.sampler();
        boolean mayBeSampled = sampler != null && sampler.mayHold(block);
        if (mayBeSampled) {
            // The sampler asks for stack as well, and must not be refused once the block has no user.
            SpareStack.requireMore();
        }
        if (check != null) {
            check.giveUp(sizeClass, block);
        }
        if (mayBeSampled) {
            sampler.freed(block);
        }
        if (wiper != null) {
            wipeForNobody(caches, sizeClass, block);
        }
    }

    /** The caches did not take a block that was taken back: its user has it still. */
    void leave(int sizeClass, long block) {
        if (check != null) {
            check.use(sizeClass, block);
        }
    }

    private void wipeForNobody(FrontEnd caches, int sizeClass, long block) {
        try {
            wiper.takeBack(sizeClass, block);
        } catch (Throwable e) {
            caches.give(sizeClass, block);
            throw e;
        }
    }

    /** A user gets a large block, or more of it: what is at {@code from} and behind it. */
    public void handOutLarge(Span span, long from) {
        if (wiper != null) {
            wiper.handOutLarge(span, from);
        }
        Sampler sampler = profiler.sampler();
        if (sampler != null && from == span.address()) {
            sampler.allocated(from, span.blockSize());
        } else if (sampler != null) {
            sampler.grown(span.address(), from - span.address(), span.blockSize());
        }
    }

    /** A user gives a large block back, and nobody else can. */
    public void takeBackLarge(Span span) {
        Sampler sampler = profiler.sampler();
        if (sampler != null) {
            sampler.freed(span.address());
        }
        if (wiper != null) {
            wiper.takeBackLarge(span);
        }
    }
}
