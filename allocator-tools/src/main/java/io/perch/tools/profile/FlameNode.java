/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.profile.CallSite;
import io.perch.profile.Profile;
import java.util.Map;
import java.util.TreeMap;

/** A frame, and all stacks that have the same frames up to it. */
final class FlameNode {
    private final Map<String, FlameNode> callees = new TreeMap<>();
    private double bytes;
    private double byteMillis;

    /** The root of all stacks that hold memory. */
    static FlameNode of(Profile profile) {
        FlameNode root = new FlameNode();
        profile.holders().forEach(root::add);
        return root;
    }

    private void add(CallSite site) {
        FlameNode node = this;
        node.count(site);
        for (int i = site.frames().size() - 1; i >= 0; i--) {
            node = node.callees.computeIfAbsent(Frames.name(site.frames().get(i)), name -> new FlameNode());
            node.count(site);
        }
    }

    private void count(CallSite site) {
        bytes += site.liveBytes().value();
        byteMillis += site.liveBytes().value() * site.meanMillis();
    }

    /** What it calls, by name. */
    Map<String, FlameNode> callees() {
        return callees;
    }

    /** Live bytes of all its stacks. */
    double bytes() {
        return bytes;
    }

    /** How long its bytes have been in use, on average. */
    double meanMillis() {
        return bytes == 0 ? 0 : byteMillis / bytes;
    }

    /** The most frames behind this one. */
    int depth() {
        return callees.values().stream().mapToInt(FlameNode::depth).map(depth -> depth + 1).max().orElse(0);
    }
}
