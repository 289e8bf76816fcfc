/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What there is, what works, what the user allows, and why something is not used. Everybody may ask; the votes are cast by {@code
 * io.perch.rseq.binding} and {@code io.perch.rseq.probe}.
 */
package io.perch.rseq.capability;
