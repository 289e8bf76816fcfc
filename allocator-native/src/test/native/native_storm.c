/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The abort storm without a JVM, for machines too slow for one: native_storm SECONDS MODE... Threads take tokens from slabs and put
 * them back, one and many at a time, while fences, signals, migrations, drains, changes of capacity and windows held open by loops
 * hit them. Each token has one holder at a time; at the end each is somewhere, and only once. Exits 0 if so, and if there were aborts.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fence.h"
#include "inject.h"
#include "own_area.h"
#include "perch.h"

int32_t perch_inject_begin(void);
int32_t perch_inject_widen(int32_t point, int32_t loops);
int64_t perch_inject_aborts(void);
int32_t perch_inject_thread(void);
int32_t perch_inject_move(int32_t thread, int32_t n);
int32_t perch_inject_signal(int32_t thread);
int32_t perch_register_thread(void);
int32_t perch_use_own_areas(int32_t wish);

#define NODES 4
#define CPUS 64
#define TOKENS 256
#define CLASSES 8
#define BEGIN ((PERCH_HEADERS + CLASSES * PERCH_HEADER_SIZE) / PERCH_WORD)
#define END (BEGIN + 16)
#define LIMIT (BEGIN + 32)
#define WORKERS_PER_CPU 4
#define MOST_WORKERS 64
#define HELD 16
#define CLASS 0
#define WIDE_POINTS 8
#define WIDEST 16

/* One slab: whose it is, what it counted, headers of all classes, of which the first is used, then slots. */
union slab {
    struct {
        _Atomic uint64_t key;
        uint64_t table;
        uint8_t counts[PERCH_HEADERS - 2 * PERCH_WORD];
        uint16_t header[4];
    };
    uint64_t word[LIMIT];
} __attribute__((aligned(64)));

struct mode {
    const char *name;
    int64_t (*pop)(int64_t, int32_t);
    int32_t (*push)(int64_t, int32_t, int64_t);
    int32_t (*pop_batch)(int64_t, int32_t, int64_t, int32_t);
    int32_t (*push_batch)(int64_t, int32_t, int64_t, int32_t);
    int32_t (*grow)(int64_t, int32_t, int32_t, int32_t);
    int32_t (*index)(void);
};

#define MODE(name) {                                                                                                  \
    #name, perch_pop_##name, perch_push_##name, perch_pop_batch_##name, perch_push_batch_##name, perch_grow_##name,   \
    perch_index_##name}

/* Mode notify, in libc's area or in Perch's own, is mode vcpu except for pop and push. */
#define NOTIFY(name) {                                                                                                \
    #name, perch_pop_##name, perch_push_##name, perch_pop_batch_vcpu, perch_push_batch_vcpu, perch_grow_vcpu,         \
    perch_index_vcpu}

static const struct mode modes[] = {MODE(vcpu), MODE(cpu), NOTIFY(notify), NOTIFY(own)};

static union slab slabs[NODES][CPUS];
_Static_assert(offsetof(union slab, key) == PERCH_KEY && offsetof(union slab, table) == PERCH_TABLE, "as the assembly knows it");
_Static_assert(offsetof(union slab, header) == PERCH_HEADERS, "as the assembly knows it");

static _Atomic(union slab *) table[NODES * PERCH_INDEXES_PER_NODE];
static atomic_bool is_held[TOKENS + 1];
static uint64_t pool[TOKENS];
static int pooled;
static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static const struct mode *mode;
static atomic_bool over;
static atomic_long operations, doubled, grown;
static atomic_int threads[MOST_WORKERS];
static int workers;

static uint32_t next(uint64_t *seed) {
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t) (*seed >> 33);
}

static void hold(const uint64_t *tokens, int count) {
    for (int i = 0; i < count; i++) {
        doubled += atomic_exchange(&is_held[tokens[i]], true);
    }
}

static void let_go(const uint64_t *tokens, int count) {
    for (int i = 0; i < count; i++) {
        doubled += !atomic_exchange(&is_held[tokens[i]], false);
    }
}

