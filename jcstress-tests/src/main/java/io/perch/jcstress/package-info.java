/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Concurrency tests by jcstress over the real native operations and tiers. Each test makes one claim, in its first sentence, with
 * two actors and mostly an arbiter. They can be read as a course: the packages in this order, each of which lists its tests in
 * reading order:
 *
 * <ol>
 * <li>{@link io.perch.jcstress.slab}: one CPU's list</li>
 * <li>{@link io.perch.jcstress.drain}: emptying it from another CPU</li>
 * <li>{@link io.perch.jcstress.surplus}: giving back what its lists did not need</li>
 * <li>{@link io.perch.jcstress.migration}: threads that change CPUs in between</li>
 * <li>{@link io.perch.jcstress.modes}: two modes over one back end</li>
 * <li>{@link io.perch.jcstress.transfer}: transfer caches</li>
 * <li>{@link io.perch.jcstress.span}: spans and the page map</li>
 * <li>{@link io.perch.jcstress.limit}: the hard limit</li>
 * <li>{@link io.perch.jcstress.stripes}: the front end in pure Java</li>
 * <li>{@link io.perch.jcstress.allocator}: the allocator as a whole, and its close</li>
 * <li>{@link io.perch.jcstress.bound}: objects bound to blocks</li>
 * <li>{@link io.perch.jcstress.pool}: handles of pools</li>
 * <li>{@link io.perch.jcstress.netty}: Netty buffers</li>
 * </ol>
 *
 * <p>{@link io.perch.jcstress.support} has what the tests share. Among the module's own tests, each package has a broken variant
 * of one of its tests, which jcstress has to report as failed: this shows that the test would notice.
 */
package io.perch.jcstress;
