/*
 * FlDigest: the SHA-256 of bytes, as sha256sum writes it. The only place that knows nettle. Used by one
 * thread.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* 64 hexadecimal digits, the end. */
enum { FL_DIGEST_SIZE = 65 };

typedef struct _FlDigest FlDigest;

FlDigest *fl_digest_new(void);
void fl_digest_free(FlDigest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDigest, fl_digest_free)

void fl_digest_add(FlDigest *self, const void *bytes, size_t length);

/* Adds a text with its end, so that two texts are not taken for one. */
void fl_digest_add_text(FlDigest *self, const char *text);

/* Writes the digest of all that was added, and begins anew. Returns `buffer`. */
const char *fl_digest_finish(FlDigest *self, char buffer[FL_DIGEST_SIZE]);

/* The same, but the first 64 bits of the digest, as a number. */
uint64_t fl_digest_finish_number(FlDigest *self);

/* The digest of these bytes. Returns `buffer`. */
const char *fl_digest_of(const void *bytes, size_t length, char buffer[FL_DIGEST_SIZE]);

/* Whether a text is a digest. */
bool fl_digest_is(const char *text);
