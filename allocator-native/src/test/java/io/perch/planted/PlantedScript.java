/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.perch.inject.Faults;
import io.perch.inject.Script;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Elements move from one place to another, and are lost between them if something cannot be allocated there. */
public final class PlantedScript implements Script {
    private static final int ELEMENTS = 3;

    private final String order;
    private final int[] numbers = new int[ELEMENTS];
    private final List<Object> made = new ArrayList<>();
    private int here = ELEMENTS;
    private int there;

    /** @param order what is allocated halfway; or "first", for what is right */
    public PlantedScript(String order) {
        this.order = order;
    }

    @Override
    public void run(Faults faults) {
        for (int i = 0; i < ELEMENTS; i++) {
            try {
                move();
            } catch (OutOfMemoryError full) {
                faults.callIsOver();
            }
        }
    }

    private void move() {
        if (order.equals("first")) {
            Object made = new Object();
            here--;
            there += made == null ? 0 : 1;
            return;
        }
        here--;
        there += allocate() == null ? 0 : 1;
    }

    private Object allocate() {
        return switch (order) {
            case "object" -> new Object();
            case "array" -> new long[2][2];
            case "lambda" -> (Runnable) () -> here = 0;
            case "string" -> "here: " + here;
            case "boxed" -> Integer.valueOf(here);
            case "grown" -> grow();
            case "copied" -> Arrays.copyOf(numbers, ELEMENTS + 1);
            case "cloned" -> numbers.clone();
            default -> throw new IllegalArgumentException(order);
        };
    }

    private Object grow() {
        made.add("element");
        return made;
    }

    @Override
    public void check() {
        assertThat(here + there).as("elements").isEqualTo(ELEMENTS);
    }
}
