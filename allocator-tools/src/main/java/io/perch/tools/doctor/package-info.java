/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What Perch finds on this machine, what it uses of it, and why not more. */
package io.perch.tools.doctor;
