/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.tools.profile;

import io.perch.profile.CallSite;
import io.perch.profile.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A line for each call site that holds memory: its frames, outermost first, and its live bytes. Flame graph tools read it. */
final class CollapsedStacks {
    private CollapsedStacks() {
    }

    static String of(Profile profile) {
        return profile.holders().stream()
                .map(site -> stack(site) + ' ' + Math.round(site.liveBytes().value()) + '\n').collect(Collectors.joining());
    }

    private static String stack(CallSite site) {
        List<String> frames = new ArrayList<>();
        site.frames().forEach(frame -> frames.add(Frames.name(frame).replaceAll("[; ]", "_")));
        Collections.reverse(frames);
        return String.join(";", frames);
    }
}
