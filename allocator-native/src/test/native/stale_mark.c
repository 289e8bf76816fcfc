/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Plants in the calling thread's struct rseq what a kernel that does not erase marks would leave there, and shows that no block is
 * taken from, and none is put into, a slab that is not this thread's: "stale_mark notify" in libc's area, "stale_mark own" in ours.
 * Linked with the library's objects, to see what they hide. Exits 0 if all holds, and names what does not.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "own_area.h"
#include "rescheduling.h"

#define INDEXES 512
#define BEGIN 16
#define MINE 0x1000
#define FOREIGN 0x2000
#define PUSHED 0x3000

int32_t perch_use_own_areas(int32_t wish);

struct slab {
    uint64_t words[64];
};

/* The slabs of one allocator: all of this thread's index have MINE, all others FOREIGN. */
struct slabs {
    uint64_t table[INDEXES];
    struct slab slab[INDEXES];
};

static struct slabs ours;
static struct slabs others;
static int64_t (*pop)(int64_t table, int32_t size_class) = perch_pop_notify;
static int32_t (*push)(int64_t table, int32_t size_class, int64_t block) = perch_push_notify;

static int64_t address(const void *of) {
    return (int64_t) (intptr_t) of;
}

static uint16_t *header(struct slab *slab) {
    return (uint16_t *) ((char *) slab + PERCH_HEADERS);
}

static uint64_t *word(struct slab *slab, int offset) {
    return (uint64_t *) ((char *) slab + offset);
}

static void lay_out(struct slabs *slabs, int index, int64_t block) {
    struct slab *slab = &slabs->slab[index];
    memset(slab, 0, sizeof *slab);
    *word(slab, PERCH_KEY) = (uint64_t) index << 32;
    *word(slab, PERCH_TABLE) = (uint64_t) address(slabs->table);
    header(slab)[0] = BEGIN + 1;
    header(slab)[1] = BEGIN;
    header(slab)[2] = header(slab)[3] = BEGIN + 8;
    slab->words[BEGIN] = (uint64_t) block;
    slabs->table[index] = (uint64_t) address(slab);
}

static void start_over(int mine) {
    for (int i = 0; i < INDEXES; i++) {
        lay_out(&ours, i, i == mine ? MINE : FOREIGN);
        lay_out(&others, i, FOREIGN);
    }
}

static void plant(int index, const struct slab *slab) {
    if (perch_own_used()) {
        *(volatile uint64_t __attribute__((aligned(4))) *) (perch_area() + PERCH_RSEQ_SLAB) =
                (uint64_t) address(slab) | UINT64_C(1) << PERCH_SLAB_BIT;
    } else {
        *(volatile uint32_t *) (perch_area() + PERCH_RSEQ_CPU_ID_START) = (uint32_t) index | PERCH_NOTIFY_MARK;
    }
}

static uint32_t remembered(void) {
    return *(volatile uint32_t *) (perch_area() + PERCH_RSEQ_CPU_ID_START);
}

static int failures;

static void check(int holds, const char *what) {
    printf("%s: %s\n", holds ? "holds" : "FAILS", what);
    failures += !holds;
}

/* Whatever was planted, the thread's own slab is used, and the plant is replaced. */
static void check_own_slab_is_used(int planted, const struct slabs *of, const char *what) {
    int mine;
    int64_t popped;
    int32_t pushed;
    do {
        mine = perch_index_vcpu();
        int index = planted == mine && of == &ours ? planted + 1 : planted;
        start_over(mine);
        plant(index, &of->slab[index]);
        popped = pop(address(ours.table), 0);
        plant(index, &of->slab[index]);
        pushed = push(address(ours.table), 0, PUSHED);
    } while (mine != perch_index_vcpu());
    check(popped == MINE && pushed == 1 && ours.slab[mine].words[BEGIN] == PUSHED && (remembered() & PERCH_NOTIFY_MARK) != 0, what);
}

/* What is there for no thread is not there either for a thread that remembers it. */
static void check_refused(int zeroed, const char *what) {
    int64_t popped;
    int32_t pushed;
    int mine;
    do {
        mine = perch_index_vcpu();
        start_over(mine);
        check(pop(address(ours.table), 0) > 0, "a pop that remembers");
        for (int i = 0; i < INDEXES; i++) {
            ours.table[i] = 0;
            *word(&ours.slab[i], PERCH_KEY) = UINT64_MAX;
            if (zeroed) {
                memset(&ours.slab[i], 0, sizeof ours.slab[i]);
            }
        }
        plant(mine, &ours.slab[mine]);
        popped = pop(address(ours.table), 0);
        plant(mine, &ours.slab[mine]);
        pushed = push(address(ours.table), 0, PUSHED);
    } while (mine != perch_index_vcpu());
    check(popped == PERCH_NO_SLAB && pushed == PERCH_NO_SLAB && ours.slab[mine].words[BEGIN] != PUSHED, what);
}

/* Tried again if the thread was switched out meanwhile: then the kernel has erased the mark as well. */
static void check_the_note(void) {
    bool marked;
    bool set_again;
    bool noted;
    int64_t switches;
    do {
        perch_rearm();
        marked = perch_marked();
        start_over(perch_index_vcpu());
        *(volatile uint32_t *) (perch_area() + PERCH_RSEQ_CPU_ID_START) = 0;
        pop(address(ours.table), 0);
        set_again = (remembered() & PERCH_NOTIFY_MARK) != 0;
        noted = !perch_marked();
        switches = perch_rearm();
    } while (switches != 0);
    check(marked, "a mark that was just set stands");
    check(set_again && noted, "pop sets an erased mark again, and leaves a note for who asks");
}

/* Ends this thread's restartable sequences. */
static void check_an_unregistered_thread(void) {
    start_over(0);
    syscall(SYS_rseq, perch_area(), PERCH_OWN_LENGTH, PERCH_RSEQ_UNREGISTER, PERCH_RSEQ_SIGNATURE);
    plant(0, &ours.slab[0]);
    check(pop(address(ours.table), 0) == PERCH_UNREGISTERED, "an unregistered thread has no slab to pop from");
    plant(0, &ours.slab[0]);
    check(push(address(ours.table), 0, PUSHED) == PERCH_UNREGISTERED, "nor to push to");
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "own") == 0) {
        check(perch_use_own_areas(PERCH_OWN_TAKEOVER) == 0, "our area");
        pop = perch_pop_own;
        push = perch_push_own;
    }
    check(perch_registered_length() == PERCH_OWN_LENGTH, "32 bytes");
    int mine = perch_index_vcpu();
    check(mine >= 0 && mine < INDEXES - 2, "a small machine");
    check_own_slab_is_used(7, &ours, "another CPU's slab");
    check_own_slab_is_used(0, &ours, "the first CPU's slab");
    check_own_slab_is_used(mine, &others, "this CPU's slab of another allocator");
    check_own_slab_is_used(INDEXES - 2, &ours, "a slab of a CPU that there is not");
    check_refused(0, "a stopped slab");
    check_refused(1, "a slab of a closed allocator, whose pages read as zero");
    check_the_note();
    check_an_unregistered_thread();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
