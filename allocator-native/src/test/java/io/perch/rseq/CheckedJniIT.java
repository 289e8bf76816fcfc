/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.perch.rseq.call.IndexMode;
import io.perch.rseq.capability.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JVM's own checks of JNI have nothing to say about our methods. About JNA's they have, and that is not our affair. */
class CheckedJniIT {
    @Test
    void theJvmFindsNoFaultWithOurMethods() throws Exception {
        assumeTrue(NativePlatform.get().supports(IndexMode.VCPU), NativePlatform.get().reason(IndexMode.VCPU));
        assumeTrue(NativePlatform.get().capabilities().active(Capability.ORIGINAL_LENGTH), "no mark may be set");
        String output = new ChildJvm().option("-Xcheck:jni").option("-Dperch.binding=jni").option("-Dperch.notify=on")
                .run(EveryCall.class);
        List<String> lines = output.lines().toList();
        assertThat(lines).contains("the end through jni");
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("in native method")) {
                assertThat(lines.get(i + 1)).as(lines.get(i)).doesNotContain("io.perch");
            }
        }
    }
}
