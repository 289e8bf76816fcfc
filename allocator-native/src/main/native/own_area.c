/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * A struct rseq of our own in every thread, for a libc that registers none (older than glibc 2.35, or glibc.pthread.rseq=0). A
 * thread registers it when it first needs it.
 *
 * It lies in static TLS: at one distance from every thread pointer, as critical sections want it, and in memory that outlives the
 * kernel's thread, because libc reuses a stack only after the kernel has let go of it. So a thread is safe even if it ends
 * registered, because a later destructor of its allocated again. The original 32 bytes are the one length that every kernel
 * accepts, and the one for which it keeps the promises that notify.c needs.
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
/* As libc marks a thread that could not register: not tried again, or each miss would cost a system call. */
#define REGISTRATION_FAILED -2

struct area {
    uint32_t cpu_id_start;
    int32_t cpu_id;
    uint64_t rseq_cs;
    uint32_t flags;
    uint32_t node_id;
    uint32_t mm_cid;
    uint32_t padding;
} __attribute__((aligned(PERCH_OWN_LENGTH)));

_Static_assert(sizeof(struct area) == PERCH_OWN_LENGTH, "the original length");
_Static_assert(offsetof(struct area, cpu_id) == PERCH_RSEQ_CPU_ID, "as the kernel knows it");
_Static_assert(offsetof(struct area, rseq_cs) == PERCH_RSEQ_CS, "as the kernel knows it");
_Static_assert(offsetof(struct area, mm_cid) == PERCH_RSEQ_MM_CID, "as the kernel knows it");

#define UNREGISTERED_AREA {0, NOT_REGISTERED, 0, 0, 0, 0, 0}

static __thread volatile struct area own __attribute__((tls_model("initial-exec"))) = UNREGISTERED_AREA;

static bool used;
static pthread_key_t at_thread_end;

bool perch_own_used(void) {
    return used;
}

static void unregister(void *area) {
    syscall(SYS_rseq, area, PERCH_OWN_LENGTH, PERCH_RSEQ_UNREGISTER, PERCH_RSEQ_SIGNATURE);
}

/*
 * 0, or the reason as an errno:
 *   EINVAL  another library registered this thread
 *   EPERM   it was registered with another signature, or a seccomp filter refuses
 *   ENOSYS  the kernel has no restartable sequences
 *   ENOMEM  libc cannot promise to call us at the thread's end
 * EBUSY would mean that this very area is registered, which is what we want.
 */
static int register_own(void) {
    struct area fresh = UNREGISTERED_AREA;
    void *area = (void *) &own;
    int error = pthread_setspecific(at_thread_end, area);
    if (error == 0) {
        memcpy(area, &fresh, sizeof fresh);
        bool registered = syscall(SYS_rseq, area, PERCH_OWN_LENGTH, 0, PERCH_RSEQ_SIGNATURE) == 0 || errno == EBUSY;
        error = registered ? 0 : errno;
    }
    if (error != 0) {
        pthread_setspecific(at_thread_end, NULL);
        own.cpu_id = REGISTRATION_FAILED;
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

/*
 * To be called once, before the first critical section: from here on critical sections use the own areas, if libc registers none
 * and the calling thread can register. 0, PERCH_OWN_NOT_NEEDED or an errno.
 */
PERCH_EXPORT int32_t perch_use_own_areas(void) {
    if (perch_libc_registers()) {
        return PERCH_OWN_NOT_NEEDED;
    }
    int error = pthread_key_create(&at_thread_end, unregister);
    if (error == 0) {
        error = register_undisturbed();
    }
    if (error == 0) {
        used = true;
        perch_rseq_offset = (char *) &own - (char *) __builtin_thread_pointer();
    }
    return error;
}
