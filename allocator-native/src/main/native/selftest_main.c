/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/* make test: the start-up self-test without a JVM. */
#include <stdint.h>
#include <stdio.h>

void perch_selftest(int32_t outcomes[3]);

int main(void) {
    int32_t outcomes[3];
    perch_selftest(outcomes);
    printf("abort %d, cpu_id %d, (node_id, mm_cid) %d; 0 is passed, the others are explained in selftest.c\n",
           outcomes[0], outcomes[1], outcomes[2]);
    return outcomes[0] != 0 || outcomes[1] != 0 || outcomes[2] != 0;
}
