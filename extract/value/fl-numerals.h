/*
 * FlNumerals: how numbers are written: Arabic digits, and a pack's words for digits, multipliers and scales.
 *
 * Filled by a pack's loader, then constant and shared by threads; owns its words.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct _FlNumerals FlNumerals;

typedef enum {
  FL_NUMERAL_DIGIT, /* 三: stands for itself; several in a row, with nothing else, are read by position (二〇二四) */
  FL_NUMERAL_MULTIPLIER, /* 十, 百, 千; hundred: multiplies the digit before it */
  FL_NUMERAL_SCALE,      /* 万, 亿; million: multiplies all before it */
} FlNumeralKind;

FlNumerals *fl_numerals_new(void);
void fl_numerals_free(FlNumerals *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlNumerals, fl_numerals_free)

void fl_numerals_add(FlNumerals *self, const char *word, FlNumeralKind kind, double value);

/* Reads the whole of `text` as a number: 12, 1,234.5, 三千五百, 1.3万亿, 二〇二四. White space is passed
 * over. False when it is none, or not one but about one (五六百, 十五六). */
bool fl_numerals_parse(const FlNumerals *self, const char *text, double *ret_number);

/* The multipliers and scales that `text` begins with (万亿 of 万亿元): returns how many bytes they take and
 * what they multiply by, 0 and 1 when there are none. */
gsize fl_numerals_measure_scale(const FlNumerals *self, const char *text, double *ret_factor);
