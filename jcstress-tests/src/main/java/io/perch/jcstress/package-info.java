/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Concurrency tests by jcstress over the real native operations and tiers, as a course: numbered, one claim each.
 *
 * <table>
 * <caption>The course; each family has a broken variant among the module's own tests, which it has to catch</caption>
 * <tr><td>T01 to T04</td><td>pop and push</td><td>{@code BrokenPop}</td></tr>
 * <tr><td>T05 to T07</td><td>a push is visible with its contents</td><td>{@code BrokenContents}</td></tr>
 * <tr><td>T08 to T11</td><td>batches</td><td>{@code BrokenBatch}</td></tr>
 * <tr><td>T12 to T15</td><td>empty and full lists</td><td>{@code BrokenLastToken}</td></tr>
 * <tr><td>T16 to T19</td><td>drain against pop and push</td><td>{@code BrokenDrain}</td></tr>
 * <tr><td>T20 to T23</td><td>stop and restart</td><td>{@code BrokenStop}</td></tr>
 * <tr><td>T24 to T26</td><td>refill, overflow and free after a migration</td><td>{@code BrokenMigration}</td></tr>
 * <tr><td>T27 to T29</td><td>two modes over one back end, and a change of mode</td><td>{@code BrokenModeChange}</td></tr>
 * <tr><td>T30 to T33</td><td>transfer cache</td><td>{@code BrokenTransferCache}</td></tr>
 * <tr><td>T34 to T37</td><td>spans and their bitmaps</td><td>{@code BrokenSpan}</td></tr>
 * <tr><td>T38 to T40</td><td>page map</td><td>{@code BrokenPageMap}</td></tr>
 * <tr><td>T41 to T43</td><td>limits</td><td>{@code BrokenLimit}</td></tr>
 * <tr><td>T44 to T46</td><td>stripes</td><td>{@code BrokenStripes}</td></tr>
 * <tr><td>T47 to T50</td><td>the whole allocator</td><td></td></tr>
 * <tr><td>T51 to T52</td><td>bound objects</td><td>{@code BrokenBoundObject}</td></tr>
 * <tr><td>T53 to T55</td><td>reference counts and reuse of buffers</td><td>{@code BrokenCount}</td></tr>
 * <tr><td>T56 to T58</td><td>close</td><td>{@code BrokenClose}</td></tr>
 * </table>
 */
package io.perch.jcstress;
