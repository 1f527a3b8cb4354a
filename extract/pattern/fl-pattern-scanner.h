/*
 * FlPatternScanner: the tokens of a pattern as an analyst wrote it: PCRE2 syntax with holes in braces.
 *
 * It knows just enough of PCRE2 to tell a hole from what only looks like one (`{2,3}`, `\p{Han}`, a brace in
 * a class or between \Q and \E), and to let lint look at a pattern piece by piece. A plain value on the
 * caller's stack; the pattern is borrowed. Offsets are bytes; the tokens put together are the pattern.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef enum {
  FL_TOKEN_END,
  FL_TOKEN_LITERAL,     /* one character, also behind a backslash */
  FL_TOKEN_ESCAPE,      /* \d, \b, \p{…}, \x{…}, \k<…>, (?&name) */
  FL_TOKEN_CLASS,       /* […] */
  FL_TOKEN_OPEN,        /* (, with all that makes its kind: (?:, (?<name>, (?<! */
  FL_TOKEN_CLOSE,       /* ) */
  FL_TOKEN_QUANTIFIER,  /* *, +?, {2,3}+ */
  FL_TOKEN_ALTERNATION, /* | */
  FL_TOKEN_ANY,         /* . */
  FL_TOKEN_ANCHOR,      /* ^ or $ */
  FL_TOKEN_DIRECTIVE,   /* (*VERB), (?i), (?#comment), (?C1); \Q and \E, between which all is literal */
  FL_TOKEN_HOLE,        /* {name:Thing+} */
} FlTokenKind;

typedef struct {
  FlTokenKind kind;
  size_t start, end;
} FlToken;

typedef struct {
  const char *pattern;
  size_t position;
  bool quoted; /* between \Q and \E */
} FlPatternScanner;

void fl_pattern_scanner_init(FlPatternScanner *self, const char *pattern);

/* The next token; FL_TOKEN_END at the end. What is not closed (a class, a group's kind) reaches to the end:
 * the compiler will say so. */
FlToken fl_pattern_scanner_next(FlPatternScanner *self);
