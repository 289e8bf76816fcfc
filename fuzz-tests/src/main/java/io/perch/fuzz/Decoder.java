/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns any bytes into a program: the first is the number of the setup, then each action is one byte, followed by its arguments.
 *
 * <pre>
 *   size:       2 bytes, exponent and fraction: from 1 byte to 1 MiB, each magnitude equally likely
 *   alignment:  1 byte, exponent
 *   everything else: 1 byte
 * </pre>
 */
final class Decoder {
    private static final int MAX_OPERATIONS = 512;
    /** On a busy machine each takes milliseconds, the time of thousands of other operations. */
    private static final int MAX_WAITS = 4;
    private static final int SIZE_EXPONENTS = 20;
    private static final int ALIGNMENT_EXPONENTS = 16;
    private static final int MOST_AT_ONCE = 1 << 16;
    private static final Action[] ACTIONS = Action.values();

    private final byte[] bytes;
    private int position;

    private Decoder(byte[] bytes) {
        this.bytes = bytes;
    }

    static Program decode(byte[] bytes) {
        return new Decoder(bytes).program();
    }

    private Program program() {
        Setup setup = Setup.of(next());
        List<Operation> operations = new ArrayList<>();
        int waits = 0;
        while (position < bytes.length && operations.size() < MAX_OPERATIONS) {
            Operation operation = operation(ACTIONS[next() % ACTIONS.length]);
            waits += operation.action().waits() ? 1 : 0;
            if (waits <= MAX_WAITS || !operation.action().waits()) {
                operations.add(operation);
            }
        }
        return new Program(setup, operations);
    }

    private Operation operation(Action action) {
        return switch (action) {
            case ALLOCATE -> new Operation(action, size());
            case REACH_LIMIT -> new Operation(action, 1 << 10 | size());
            case ALLOCATE_ALIGNED -> new Operation(action, size(), 1L << next() % ALIGNMENT_EXPONENTS);
            case ALLOCATE_MANY -> many(action, size());
            case ALLOCATE_ON_NODE -> new Operation(action, size(), next());
            case FREE_MANY -> new Operation(action, next(), next());
            case FREE_INTERIOR -> new Operation(action, next(), 1 + next());
            case FREE, FREE_SIZED, FREE_REMOTELY -> new Operation(action, next());
            default -> new Operation(action);
        };
    }

    private Operation many(Action action, long size) {
        return new Operation(action, size, Math.min(1 + next() % 64, 1 + MOST_AT_ONCE / size));
    }

    private long size() {
        int exponent = next() % SIZE_EXPONENTS;
        return (1L << exponent) + ((long) next() << exponent >> Byte.SIZE);
    }

    /** The next byte, or 0 after the end. */
    private int next() {
        return position < bytes.length ? Byte.toUnsignedInt(bytes[position++]) : 0;
    }
}
