/*
 * FlCharsetGuess: how much bytes, read in an encoding, look like what is written in it. And uchardet, for the
 * encodings of which factloom has no picture of its own; it is seen by fl-charset-guess.c alone.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The share of characters outside ASCII that are Han or East Asian punctuation. */
double fl_guess_share_of_han(const GString *text);

/* Of the characters of two bytes in GB18030, the share that are everyday ones: letters with accents and what
 * stands behind them, read as GB18030, are rare characters. */
double fl_guess_share_of_everyday(const char *bytes, gsize length);

/* The share of letters that are among those which Chinese texts use most, simplified or traditional; 1 where
 * there are too few to tell. */
double fl_guess_share_of_frequent(const char *text);

/* What uchardet takes the bytes for: a name, or NULL. The caller's. */
char *fl_guess_by_uchardet(const char *bytes, gsize length);
