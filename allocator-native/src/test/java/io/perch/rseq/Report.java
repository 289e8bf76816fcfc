/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import io.perch.os.BufferAddress;
import io.perch.os.OsMemory;
import io.perch.rseq.call.IndexMode;
import io.perch.rseq.capability.Capability;
import java.nio.ByteBuffer;

/** Prints what the platform of a child JVM can do, and that the rest of it still works. */
final class Report {
    private Report() {
    }

    /** Entry point of a child JVM. */
    public static void main(String[] arguments) {
        NativePlatform platform = NativePlatform.get();
        System.out.println("binding=" + platform.binding());
        for (IndexMode mode : IndexMode.values()) {
            System.out.println(mode + "=" + (platform.supports(mode) ? "yes" : "no, " + platform.reason(mode)));
        }
        for (Capability capability : Capability.values()) {
            boolean active = platform.capabilities().active(capability);
            System.out.println(capability + "=" + (active ? "yes " : "no, ") + platform.capabilities().reason(capability));
        }
        System.out.println("fence=" + platform.fence());
        OsMemory memory = platform.memory();
        System.out.println("memory=" + (memory == null ? "no, " + platform.memoryReason() : useMemory(memory)));
        System.out.println("libc=" + platform.libcVersion());
        System.out.println("buffer=" + (BufferAddress.of(ByteBuffer.allocateDirect(8)) != 0 ? "yes" : "no"));
        System.out.println("calls=" + calls(platform));
        System.out.println("the end");
    }

    private static String useMemory(OsMemory memory) {
        long page = memory.pageSize();
        long address = memory.reserve(page, page, "perch test");
        memory.commit(address, page);
        ByteBuffer view = memory.view(address, (int) page);
        view.putLong(0, 42);
        String result = view.getLong(0) == 42 ? "yes" : "broken";
        memory.unmap(address, page);
        return result;
    }

    private static String calls(NativePlatform platform) {
        try {
            return platform.calls(IndexMode.CPU).index() >= 0 ? "work" : "broken";
        } catch (IllegalStateException e) {
            return "refused, " + e.getMessage();
        }
    }
}
