/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What tests share: slabs and tiers that one state has for itself, counts of holders, and common outcomes. */
package io.perch.jcstress.support;
