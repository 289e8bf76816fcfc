/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * A program to be single-stepped: one pop and one push on a slab of its own, in mode cpu, or in the
 * one that is named: "single_step notify". Exits 0 if each of them either did its work
 * or gave up with ABORTED and left the slab as it was; the test's debugger reads which from what is printed.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "perch_layout.h"

int64_t perch_pop_cpu(int64_t table, int32_t size_class);
int32_t perch_push_cpu(int64_t table, int32_t size_class, int64_t block);
int64_t perch_pop_notify(int64_t table, int32_t size_class);
int32_t perch_push_notify(int64_t table, int32_t size_class, int64_t block);
int32_t perch_index_vcpu(void);

#define CPUS 8192
#define BEGIN 8
#define BLOCK 0x5000

static uint64_t table[CPUS];
static union {
    uint16_t halves[PERCH_HEADERS / sizeof(uint16_t) + 4];
    uint64_t words[64];
} slab;
static uint16_t *const header = slab.halves + PERCH_HEADERS / sizeof(uint16_t);

int main(int argc, char **argv) {
    int notify = argc == 2 && strcmp(argv[1], "notify") == 0;
    int64_t (*pop)(int64_t table, int32_t size_class) = notify ? perch_pop_notify : perch_pop_cpu;
    int32_t (*push)(int64_t table, int32_t size_class, int64_t block) = notify ? perch_push_notify : perch_push_cpu;
    for (int i = 0; i < CPUS; i++) {
        table[i] = (uint64_t) (uintptr_t) &slab;
    }
    header[0] = BEGIN + 1;
    header[1] = BEGIN;
    header[2] = BEGIN + 4;
    header[3] = BEGIN + 4;
    slab.words[BEGIN] = BLOCK;
    slab.words[PERCH_KEY / PERCH_WORD] = (uint64_t) perch_index_vcpu() << 32;
    int64_t popped = pop((int64_t) (intptr_t) table, 0);
    int after_pop = header[0];
    int32_t pushed = push((int64_t) (intptr_t) table, 0, BLOCK + 64);
    int after_push = header[0];
    printf("pop %lld, push %d\n", (long long) popped, pushed);
    int pop_is_whole = popped == BLOCK ? after_pop == BEGIN : popped == PERCH_ABORTED && after_pop == BEGIN + 1;
    int push_is_whole = pushed == 1 ? after_push == after_pop + 1 : pushed == PERCH_ABORTED && after_push == after_pop;
    return pop_is_whole && push_is_whole ? EXIT_SUCCESS : EXIT_FAILURE;
}
