/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq.capability;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/**
 * What the user asked for by system properties.
 *
 * @param binding   "jni", "ffm", or "" for the better one that works
 * @param file      the library to load instead of the one in the jar, or null
 * @param directory where to write the library before it is loaded, or null
 * @param disabled  whether nothing native may be loaded
 * @param off       capabilities not to use
 * @param ownArea   which threads Perch registers
 * @param notification whether threads may mark their {@code struct rseq}: "on", "off", or "" for only if a mode needs it
 * @param problem   a setting that cannot be understood, or "". In that case nothing native is used: a guess might be what the user
 *                  excluded
 */
public record Settings(String binding, Path file, Path directory, boolean disabled, Set<Capability> off, OwnAreaWish ownArea,
        String notification, String problem) {
    /** {@code jni} or {@code ffm}. */
    public static final String BINDING = "perch.binding";
    /** The library's file. */
    public static final String FILE = "perch.native.path";
    /** Where to write the library. */
    public static final String DIRECTORY = "perch.native.dir";
    /** {@code true}: load nothing native. */
    public static final String DISABLED = "perch.native.disabled";
    /** Names of capabilities, separated by commas. */
    public static final String OFF = "perch.capabilities.off";

    /** {@code auto}, {@code off} or {@code takeover}: {@link OwnAreaWish}. */
    public static final String OWN_AREA = "perch.rseq.own";

    /** {@code on} or {@code off}: whether threads may mark their {@code struct rseq} to find out that they were switched out. */
    public static final String NOTIFICATION = "perch.notify";

    private static final int FIRST_WITH_FOREIGN_CALLS = 22;

    /** What is set, whether well-formed or not. */
    public static Settings of(Properties properties) {
        String problem = "";
        String binding = properties.getProperty(BINDING, "");
        if (!Set.of("", "jni", "ffm").contains(binding)) {
            problem = BINDING + "=" + binding + " is not jni or ffm";
        }
        Set<Capability> off = EnumSet.noneOf(Capability.class);
        for (String name : properties.getProperty(OFF, "").split(",")) {
            try {
                if (!name.isBlank()) {
                    off.add(Capability.valueOf(name.trim()));
                }
            } catch (IllegalArgumentException e) {
                problem = OFF + "=" + name.trim() + " is none of " + Arrays.toString(Capability.values());
            }
        }
        String ownArea = properties.getProperty(OWN_AREA, "auto");
        OwnAreaWish wish = OwnAreaWish.OFF;
        if (Set.of("auto", "off", "takeover").contains(ownArea)) {
            wish = OwnAreaWish.valueOf(ownArea.toUpperCase(Locale.ROOT));
        } else {
            problem = OWN_AREA + "=" + ownArea + " is not auto, off or takeover";
        }
        String notification = properties.getProperty(NOTIFICATION, "");
        if (!Set.of("", "on", "off").contains(notification)) {
            problem = NOTIFICATION + "=" + notification + " is not on or off";
        }
        return new Settings(binding, path(properties, FILE), path(properties, DIRECTORY),
                Boolean.parseBoolean(properties.getProperty(DISABLED)), off, wish, notification,
                problem);
    }

    private static Path path(Properties properties, String name) {
        String value = properties.getProperty(name, "");
        return value.isEmpty() ? null : Path.of(value).toAbsolutePath();
    }

    /** Whether foreign calls are to be tried, which critical ones are from Java 22 on. */
    public boolean usesForeignCalls() {
        return Runtime.version().feature() >= FIRST_WITH_FOREIGN_CALLS && !disabled
                && problem.isEmpty() && !binding.equals("jni") && !off.contains(Capability.FFM_CRITICAL);
    }

    /** Votes against what the user switched off. */
    public void vote(CapabilityVote vote) {
        for (Capability capability : off) {
            vote.require(capability, Voter.CONFIGURATION, false, "switched off by " + OFF);
        }
    }
}
