/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What an allocator counts: one enum, over which every form of publication iterates, and the records of statistics. For users, and
 * for every tier that counts; it depends on nothing.
 */
package io.perch.stats;
