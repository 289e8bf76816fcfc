/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code libperch.so}: found or unpacked, checked, loaded, and asked by JNI. Only {@code io.perch.rseq.probe} uses it. */
package io.perch.rseq.library;
