/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.bench;

import org.openjdk.jmh.annotations.Threads;

/**
 * {@link PoolPair} on as many threads as there are CPUs. It shows whether they disturb each other, for example by a shared cache
 * line.
 */
@Threads(Threads.MAX)
public class PoolPairOnEveryCpu extends PoolPair {
}
