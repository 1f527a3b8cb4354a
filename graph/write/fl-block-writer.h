/*
 * FlBlockWriter: writes a large file on, block by block, on a thread of its own and past the kernel's cache. Through
 * the cache, a graph of gigabytes makes the kernel find as many pages first and drop what it held of other files, and
 * whoever waits for the disk at the end waits for most of it. Used by one thread beside its own.
 */
#pragma once

#include <glib.h>

enum { FL_BLOCK_SIZE = 1024 * 1024 }; /* bytes */

typedef struct _FlBlockWriter FlBlockWriter;

/* Writes where `file` stands, a multiple of the block's size; it stays the caller's. */
FlBlockWriter *fl_block_writer_new(int file);

/* Waits for what is on the way. */
void fl_block_writer_free(FlBlockWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlBlockWriter, fl_block_writer_free)

/* An empty block, to be freed with g_aligned_free(). */
char *fl_block_new(void);

/* Takes a full block to write and gives an empty one. */
char *fl_block_writer_exchange(FlBlockWriter *self, char *block);

/* The errno value of the first error so far, or 0. */
int fl_block_writer_get_problem(const FlBlockWriter *self);

/* Waits until all is written; the file takes writes of any length again. Returns the errno value of the first error,
 * or 0. */
int fl_block_writer_finish(FlBlockWriter *self);
