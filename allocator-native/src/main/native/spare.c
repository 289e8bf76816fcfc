/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Memory that closed allocators cannot unmap: a thread may be about to look at it. It is kept here, beyond the life of any class
 * loader, and goes to another allocator once the collector says that nobody can get at its owner any more. A thread that remembers
 * the address beside that (perch_thread.slab) checks whose it is.
 */
#include <pthread.h>
#include <stdlib.h>

#include "jvm.h"

struct spare {
    struct spare *next;
    jvm_object owner;           /* a weak reference, or NULL for nobody */
    int64_t address;
    int64_t bytes;              /* one more for a table: SpareMemory */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct spare *spares;

static bool is_free(jvm_environment environment, const struct spare *spare) {
    return spare->owner == NULL || jvm_is_cleared(environment, spare->owner);
}

/* Takes the first spare of a size that has no owner any more off the list; or NULL. */
static struct spare *find(jvm_environment environment, int64_t bytes) {
    struct spare **link = &spares;
    while (*link != NULL && !((*link)->bytes == bytes && is_free(environment, *link))) {
        link = &(*link)->next;
    }
    struct spare *found = *link;
    if (found != NULL) {
        *link = found->next;
    }
    return found;
}

/* The address of memory that was given, or 0. */
JNI(int64_t, takeSpare)(jvm_environment environment, void *type __attribute__((unused)), int64_t bytes) {
    pthread_mutex_lock(&lock);
    struct spare *found = find(environment, bytes);
    pthread_mutex_unlock(&lock);
    if (found == NULL) {
        return 0;
    }
    int64_t address = found->address;
    if (found->owner != NULL) {
        jvm_delete_weak(environment, found->owner);
    }
    free(found);
    return address;
}

/* False if there is no memory to remember it. */
JNI(bool, giveSpare)(jvm_environment environment, void *type __attribute__((unused)), jvm_object owner, int64_t address,
                     int64_t bytes) {
    struct spare *spare = malloc(sizeof *spare);
    jvm_object weak = owner == NULL || spare == NULL ? NULL : jvm_weak(environment, owner);
    if (spare == NULL || (owner != NULL && weak == NULL)) {
        free(spare);
        return false;
    }
    *spare = (struct spare) {.owner = weak, .address = address, .bytes = bytes};
    pthread_mutex_lock(&lock);
    spare->next = spares;
    spares = spare;
    pthread_mutex_unlock(&lock);
    return true;
}
