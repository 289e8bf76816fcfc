/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.jmx;

import io.perch.PerchAllocator;
import io.perch.profile.Profile;
import io.perch.publish.AllocatorBean;
import io.perch.publish.Source;
import io.perch.stats.Counter;
import io.perch.stats.PerchStats;
import io.perch.stats.Ratio;
import javax.management.ObjectName;

/**
 * An allocator in JMX, as {@code io.perch:type=Allocator,name=...}: an attribute for each {@link Counter} and {@link Ratio}, a
 * table of the pools, the page of numbers, {@code trim}, and the profile. It is an open MXBean whose attributes are made from those
 * lists. A query takes a snapshot, as {@link PerchAllocator#stats()} does; if nobody asks, nothing is done. With {@code
 * -Dperch.jmx=true} each allocator is there by itself, its name a number, until it is closed.
 */
public final class PerchMBean implements AutoCloseable {
    private final AllocatorBean bean;

    private PerchMBean(AllocatorBean bean) {
        this.bean = bean;
    }

    /**
     * Registers an allocator with the platform's MBean server, until the returned bean is closed.
     *
     * @param name tells allocators apart; letters, digits and hyphens
     * @throws IllegalArgumentException if the name is taken or is not valid
     */
    public static PerchMBean register(PerchAllocator allocator, String name) {
        return new PerchMBean(AllocatorBean.register(new Source() {
            @Override
            public PerchStats stats() {
                return allocator.stats();
            }

            @Override
            public Profile profile() {
                return allocator.profile();
            }

            @Override
            public boolean isProfiled() {
                return allocator.isProfiled();
            }

            @Override
            public void profileEvery(long interval) {
                allocator.profileEvery(interval);
            }

            @Override
            public long trim() {
                return allocator.trim();
            }
        }, name));
    }

    /** The name under which the bean is found. */
    public ObjectName name() {
        return bean.name();
    }

    /** Takes the allocator out of JMX; closing twice does nothing. */
    @Override
    public void close() {
        bean.close();
    }
}
