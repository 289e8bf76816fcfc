/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What tests have to see of the lock's inside. */
package io.perch.lock;
