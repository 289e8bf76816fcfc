/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch;

/**
 * A block and what can be used of it.
 *
 * @param address  of the first byte
 * @param capacity usable bytes, at least what was asked for
 */
public record Allocation(long address, long capacity) {
}
