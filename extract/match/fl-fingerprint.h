/*
 * FlFingerprint: 128 bits by which one text is told from another: MurmurHash3 (x64, 128 bits) of Austin Appleby,
 * public domain. Not for what must hold against forgery.
 */
#pragma once

#include <glib.h>

typedef struct {
  guint64 words[2];
} FlFingerprint;

FlFingerprint fl_fingerprint_make(const char *bytes, gsize length);

/* 32 hexadecimal digits; the caller's. */
char *fl_fingerprint_format(FlFingerprint self);
