/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A thread is moved to another CPU between two steps of an operation.
 *
 * <ol>
 * <li>{@link RefillAfterMigration}: it misses on one CPU and refills on another</li>
 * <li>{@link OverflowAfterMigration}: it finds one list full and makes room on another</li>
 * <li>{@link FreeOnAnotherCpu}: it pops on one CPU and pushes on another</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenMigration}.
 */
package io.perch.jcstress.migration;
