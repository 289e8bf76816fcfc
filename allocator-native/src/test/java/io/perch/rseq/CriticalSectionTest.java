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
 * repeat: to the slot above {@code current}, to the caller's batch, of a self-test thread to say where it is, and the note that a
 * thread had lost its mark.
 */
class CriticalSectionTest {
    private static final String HANDLER = "_aborted_by_preemption_signal_or_fence";
    private static final int POINTER = 8;

    /** The stores of one operation: the last one, and those that prepare it. Operands are as objdump prints them. */
    private record Stores(String commit, String... preparation) {
    }

    /** What is to be found on an architecture. Operations of all index modes must have the same stores. */
    private enum Architecture {
        X86_64("linux-x86_64", "objdump",
                Set.of("mov", "movzwl", "movq", "cmp", "cmpl", "cmova", "cmovne", "sete", "incq", "test", "lea",
                        "inc", "dec", "add", "sub", "shr", "shl", "or", "xor", "btr", "bts", "movl", "je", "jne", "jb", "jbe", "ja",
                        "jae", "js", "jns", "jmp"),
                "ud1 0x53053053(%rip),%edi",
                Map.ofEntries(Map.entry("perch_add", new Stores("add %rdx,(%rdi,%rax,1)")),
                        Map.entry("perch_pop", new Stores("mov %r10w,0x28(%r8,%rsi,8)")),
                        Map.entry("perch_push", new Stores("mov %r10w,0x28(%r8,%rsi,8)", "mov %rdx,(%r8,%r10,8)")),
                        Map.entry("perch_pop_partition", new Stores("mov %r10w,0x28(%r8,%rsi,8)", "incq 0x18(%r8)")),
                        Map.entry("perch_push_partition",
                                new Stores("mov %r10w,(%r11)", "mov %rdx,(%r8,%r10,8)", "add %rcx,0x20(%r8)")),
                        Map.entry("perch_push_batch_partition", new Stores("mov %ax,(%r8)", "movq %xmm0,(%r10,%r11,8)")),
                        Map.entry("perch_pop_batch", new Stores("mov %ax,(%r8)", "movq %xmm0,(%rdx,%r11,8)")),
                        Map.entry("perch_push_batch", new Stores("mov %ax,(%r8)", "movq %xmm0,(%r10,%r11,8)")),
                        Map.entry("perch_grow", new Stores("mov %r10w,0x2c(%r8,%rsi,8)")),
                        Map.entry("perch_spin", new Stores("mov %rsi,0x10(%rdi)", "mov %rsi,(%rdi)")),
                        Map.entry("perch_publish", new Stores("mov %r8,(%rdi)")),
                        Map.entry("perch_watch", new Stores("mov %r11,(%rdx)")),
                        Map.entry("perch_arm_notify", new Stores("mov %eax,%fs:(%r10)", "movl $0x1,%fs:0x14(%r11)")),
                        Map.entry("perch_arm_own", new Stores("mov %rax,%fs:-0x4(%r10)", "movl $0x1,%fs:0x14(%r11)")))) {
            /** The last operand is the target; comparisons have none. */
            @Override
            boolean isStore(String instruction) {
                return !instruction.startsWith("cmp") && instruction.endsWith(")");
            }
        },
        AARCH64("linux-aarch_64", "aarch64-linux-gnu-objdump",
                Set.of("ldr", "ldrh", "ldp", "ldur", "str", "strh", "stur", "cmp", "csel", "add", "adds", "sub", "subs", "mov",
                        "orr", "eor", "and", "cbz", "cbnz", "adrp", "mrs", "tbz", "tbnz", "b", "b.eq", "b.ne", "b.ls", "b.hi",
                        "b.lo", "b.cc", "b.hs", "b.cs", "lsr", "cset"),
                "brk #0x45e0",
                Map.ofEntries(Map.entry("perch_add", new Stores("str x12, [x11]")),
                        Map.entry("perch_pop", new Stores("strh w11, [x14, #40]")),
                        Map.entry("perch_push", new Stores("strh w11, [x14, #40]", "str x2, [x13, x11, lsl #3]")),
                        Map.entry("perch_pop_partition", new Stores("strh w11, [x14, #40]", "str x12, [x13, #24]")),
                        Map.entry("perch_push_partition",
                                new Stores("strh w11, [x14, #40]", "str x2, [x13, x11, lsl #3]", "str x12, [x13, #32]")),
                        Map.entry("perch_push_batch_partition", new Stores("strh w11, [x14, #40]", "str x16, [x13, x15, lsl #3]")),
                        Map.entry("perch_pop_batch", new Stores("strh w11, [x14, #40]", "str x16, [x2, x15, lsl #3]")),
                        Map.entry("perch_push_batch", new Stores("strh w11, [x14, #40]", "str x16, [x13, x15, lsl #3]")),
                        Map.entry("perch_grow", new Stores("strh w11, [x14, #44]")),
                        Map.entry("perch_spin", new Stores("str x1, [x0, #16]", "str x1, [x0]")),
                        Map.entry("perch_publish", new Stores("str x13, [x0]")),
                        Map.entry("perch_watch", new Stores("str x12, [x2]")),
                        Map.entry("perch_arm_notify", new Stores("str w11, [x9]", "str w16, [x15, #20]")),
                        Map.entry("perch_arm_own", new Stores("stur x11, [x9, #-4]", "str w16, [x15, #20]")))) {
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
            return stores.getOrDefault(section, stores.get(section.replaceAll("_(v?cpu|notify|own)$", "")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationHasASectionForEachMode(Architecture architecture) throws Exception {
        List<String> expected = new ArrayList<>(List.of("perch_add", "perch_spin", "perch_publish", "perch_watch"));
        for (String mode : new String[] {"notify", "own"}) {
            for (String operation : new String[] {"pop", "push", "arm", "pop_partition", "push_partition"}) {
                expected.add("perch_" + operation + "_" + mode);
            }
        }
        for (String mode : new String[] {"cpu", "vcpu"}) {
            for (String operation : new String[] {"pop", "push", "pop_batch", "push_batch", "grow", "pop_partition",
                "push_partition", "push_batch_partition"}) {
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
