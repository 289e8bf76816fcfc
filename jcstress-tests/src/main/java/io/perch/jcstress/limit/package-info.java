/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The hard limit on memory.
 *
 * <ol>
 * <li>{@link LimitIsCheckedAndChargedAtOnce}: two charges that fit only one at a time</li>
 * <li>{@link ChargesAddUp}: sum and peak</li>
 * <li>{@link LimitAdmitsOne}: the same for whole allocations</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenLimit}.
 */
package io.perch.jcstress.limit;
