/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The operations that run as critical sections or leaf native calls, one abstract class each. Everybody may call them. */
package io.perch.rseq.call;
