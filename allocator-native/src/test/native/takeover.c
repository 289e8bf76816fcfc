/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * Replaces libc's registrations by Perch's own, thread by thread: one that was there before, one that comes afterwards, and one
 * whom the kernel refuses; or, by "takeover refused", the first. Linked with the library's objects, to see what they hide. Exits 0
 * if all holds, and names what does not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "own_area.h"

int32_t perch_use_own_areas(int32_t wish);

static int failures;

static void check(bool holds, const char *what) {
    printf("%s: %s\n", holds ? "holds" : "FAILS", what);
    failures += !holds;
}

static int32_t libc_cpu(void) {
    return ((volatile struct perch_rseq *) perch_libc_area())->cpu_id;
}

static bool is_ours(void) {
    return perch_cpu_id() >= 0 && libc_cpu() < 0;
}

static bool is_libcs(void) {
    return perch_cpu_id() < 0 && libc_cpu() >= 0;
}

/* Destructors run in the order of their keys, and Perch's is older. */
static pthread_key_t after_perch;
static bool libcs_at_the_end;
static bool nobodys_at_the_end;

static void look(void *value __attribute__((unused))) {
    libcs_at_the_end = is_libcs();
    nobodys_at_the_end = perch_cpu_id() < 0 && libc_cpu() < 0;
}

static pthread_barrier_t taken_over;

static void *earlier_thread(void *argument __attribute__((unused))) {
    check(libc_cpu() >= 0, "a thread that was there before is libc's");
    pthread_barrier_wait(&taken_over);
    pthread_barrier_wait(&taken_over);
    check(is_libcs() && perch_pop_own(0, 0) == PERCH_UNREGISTERED, "until it needs more");
    check(perch_register_thread() && is_ours(), "then it is ours");
    pthread_setspecific(after_perch, &taken_over);
    return NULL;
}

static void *later_thread(void *argument __attribute__((unused))) {
    check(perch_cpu_id() < 0 && libc_cpu() < 0, "a thread of one of ours is nobody's");
    check(perch_register_thread() && is_ours(), "and ours when it needs it");
    pthread_setspecific(after_perch, &taken_over);
    return NULL;
}

/* For this thread only: the kernel does not register our area any more. */
static bool refuse_ours(void) {
    uint32_t ours = (uint32_t) (uintptr_t) &perch_thread.own;
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_rseq, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ours, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof code / sizeof code[0], code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void *refused_thread(void *argument __attribute__((unused))) {
    pthread_barrier_wait(&taken_over);
    pthread_barrier_wait(&taken_over);
    check(refuse_ours(), "a filter");
    check(!perch_register_thread() && libc_cpu() >= 0, "a thread that is refused stays libc's");
    check(!perch_register_thread() && perch_pop_own(0, 0) == PERCH_UNREGISTERED, "and is not tried again");
    return NULL;
}

static void check_the_first_is_refused(void) {
    check(refuse_ours(), "a filter");
    check(perch_use_own_areas(PERCH_OWN_TAKEOVER) == EPERM, "the reason is told");
    check(!perch_own_used() && perch_area() == perch_libc_area() && perch_cpu_id() >= 0, "critical sections stay in libc's area");
}

static void check_threads(void) {
    pthread_t earlier;
    pthread_t refused;
    pthread_t later;
    pthread_barrier_init(&taken_over, NULL, 3);
    pthread_create(&earlier, NULL, earlier_thread, NULL);
    pthread_create(&refused, NULL, refused_thread, NULL);
    pthread_barrier_wait(&taken_over);
    check(perch_use_own_areas(PERCH_OWN_TAKEOVER) == 0 && is_ours(), "the thread that takes over is ours");
    check(perch_registered_length() == PERCH_OWN_LENGTH, "with 32 bytes");
    pthread_key_create(&after_perch, look);
    pthread_barrier_wait(&taken_over);
    pthread_join(refused, NULL);
    pthread_join(earlier, NULL);
    check(libcs_at_the_end, "at its end a thread that was libc's is libc's again");
    pthread_create(&later, NULL, later_thread, NULL);
    pthread_join(later, NULL);
    check(nobodys_at_the_end, "and one that was nobody's is nobody's");
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "refused") == 0) {
        check_the_first_is_refused();
    } else {
        check_threads();
    }
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
