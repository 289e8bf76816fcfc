/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.perch.rseq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads the machine code between start and post_commit of every critical section: only instructions of a short list, so no call, no
 * system call, nothing atomic; exactly one commit store, as the last instruction; and before it only the stores that a restart may
 * repeat: to the slot above {@code current}, to the caller's batch, and of a self-test thread to say where it is.
 */
class CriticalSectionTest {
    private static final String HANDLER = "_aborted_by_preemption_signal_or_fence";
    private static final int POINTER = 8;

    /** The stores of one operation: the last one, and those that prepare it. Operands are as objdump prints them. */
    private record Stores(String commit, String... preparation) {
    }

    /** What is to be found on an architecture. Operations of both index modes must have the same stores. */
    private enum Architecture {
        X86_64("linux-x86_64", "objdump",
                Set.of("mov", "movzwl", "movq", "cmp", "cmpl", "cmova", "test", "lea", "inc", "dec", "add", "sub", "shr", "shl",
                        "or", "xor", "je", "jne", "jb", "jbe", "ja", "jae", "js", "jns", "jmp"),
                "ud1 0x53053053(%rip),%edi",
                Map.of("perch_add", new Stores("add %rdx,(%rdi,%rax,1)"),
                        "perch_pop", new Stores("mov %r10w,(%r8,%rsi,8)"),
                        "perch_push", new Stores("mov %r10w,(%r8,%rsi,8)", "mov %rdx,(%r8,%r10,8)"),
                        "perch_pop_batch", new Stores("mov %ax,(%r8)", "movq %xmm0,(%rdx,%r11,8)"),
                        "perch_push_batch", new Stores("mov %ax,(%r8)", "movq %xmm0,(%r10,%r11,8)"),
                        "perch_grow", new Stores("mov %r10w,0x4(%r8,%rsi,8)"),
                        "perch_spin", new Stores("mov %rsi,0x10(%rdi)", "mov %rsi,(%rdi)"),
                        "perch_publish", new Stores("mov %r8,(%rdi)"),
                        "perch_watch", new Stores("mov %r11,(%rdx)"))) {
            /** The last operand is the target; comparisons have none. */
            @Override
            boolean isStore(String instruction) {
                return !instruction.startsWith("cmp") && instruction.endsWith(")");
            }
        },
        AARCH64("linux-aarch_64", "aarch64-linux-gnu-objdump",
                Set.of("ldr", "ldrh", "ldp", "str", "strh", "cmp", "csel", "add", "adds", "sub", "subs", "mov", "orr", "cbz",
                        "tbz", "tbnz", "b", "b.eq", "b.ne", "b.ls", "b.hi", "b.lo", "b.cc", "b.hs", "b.cs"),
                "brk #0x45e0",
                Map.of("perch_add", new Stores("str x12, [x11]"),
                        "perch_pop", new Stores("strh w11, [x14]"),
                        "perch_push", new Stores("strh w11, [x14]", "str x2, [x13, x11, lsl #3]"),
                        "perch_pop_batch", new Stores("strh w11, [x14]", "str x16, [x2, x15, lsl #3]"),
                        "perch_push_batch", new Stores("strh w11, [x14]", "str x16, [x13, x15, lsl #3]"),
                        "perch_grow", new Stores("strh w11, [x14, #4]"),
                        "perch_spin", new Stores("str x1, [x0, #16]", "str x1, [x0]"),
                        "perch_publish", new Stores("str x13, [x0]"),
                        "perch_watch", new Stores("str x12, [x2]"))) {
            @Override
            boolean isStore(String instruction) {
                return instruction.startsWith("st");
            }
        };

        private final Path library;
        private final String objdump;
        private final Set<String> allowed;
        private final String signature;
        private final Map<String, Stores> stores;

        Architecture(String directory, String objdump, Set<String> allowed, String signature, Map<String, Stores> stores) {
            library = Path.of(System.getProperty("basedir"), "target/native/META-INF/native", directory, "libperch.so");
            this.objdump = objdump;
            this.allowed = allowed;
            this.signature = signature;
            this.stores = stores;
        }

        abstract boolean isStore(String instruction);

        private Disassembly disassemble() throws Exception {
            assumeTrue(Files.exists(library), "there is no compiler for " + this);
            assumeTrue(Disassembly.isInstalled(objdump), objdump + " is missing: apt-get install binutils");
            return Disassembly.of(objdump, library);
        }

        private Stores storesOf(String section) {
            return stores.get(section.replaceAll("_v?cpu$", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationHasASectionForEachMode(Architecture architecture) throws Exception {
        List<String> expected = new ArrayList<>(List.of("perch_add", "perch_spin", "perch_publish", "perch_watch"));
        for (String mode : new String[] {"cpu", "vcpu"}) {
            for (String operation : new String[] {"pop", "push", "pop_batch", "push_batch", "grow"}) {
                expected.add("perch_" + operation + "_" + mode);
            }
        }
        Disassembly code = architecture.disassemble();
        assertThat(code.labelsEnding("_start")).filteredOn(name -> name.startsWith("perch_"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(code.labelsEnding("_post_commit")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Disassembly.sectionSize(architecture.objdump, architecture.library, "__rseq_cs_ptr_array"))
                .as("pointers for debuggers").isEqualTo(expected.size() * POINTER);
    }

    @ParameterizedTest
    @EnumSource
    void aSectionHasPlainInstructionsAndEndsWithItsOnlyCommit(Architecture architecture) throws Exception {
        Disassembly code = architecture.disassemble();
        for (String section : code.labelsEnding("_post_commit")) {
            List<String> body = code.at(section + "_start");
            assertThat(body).as(section).isNotEmpty();
            assertThat(body).as(section).allMatch(instruction -> architecture.allowed.contains(instruction.split(" ")[0]));
            List<String> stores = body.stream().filter(architecture::isStore).toList();
            Stores expected = architecture.storesOf(section);
            List<String> all = new ArrayList<>(List.of(expected.preparation));
            all.add(expected.commit);
            assertThat(stores).as("stores of " + section).isEqualTo(all);
            assertThat(body.get(body.size() - 1)).as("the last instruction of " + section).isEqualTo(expected.commit);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSignatureStandsBeforeEveryAbortHandler(Architecture architecture) throws Exception {
        Disassembly code = architecture.disassemble();
        List<String> handlers = code.labelsEnding(HANDLER);
        assertThat(handlers).containsExactlyInAnyOrderElementsOf(code.labelsEnding("_post_commit"));
        for (String handler : handlers) {
            assertThat(code.before(handler + HANDLER)).as(handler).isEqualTo(architecture.signature);
        }
    }
}
