/*
 * FlSyntax: the syntax tree of a pattern, as far as it says what a match must hold and how long it is.
 *
 * Built by one thread, then constant. Its nodes lie in one array and name each other by index; characters are
 * symbols (fl-symbol.h). What holds for the tree holds for every match of the pattern; the reverse need not
 * be so: captures, possessiveness and assertions that deny are left out.
 */
#pragma once

#include "fl-separator.h"

typedef enum {
  FL_SYNTAX_EMPTY,    /* takes up nothing, and says nothing */
  FL_SYNTAX_TEXT,     /* characters one after another */
  FL_SYNTAX_SET,      /* one of some characters */
  FL_SYNTAX_ANY,      /* one character */
  FL_SYNTAX_OPAQUE,   /* a text of any length */
  FL_SYNTAX_AHEAD,    /* its child comes next, but is not taken up */
  FL_SYNTAX_BEHIND,   /* its child stands before */
  FL_SYNTAX_START,    /* the subject begins here */
  FL_SYNTAX_REPEAT,   /* its child, from min to max times */
  FL_SYNTAX_SEQUENCE, /* its children one after another */
  FL_SYNTAX_CHOICE,   /* one of its children */
} FlSyntaxKind;

#define FL_SYNTAX_NONE      UINT32_MAX
#define FL_SYNTAX_UNBOUNDED UINT32_MAX

typedef struct {
  FlSyntaxKind kind;
  uint32_t min, max;            /* of REPEAT */
  uint32_t first_char, n_chars; /* of TEXT and SET: into `chars` */
  uint64_t separators;          /* of ANY: those that it may be */
  uint32_t child, last_child;   /* FL_SYNTAX_NONE: none */
  uint32_t next;                /* the next child of the same parent */
  uint32_t fragment;            /* number of the fragment that this is the root of, from 1; 0: of none */
} FlSyntaxNode;

typedef struct {
  GArray *nodes; /* of FlSyntaxNode */
  GArray *chars; /* of gunichar */
  uint32_t root;
} FlSyntax;

typedef struct _FlSyntaxMemo FlSyntaxMemo;

/* Parses a pattern that compiles. Returns NULL where it holds anything that is not understood: inline options
 * and verbs, calls and conditions, \K, \G, … */
FlSyntax *fl_syntax_parse(const char *pattern);

/* The same; groups that are in the memo (fl-syntax-memo.h) are not parsed again, others go there. */
FlSyntax *fl_syntax_parse_with(const char *pattern, FlSyntaxMemo *memo);
void fl_syntax_free(FlSyntax *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlSyntax, fl_syntax_free)

/* The characters that an escape written at `p` (a backslash) may be, added to `chars`; false where it is not
 * one of a few. */
bool fl_syntax_read_escape(const char *p, size_t length, GArray *chars);

/* The members of a class (`text` with its brackets), likewise. */
bool fl_syntax_read_class(const char *text, size_t length, GArray *chars);

/* The separators that a class may be, and those that an escape (a backslash at `p`) may be. */
uint64_t fl_syntax_find_class_separators(const char *text, size_t length);
uint64_t fl_syntax_find_escape_separators(const char *p, size_t length);
