/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Pops and pushes on a slab of its own, in mode cpu, or by "under_timer notify" in that one, while a timer interrupts the thread
 * each 10 us. Exits 0 if every operation did its work, however often a signal fell into it, until so many signals have come.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "perch_layout.h"

int64_t perch_pop_cpu(int64_t table, int32_t size_class);
int32_t perch_push_cpu(int64_t table, int32_t size_class, int64_t block);
int32_t perch_pop_batch_cpu(int64_t table, int32_t size_class, int64_t target, int32_t count);
int64_t perch_pop_notify(int64_t table, int32_t size_class);
int32_t perch_push_notify(int64_t table, int32_t size_class, int64_t block);
int32_t perch_index_vcpu(void);
int32_t perch_push_batch_cpu(int64_t table, int32_t size_class, int64_t source, int32_t count);

#define CPUS 8192
#define BEGIN 8
#define BLOCKS PERCH_MAX_BATCH
#define MICROSECONDS 10
#define SIGNALS 5000

static uint64_t table[CPUS];
static uint64_t batch[BLOCKS];
static union {
    uint16_t halves[PERCH_HEADERS / sizeof(uint16_t) + 4];
    uint64_t words[BEGIN + BLOCKS];
} slab;
static uint16_t *const header = slab.halves + PERCH_HEADERS / sizeof(uint16_t);
static volatile sig_atomic_t signals;

static void count(int signal __attribute__((unused))) {
    signals++;
}

static int notify;

static int64_t address_of(const void *memory) {
    return (int64_t) (intptr_t) memory;
}

/* The slab is lent to the virtual CPU that the thread has; one that moved before it came to use it borrows it again. */
static bool lent_again(int64_t result) {
    uint64_t key = (uint64_t) perch_index_vcpu() << 32;
    bool moved = key != slab.words[PERCH_KEY / PERCH_WORD];
    slab.words[PERCH_KEY / PERCH_WORD] = key;
    return moved && result == PERCH_ABORTED;
}

static int64_t pop(void) {
    int64_t block;
    do {
        block = notify ? perch_pop_notify(address_of(table), 0) : perch_pop_cpu(address_of(table), 0);
    } while (lent_again(block));
    return block;
}

static int32_t push(int64_t block) {
    int32_t result;
    do {
        result = notify ? perch_push_notify(address_of(table), 0, block) : perch_push_cpu(address_of(table), 0, block);
    } while (lent_again(result));
    return result;
}

int main(int argc, char **argv) {
    notify = argc == 2 && strcmp(argv[1], "notify") == 0;
    lent_again(0);
    struct sigaction action = {.sa_handler = count, .sa_flags = SA_RESTART};
    struct itimerval interval = {{0, MICROSECONDS}, {0, MICROSECONDS}};
    long operations = 0;
    for (int i = 0; i < CPUS; i++) {
        table[i] = (uint64_t) address_of(&slab);
    }
    header[0] = BEGIN + BLOCKS;
    header[1] = BEGIN;
    header[2] = BEGIN + BLOCKS;
    header[3] = BEGIN + BLOCKS;
    for (int i = 0; i < BLOCKS; i++) {
        slab.words[BEGIN + i] = 64 * (i + 1);
    }
    if (sigaction(SIGALRM, &action, NULL) != 0 || setitimer(ITIMER_REAL, &interval, NULL) != 0) {
        return EXIT_FAILURE;
    }
    for (; signals < SIGNALS; operations += 4) {
        int64_t block = pop();
        int32_t popped = perch_pop_batch_cpu(address_of(table), 0, address_of(batch), BLOCKS);
        int32_t pushed = perch_push_batch_cpu(address_of(table), 0, address_of(batch), BLOCKS - 1);
        if (block != 64 * BLOCKS || popped != BLOCKS - 1 || pushed != BLOCKS - 1
            || push(block) != 1 || header[0] != BEGIN + BLOCKS) {
            printf("after %ld operations: pop %lld, batches %d and %d\n", operations, (long long) block, popped, pushed);
            return EXIT_FAILURE;
        }
    }
    printf("%ld operations under %d signals\n", operations, (int) signals);
    return EXIT_SUCCESS;
}
