/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * A thread ends, and its stack is unmapped with its struct rseq in it, while another one still wants to know whether it runs: by its
 * CPU clock ("clock"), or, the planted fault, by a look at its struct rseq ("area").
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "own_area.h"
#include "thread_clock.h"

/* More than glibc keeps of the stacks of threads that have ended. */
#define STACK_BYTES (256l << 20)
#define PAUSE_MICROS 1000

static volatile int32_t clock_number;
static volatile uint32_t *volatile mark;

static void *own(void *end) {
    mark = (volatile uint32_t *) (perch_area() + PERCH_RSEQ_CPU_ID_START);
    clock_number = perch_thread_clock();
    while (*(volatile int *) end == 0) {
    }
    return NULL;
}

int main(int count, char **arguments) {
    static volatile int end;
    pthread_t owner;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    if (count != 2 || pthread_attr_setstacksize(&attributes, STACK_BYTES) != 0
            || pthread_create(&owner, &attributes, own, (void *) &end) != 0) {
        return 2;
    }
    while (clock_number == PERCH_NO_CLOCK) {
        usleep(PAUSE_MICROS);
    }
    int64_t first = perch_cpu_nanos(clock_number);
    while (perch_cpu_nanos(clock_number) == first) {
        usleep(PAUSE_MICROS);
    }
    printf("holds: the clock of a thread that runs advances\n");
    end = 1;
    pthread_join(owner, NULL);
    fflush(stdout);
    if (strcmp(arguments[1], "area") == 0) {
        printf("the mark is %x\n", *mark);
    }
    while (perch_cpu_nanos(clock_number) >= 0) {
        usleep(PAUSE_MICROS);
    }
    printf("holds: a thread that has ended has no clock\n");
    return 0;
}