static int from_pool(uint64_t *token) {
    pthread_mutex_lock(&pool_lock);
    int found = pooled > 0;
    if (found) {
        *token = pool[--pooled];
    }
    pthread_mutex_unlock(&pool_lock);
    return found;
}

/* If there are more tokens than there should be, some are doubled, and there is no room for them. */
static void to_pool(const uint64_t *tokens, int count) {
    pthread_mutex_lock(&pool_lock);
    for (int i = 0; i < count; i++) {
        if (pooled < TOKENS) {
            pool[pooled++] = tokens[i];
        } else {
            doubled++;
        }
    }
    pthread_mutex_unlock(&pool_lock);
}

/* Takes up to count tokens; returns how many. */
static int take(uint64_t *tokens, int count) {
    int got;
    if (count == 1) {
        int64_t token = mode->pop((int64_t) table, CLASS);
        got = token > 0;
        *tokens = (uint64_t) token;
    } else {
        got = mode->pop_batch((int64_t) table, CLASS, (int64_t) tokens, count);
    }
    if (got <= 0) {
        got = from_pool(tokens);
    }
    hold(tokens, got);
    return got;
}

static void put(const uint64_t *tokens, int count) {
    int done;
    let_go(tokens, count);
    if (count == 1) {
        done = mode->push((int64_t) table, CLASS, (int64_t) *tokens) == 1;
    } else {
        done = mode->push_batch((int64_t) table, CLASS, (int64_t) tokens, count);
    }
    done = done < 0 ? 0 : done;
    to_pool(tokens + done, count - done);
}

static void *work(void *number) {
    uint64_t seed = (uint64_t) (uintptr_t) number + 1, held[2 * HELD];
    long turns = 0;
    int count = 0;
    threads[(uintptr_t) number] = perch_inject_thread();
    perch_register_thread();
    for (; !over; turns++) {
        int most = next(&seed) % 2 == 0 ? 1 : 2 + (int) (next(&seed) % (HELD - 1));
        if (next(&seed) % 2 == 0 && count < HELD) {
            count += take(held + count, most);
        } else if (count > 0) {
            most = most < count ? most : count;
            count -= most;
            put(held + count, most);
        }
        if (next(&seed) % 64 == 0) {
            int by = next(&seed) % 2 == 0 ? 1 : -1;
            grown += mode->grow((int64_t) table, CLASS, mode->index(), by) == 1 ? by : 0;
        }
    }
    let_go(held, count);
    to_pool(held, count);
    operations += turns;
    return NULL;
}

/* Empties a slab while it is out of the table and no section that saw it is left. */
static void drain(union slab *slab, _Atomic(union slab *) *entry) {
    uint64_t key = slab->key;
    atomic_store(entry, NULL);
    atomic_store(&slab->key, UINT64_MAX);
    if (perch_fence() == 0) {
        int count = slab->header[0] - slab->header[1];
        to_pool(slab->word + BEGIN, count);
        slab->header[0] = BEGIN;
    }
    atomic_store_explicit(&slab->key, key, memory_order_release);
    atomic_store_explicit(entry, slab, memory_order_release);
}

/* Closes one of the wide windows and opens another. */
static void widen(int *point, uint64_t *seed) {
    perch_inject_widen(*point, 0);
    *point = (int) (next(seed) % (PERCH_SECTIONS * PERCH_WINDOWS));
    perch_inject_widen(*point, 1 << next(seed) % WIDEST);
}

