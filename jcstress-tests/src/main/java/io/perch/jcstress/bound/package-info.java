/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Java objects that are bound to blocks, as buffers are.
 *
 * <ol>
 * <li>{@link BoundObjectIsWhole}: the next user of a block sees the object with all its fields</li>
 * <li>{@link BoundObjectHasOneUser}: one block, one object, one user</li>
 * </ol>
 *
 * <p>Broken variant: {@code BrokenBoundObject}.
 */
package io.perch.jcstress.bound;
