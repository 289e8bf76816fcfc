/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The one list of options, and the enums that users choose from. For users, and for every package from the arena upwards; it
 * depends on nothing.
 */
package io.perch.options;
