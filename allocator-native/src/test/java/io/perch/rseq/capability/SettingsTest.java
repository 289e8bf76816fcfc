/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** System properties, well and badly written. */
class SettingsTest {
    private static Settings settings(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Settings.of(properties);
    }

    @Test
    void withoutSettingsEverythingIsAllowed() {
        Settings settings = settings();
        assertThat(settings.problem()).isEmpty();
        assertThat(settings.binding()).isEmpty();
        assertThat(settings.file()).isNull();
        assertThat(settings.directory()).isNull();
        assertThat(settings.disabled()).isFalse();
        assertThat(settings.off()).isEmpty();
        assertThat(settings.ownArea()).isEqualTo(OwnAreaWish.AUTO);
        assertThat(settings.notification()).isEmpty();
    }

    @Test
    void whatIsSetIsSeen() {
        Settings settings = settings(Settings.BINDING, "jni", Settings.FILE, "/x/libperch.so", Settings.DIRECTORY, "/y",
                Settings.DISABLED, "true", Settings.OFF, "MM_CID, FFM_CRITICAL", Settings.OWN_AREA, "off",
                Settings.NOTIFICATION, "on");
        assertThat(settings.notification()).isEqualTo("on");
        assertThat(settings.ownArea()).isEqualTo(OwnAreaWish.OFF);
        assertThat(settings(Settings.OWN_AREA, "takeover").ownArea()).isEqualTo(OwnAreaWish.TAKEOVER);
        assertThat(settings.problem()).isEmpty();
        assertThat(settings.binding()).isEqualTo("jni");
        assertThat(settings.file()).isEqualTo(Path.of("/x/libperch.so"));
        assertThat(settings.directory()).isEqualTo(Path.of("/y"));
        assertThat(settings.disabled()).isTrue();
        assertThat(settings.off()).containsExactlyInAnyOrder(Capability.MM_CID, Capability.FFM_CRITICAL);
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        assertThat(settings(Settings.BINDING, "panama").problem()).contains("perch.binding=panama");
        assertThat(settings(Settings.NOTIFICATION, "true").problem()).contains("perch.notify=true");
        assertThat(settings(Settings.OWN_AREA, "on").problem()).contains("perch.rseq.own=on");
        assertThat(settings(Settings.OFF, "MMCID").problem()).contains("MMCID").contains("MM_CID");
    }
}
