/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The ways from Java to the critical sections: critical foreign calls (Java 22 and later) and JNI. Only {@code io.perch.rseq} and
 * {@code io.perch.rseq.probe} use it.
 */
package io.perch.rseq.binding;
