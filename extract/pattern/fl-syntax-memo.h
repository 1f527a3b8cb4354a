/*
 * FlSyntaxMemo: groups of patterns that were parsed before. The patterns of one pack hold the same long
 * groups over and over: what their defines stand for.
 *
 * Used by one thread. A fragment is a group's text, "(?:" to ")", and its part of a syntax tree; fragments
 * are numbered from 1.
 */
#pragma once

#include "fl-syntax.h"

FlSyntaxMemo *fl_syntax_memo_new(void);
void fl_syntax_memo_free(FlSyntaxMemo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlSyntaxMemo, fl_syntax_memo_free)

/* The fragment whose text stands at the beginning of `text`, with its length in bytes; 0: none. */
uint32_t fl_syntax_memo_find(const FlSyntaxMemo *self, const char *text, size_t *ret_length);

/* Adds a copy of a fragment to a tree; returns the index of its root. */
uint32_t fl_syntax_memo_graft(const FlSyntaxMemo *self, uint32_t fragment, FlSyntax *syntax);

/* Keeps a group: the nodes of a tree from `first_node` on, of which `root` is one, and its characters from
 * `first_char` on. Returns the fragment's number, which the root has from now on; 0: it is too short to be
 * worth it. */
uint32_t fl_syntax_memo_add(FlSyntaxMemo *self, const char *text, size_t length, FlSyntax *syntax,
                            guint first_node, guint first_char, uint32_t root);

/* How many fragments there are. */
uint32_t fl_syntax_memo_get_n(const FlSyntaxMemo *self);
