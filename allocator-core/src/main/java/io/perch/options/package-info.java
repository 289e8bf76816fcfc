/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What users choose: the enums of options. Used by users and by every package above the arena, it uses nothing. */
package io.perch.options;
