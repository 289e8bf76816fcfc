/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench.limit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.perch.bench.ForkedJvm;
import io.perch.bench.netty.Peer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM in which an allocator is at its limit: its main method, and how it is started. */
final class LimitFork {
    private static final int SERVED = 2;
    private static final int NEIGHBOURS = 4;
    private static final long LIMIT = 256 << 20;
    private static final List<String> OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC",
            "-Dperch.limit.hard=" + LIMIT, "-Dio.netty.maxDirectMemory=" + LIMIT, "-XX:MaxDirectMemorySize=" + LIMIT);
    private static final int WARM_UP_ROUNDS = 2;
    private static final String PAIRS = "PAIRS";
    private static final String CPU = "CPU";
    private static final String REFUSALS = "REFUSALS";
    private static final String OWN_REFUSALS = "OWN REFUSALS";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Served> served = new ArrayList<>();
    private final List<Neighbour> neighbours = new ArrayList<>();

    private LimitFork(ByteBufAllocator allocator, int size) {
        for (int i = 0; i < SERVED; i++) {
            served.add(new Served(allocator));
        }
        for (int i = 0; i < NEIGHBOURS; i++) {
            neighbours.add(new Neighbour(allocator, size));
        }
    }

    /** Arguments: allocator, size of refused buffers, rounds, milliseconds of a round with each company. */
    public static void main(String[] arguments) throws InterruptedException {
        ByteBufAllocator allocator = Peer.valueOf(arguments[0]).create();
        int size = Integer.parseInt(arguments[1]);
        LimitFork fork = new LimitFork(allocator, size);
        fork.served.forEach(Thread::start);
        fork.neighbours.forEach(Thread::start);
        TimeUnit.SECONDS.sleep(1);
        List<ByteBuf> held = fill(allocator, size);
        fork.measure(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        held.forEach(ByteBuf::release);
        System.exit(0);
    }

    private static List<ByteBuf> fill(ByteBufAllocator allocator, int size) {
        List<ByteBuf> held = new ArrayList<>();
        try {
            while (true) {
                held.add(allocator.directBuffer(size));
            }
        } catch (OutOfMemoryError full) {
            return held;
        }
    }

    private void measure(int rounds, int millis) throws InterruptedException {
        for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
            for (Company company : Company.values()) {
                Map<String, Long> before = counts();
                neighbours.forEach(neighbour -> neighbour.does(company));
                TimeUnit.MILLISECONDS.sleep(millis);
                Map<String, Long> after = counts();
                if (round >= 0) {
                    String name = name(company, round);
                    after.forEach((kind, count) -> ForkedJvm.tell(kind, name, count - before.get(kind)));
                }
            }
        }
    }

    private Map<String, Long> counts() {
        return Map.of(PAIRS, served.stream().mapToLong(Served::pairs).sum(),
                CPU, served.stream().mapToLong(thread -> threads.getThreadCpuTime(thread.getId())).sum(),
                REFUSALS, neighbours.stream().mapToLong(Neighbour::refusals).sum(),
                OWN_REFUSALS, served.stream().mapToLong(Served::refusals).sum());
    }

    static LimitRow run(Peer peer, int size, int rounds, int millis) throws IOException, InterruptedException {
        String what = size + " bytes on " + peer.name().toLowerCase(Locale.ROOT);
        String output = ForkedJvm.output(ForkedJvm.of(OPTIONS, LimitFork.class, peer.name(), Integer.toString(size),
                Integer.toString(rounds), Integer.toString(millis)), what, REFUSALS);
        Map<String, Long> refusals = ForkedJvm.told(output.lines(), REFUSALS, Long::valueOf);
        if (refusals.size() != rounds * Company.values().length) {
            throw new IOException(what + " failed:\n" + output);
        }
        return new LimitRow(peer, size, rounds, ForkedJvm.told(output.lines(), PAIRS, Long::valueOf),
                ForkedJvm.told(output.lines(), CPU, Long::valueOf),
                perSecond(refusals, rounds, millis),
                perSecond(ForkedJvm.told(output.lines(), OWN_REFUSALS, Long::valueOf), rounds, millis));
    }

    private static double perSecond(Map<String, Long> counts, int rounds, int millis) {
        return counts.values().stream().mapToLong(Long::longValue).sum() * 1000.0 / rounds / millis;
    }

    /** What a number is called that was counted in a round beside that company. */
    static String name(Company company, int round) {
        return company.name() + ' ' + round;
    }
}
