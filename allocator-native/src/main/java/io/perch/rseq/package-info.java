/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the rest of Perch uses of the machine below Java: {@link io.perch.rseq.NativePlatform} detects it and hands out the calls,
 * and {@link io.perch.rseq.SlabLayout} draws the memory that they work on.
 *
 * <p>Everybody may use this package, {@code call} and {@code capability}; nobody outside of this module may use what lies between.
 * Arrows point down:
 *
 * <pre>
 *   rseq          NativePlatform
 *     probe       finds out what works here, step by step
 *       binding   from Java to the critical sections: JNI, FFM
 *       library   the library's file, loaded; what is asked of it by JNI
 *         call          operations, as abstract classes
 *         capability    what may be used, and why not; the user's settings
 * </pre>
 */
package io.perch.rseq;