static void *weather(void *kind) {
    uint64_t seed = (uintptr_t) kind + 1000;
    int wide[WIDE_POINTS] = {0};
    while (!over) {
        int node = (int) (next(&seed) % NODES), cpu = (int) (next(&seed) % CPUS);
        int thread = threads[next(&seed) % (uint32_t) workers];
        switch ((uintptr_t) kind) {
            case 0: perch_fence(); break;
            case 1: if (thread != 0) { perch_inject_signal(thread); } break;
            case 2: if (thread != 0) { perch_inject_move(thread, (int) (next(&seed) % CPUS) - 1); } break;
            case 3: widen(&wide[cpu % WIDE_POINTS], &seed); break;
            default: drain(&slabs[node][cpu % 4], &table[node * PERCH_INDEXES_PER_NODE + cpu % 4]); break;
        }
        usleep(next(&seed) % 400);
    }
    for (int i = 0; i < WIDE_POINTS; i++) {
        perch_inject_widen(wide[i], 0);
    }
    return NULL;
}

static void fill(void) {
    memset(slabs, 0, sizeof slabs);
    memset(is_held, 0, sizeof is_held);
    for (int node = 0; node < NODES; node++) {
        for (int cpu = 0; cpu < CPUS; cpu++) {
            uint16_t header[] = {BEGIN, BEGIN, END, LIMIT};
            memcpy(slabs[node][cpu].header, header, sizeof header);
            slabs[node][cpu].key = (uint64_t) cpu << 32 | (uint64_t) node;
            slabs[node][cpu].table = (uint64_t) (uintptr_t) table;
            table[node * PERCH_INDEXES_PER_NODE + cpu] = &slabs[node][cpu];
        }
    }
    for (pooled = 0; pooled < TOKENS; pooled++) {
        pool[pooled] = (uint64_t) pooled + 1;
    }
    over = false;
    operations = doubled = grown = 0;
}

/* Finds each token once, in the pool or in a slab: returns how many are missing. */
static long lost(void) {
    int found[TOKENS + 1] = {0};
    long missing = 0;
    for (int i = 0; i < pooled; i++) {
        found[pool[i]]++;
    }
    for (union slab *slab = &slabs[0][0]; slab < &slabs[0][0] + NODES * CPUS; slab++) {
        for (int i = slab->header[1]; i < slab->header[0]; i++) {
            found[slab->word[i]]++;
        }
        grown -= slab->header[2] - END;
    }
    for (int token = 1; token <= TOKENS; token++) {
        missing += found[token] == 0;
        doubled += found[token] > 1;
    }
    return missing;
}

/* Storms in one mode; returns whether it was sound. */
static bool storm(int seconds) {
    pthread_t all[MOST_WORKERS + 5];
    int64_t aborts = perch_inject_aborts();
    fill();
    for (uintptr_t i = 0; i < (uintptr_t) workers + 5; i++) {
        bool is_worker = i < (uintptr_t) workers;
        void *number = (void *) (is_worker ? i : i - (uintptr_t) workers);
        if (pthread_create(&all[i], NULL, is_worker ? work : weather, number) != 0) {
            abort();
        }
    }
    sleep((unsigned) seconds);
    over = true;
    for (int i = 0; i < workers + 5; i++) {
        pthread_join(all[i], NULL);
    }
    long missing = lost();
    aborts = perch_inject_aborts() - aborts;
    printf("%-6s %ld operations, %ld aborts, lost %ld, doubled %ld, capacity off by %ld\n", mode->name, (long) operations,
           (long) aborts, missing, (long) doubled, (long) grown);
    return missing == 0 && doubled == 0 && grown == 0 && aborts > 0;
}

int main(int count, char **arguments) {
    bool sound = count > 2 && perch_fence_register() == 0 && perch_inject_begin() == 0;
    workers = WORKERS_PER_CPU * (int) sysconf(_SC_NPROCESSORS_ONLN);
    workers = workers < MOST_WORKERS ? workers : MOST_WORKERS;
    for (int i = 2; i < count; i++) {
        mode = modes;
        while (strcmp(arguments[i], mode->name) != 0 && mode < &modes[sizeof modes / sizeof *modes - 1]) {
            mode++;
        }
        sound &= (mode->pop != perch_pop_own || perch_use_own_areas(PERCH_OWN_TAKEOVER) == 0) && storm(atoi(arguments[1]));
    }
    return !sound;
}
