/*
 * Text as batches and graphs hold it: "clean". Clean text is valid UTF-8 in Unicode's composed form (NFC),
 * has only characters that XML 1.0 allows, no white space at its ends and none inside but single spaces. So
 * every output can write it as it stands, and two texts that look the same are the same bytes.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The text in clean form, the caller's. Bytes that are not UTF-8 become U+FFFD; what XML does not allow
 * (control characters, U+FFFE, U+FFFF) is dropped, as are marks past the thirtieth on one letter. */
char *fl_string_clean(const char *text);

/* Whether a text is surely clean. Quick; true of nearly all clean text, never of other text. */
bool fl_string_is_clean(const char *text);

/* The order of two texts by their bytes, given where they are kept: for g_ptr_array_sort(). */
int fl_string_compare(gconstpointer a, gconstpointer b);

/* The text when it has at most `limit` characters (code points), else its beginning with "…" as the last of
 * them. Appends it to `out`. */
void fl_string_append_cut(GString *out, const char *text, size_t limit);

/* As g_string_append_len(), but without a call where there is room: for what is done a hundred million times. */
static inline void
fl_string_append_bytes(GString *out, const char *bytes, size_t length)
{
  if (out->len + length >= out->allocated_len) {
    g_string_append_len(out, bytes, (gssize)length);
    return;
  }
  memcpy(out->str + out->len, bytes, length);
  out->len += length;
  out->str[out->len] = '\0';
}

/* The same of a whole text. */
static inline void
fl_string_append(GString *out, const char *text)
{
  fl_string_append_bytes(out, text, strlen(text));
}

/* Appends a number in decimal; many times as fast as printf. */
void fl_string_append_number(GString *out, uint32_t number);

/* Appends the text with each backslash doubled: for formats in which one is an escape. */
void fl_string_append_doubled(GString *out, const char *text);
