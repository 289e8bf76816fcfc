/*
 * Copyright 2026 The Perch Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/*
 * The numbers that C, assembly and Java share. io.perch.rseq.SlabLayout draws the layouts and holds the same numbers; a test reads
 * them back from the library by name.
 */
#ifndef PERCH_LAYOUT_H
#define PERCH_LAYOUT_H

/* Slab table and slab. */
#define PERCH_NODE_SHIFT 13
#define PERCH_INDEXES_PER_NODE 8192
#define PERCH_MAX_NODES 1024
#define PERCH_WORD 8
#define PERCH_KEY 0
#define PERCH_TABLE 8
#define PERCH_PARTITION 16    /* 64 bits, for who stores it and for who loads it */
#define PERCH_ALLOCATIONS 24
#define PERCH_LOCAL_FREES 32
#define PERCH_HEADERS 40
#define PERCH_HEADER_SIZE 8
#define PERCH_HEADER_CURRENT 0
#define PERCH_HEADER_BEGIN 2
#define PERCH_HEADER_END 4
#define PERCH_HEADER_LIMIT 6
#define PERCH_LIST_SHIFT 16
#define PERCH_MAX_SLAB_WORDS 65536
#define PERCH_MAX_BATCH 64
#define PERCH_MAX_ABORTS 256

/* A counter's cells are this far apart, as a power of two: a cache line. */
#define PERCH_CELL_SHIFT 6

/* Results, as in io.perch.rseq.call.SlabCalls. */
#define PERCH_NOTHING 0
#define PERCH_NO_SLAB -1
#define PERCH_UNREGISTERED -2
#define PERCH_ABORTED -3
#define PERCH_FREED_TWICE -4

/*
 * struct rseq, the part that Perch reads, as the kernel writes it:
 *
 *   +0               +4               +8               +16     +20              +24              +28
 *   +----------------+----------------+----------------+-------+----------------+----------------+
 *   | u32            | i32            | u64            | u32   | u32            | u32            |
 *   | cpu_id_start   | cpu_id         | rseq_cs        | flags | node_id        | mm_cid         |
 *   +----------------+----------------+----------------+-------+----------------+----------------+
 *
 * With notifications on, or in mode notify, cpu_id_start has the bit PERCH_NOTIFY_MARK set from when the thread armed it until the
 * kernel writes it again. The other bits are then a slab index in libc's area. In Perch's own area the field is the upper half of
 * an 8-byte word that begins 4 bytes before it: the address of a slab, with bit 63 set.
 *
 * cpu_id is negative, and cpu_id_start, node_id and mm_cid are 0, as long as the thread is not registered.
 */
#define PERCH_RSEQ_SLAB -4
#define PERCH_RSEQ_CPU_ID_START 0
#define PERCH_RSEQ_CPU_ID 4
#define PERCH_RSEQ_CS 8
#define PERCH_RSEQ_NODE_ID 20
#define PERCH_RSEQ_MM_CID 24
#define PERCH_NOTIFY_MARK 0x80000000
#define PERCH_NOTIFY_BIT 31
#define PERCH_SLAB_BIT 63

/* struct perch_thread (own_area.h). */
#define PERCH_THREAD_REARMED 20

/* The four bytes before an abort handler; libc, or own_area.c, registered this value with the kernel. */
#if defined(__x86_64__)
#define PERCH_RSEQ_SIGNATURE 0x53053053
#elif defined(__aarch64__)
#define PERCH_RSEQ_SIGNATURE 0xd428bc00
#else
#error "Perch has critical sections for x86-64 and aarch64 only"
#endif

/*
 * The word by which a self-test thread tells who it was while it ran:
 *
 *   63   62             48 47             32 31                            0
 *   +----+----------------+-----------------+-------------------------------+
 *   | 0  | tag            | cpu_id          | (node_id << 13) | mm_cid      |
 *   +----+----------------+-----------------+-------------------------------+
 */
#define PERCH_IDENTITY_TAG_SHIFT 48
#define PERCH_IDENTITY_CPU_SHIFT 32

/* struct spin of the self-test (perch.h). */
#define PERCH_SPIN_ENTERED 0
#define PERCH_SPIN_FENCED 8
#define PERCH_SPIN_SURVIVED 16

#endif
