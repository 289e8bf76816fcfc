/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * A struct rseq of our own in every thread, for a libc that registers none (older than glibc 2.35, or glibc.pthread.rseq=0), or in
 * place of libc's where the user asks for that: a thread can have only one. A thread registers it when it first needs it.
 *
 * It lies in static TLS: at one distance from every thread pointer, as critical sections want it, and in memory that outlives the
 * kernel's thread, because libc reuses a stack only after the kernel has let go of it. So a thread is safe even if it ends
 * registered, because one of its later destructors allocated again. The original 32 bytes are the one length that every kernel
 * accepts, and the one for which it keeps the promises that rescheduling.c needs.
 *
 * Libc registers a new thread if the one that starts it is registered with libc. Either way, Perch takes the thread over when it
 * first needs it. What is undone is done again at the thread's end, or at once if the kernel refuses our registration.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "own_area.h"

/* These exist in every glibc; the newer default version would tie the library to glibc 2.34. */
#if defined(__x86_64__)
__asm__(".symver pthread_key_create, pthread_key_create@GLIBC_2.2.5");
__asm__(".symver pthread_setspecific, pthread_setspecific@GLIBC_2.2.5");
#else
__asm__(".symver pthread_key_create, pthread_key_create@GLIBC_2.17");
__asm__(".symver pthread_setspecific, pthread_setspecific@GLIBC_2.17");
#endif

#define NOT_REGISTERED -1
/* As libc marks a thread that could not be registered. It is not tried again, or each miss would cost a system call. */
#define REGISTRATION_FAILED -2

/* Declared again, or the compiler would call into glibc's loader here, for which musl refuses the library even if preloaded. */
PERCH_STATIC_TLS __thread volatile struct perch_thread perch_thread = {.own = {.cpu_id = NOT_REGISTERED}};

/* Offset of perch_thread from the thread pointer, for the assembly. */
__attribute__((visibility("hidden"))) int64_t perch_thread_offset;

/* What libc registered its areas with, if they are to be replaced; else 0. */
static long libc_length;
static bool used;
static pthread_key_t at_thread_end;

bool perch_own_used(void) {
    return used;
}

__attribute__((constructor)) static void find_thread(void) {
    perch_thread_offset = (char *) &perch_thread - (char *) __builtin_thread_pointer();
}

static int rseq(volatile void *area, long length, int flags) {
    return syscall(SYS_rseq, area, length, flags, PERCH_RSEQ_SIGNATURE) == 0 ? 0 : errno;
}

static int undo_libc(void) {
    if (libc_length == 0 || ((volatile struct perch_rseq *) perch_libc_area())->cpu_id < 0) {
        return 0;
    }
    int error = rseq(perch_libc_area(), libc_length, PERCH_RSEQ_UNREGISTER);
    perch_thread.libc_undone = error == 0;
    return error;
}

static void redo_libc(void) {
    if (perch_thread.libc_undone) {
        perch_thread.libc_undone = 0;
        rseq(perch_libc_area(), libc_length, 0);
    }
}

static void unregister(void *area) {
    rseq(area, PERCH_OWN_LENGTH, PERCH_RSEQ_UNREGISTER);
    redo_libc();
}

/*
 * 0, or the reason as an errno:
 *   EINVAL  another library registered this thread
 *   EPERM   it was registered with another signature, or a seccomp filter refuses
 *   ENOSYS  the kernel has no restartable sequences
 *   ENOMEM  libc cannot promise to call us when the thread ends
 * EBUSY would mean that this very area is registered, which is what we want.
 */
static int register_own(void) {
    struct perch_rseq fresh = {.cpu_id = NOT_REGISTERED};
    void *area = (void *) &perch_thread.own;
    int error = pthread_setspecific(at_thread_end, area);
    if (error == 0) {
        error = undo_libc();
    }
    if (error == 0) {
        memcpy(area, &fresh, sizeof fresh);
        error = rseq(area, PERCH_OWN_LENGTH, 0);
        error = error == EBUSY ? 0 : error;
    }
    if (error != 0) {
        redo_libc();
        pthread_setspecific(at_thread_end, NULL);
        perch_thread.own.cpu_id = REGISTRATION_FAILED;
    }
    return error;
}

/* A signal handler that allocates must not meet a thread that is half registered. */
static int register_undisturbed(void) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    int error = register_own();
    sigprocmask(SIG_SETMASK, &before, NULL);
    return error;
}

PERCH_EXPORT int32_t perch_register_thread(void) {
    int32_t cpu = perch_cpu_id();
    return cpu >= 0 || (used && cpu != REGISTRATION_FAILED && register_undisturbed() == 0);
}

static int use_own(void) {
    int error = pthread_key_create(&at_thread_end, unregister);
    if (error == 0) {
        error = register_undisturbed();
    }
    if (error == 0) {
        used = true;
        perch_rseq_offset = (char *) &perch_thread.own - (char *) __builtin_thread_pointer();
    }
    return error;
}

/*
 * To be called before the first critical section, by one thread at a time: from here on critical sections use the own areas, if
 * libc registers none or is to be replaced, and the calling thread can register. Each class loader calls it, and gets what the first
 * of them chose, because sections of theirs may be running. 0, a code of own_area.h or an errno.
 */
PERCH_EXPORT int32_t perch_use_own_areas(int32_t wish) {
    static bool libc_is_used;
    if (used) {
        return perch_cpu_id() >= 0 ? 0 : register_undisturbed();
    }
    if (perch_libc_registers()) {
        if (wish != PERCH_OWN_TAKEOVER) {
            libc_is_used = true;
            return PERCH_OWN_NOT_NEEDED;
        }
        if (libc_is_used) {
            return PERCH_OWN_TOO_LATE;
        }
        libc_length = perch_registered_length();
        if (libc_length == 0) {
            return PERCH_OWN_NO_LENGTH;
        }
    }
    return wish == PERCH_OWN_OFF ? PERCH_OWN_NOT_NEEDED : use_own();
}
