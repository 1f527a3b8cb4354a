/*
 * JSON inside a page: texts written so that nothing in them can end the script element they stand in, or be
 * read as anything but text, whatever the parser: no `<`, `>`, `&`, U+2028, U+2029 or control character is
 * left as it is.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* A JSON string with its quotes. The text must be UTF-8. */
void fl_island_append_string(GString *out, const char *text);

/* `"key":` behind a comma, unless it is the first of its object. */
void fl_island_append_key(GString *out, const char *key);

/* A number behind a comma, unless it is the first of its array. */
void fl_island_append_number(GString *out, uint32_t number);

/* A comma, unless an object or array has just begun. */
void fl_island_separate(GString *out);

/* Begins an object or array, as the member of this name; without a key as an item. Ends one. */
void fl_island_begin(GString *out, const char *key, char bracket);
void fl_island_end(GString *out, char bracket);

/* A member with a text or a number; an item that is a text. */
void fl_island_put_text(GString *out, const char *key, const char *text);
void fl_island_put_number(GString *out, const char *key, uint32_t number);
void fl_island_put_item(GString *out, const char *text);

/* Text of an HTML element or a quoted attribute. */
void fl_island_append_html(GString *out, const char *text);
