/*
 * FlLayout: how one kind of source is cut into articles and paragraphs.
 *
 * A layout names kinds of lines (by what a line looks like and what stands in it) and is otherwise written as
 * sequences of these: PCRE2 patterns over lines instead of characters, in which a hole {kind} is one line of
 * that kind and {any} one line. So nothing ever searches the whole file with one pattern. Filled by a pack's
 * loader, then constant; it owns what it points to. Fields are read directly.
 */
#pragma once

#include "fl-cleaning.h"
#include "fl-line-kind.h"

enum {
  FL_LAYOUT_MAX_KINDS = 30,
  FL_LAYOUT_MAX_REACH =
      1000, /* lines that a sequence sees from where it begins: without a bound one that finds no
                                 end would take the square of the lines */
};

/* Stands for the number of an article where there is none. */
#define FL_NO_ARTICLE UINT32_MAX

/* A condition on a source: a kind holds for at least (or under) so many of its lines. */
typedef struct {
  int kind;
  double amount;
  bool percent; /* amount is a share of the lines, 0 to 100 */
  bool below;   /* fewer than the amount, instead of at least */
} FlLayoutCondition;

typedef struct {
  char *name;
  GPtrArray *kinds;   /* of FlLineKind */
  char *format;       /* the source's format must be this; NULL: any */
  FlPattern *path;    /* must match the source's name; NULL: any */
  GArray *conditions; /* of FlLayoutCondition */
  uint32_t drop;      /* bit set of kinds: lines that are no text (page numbers, running heads) */
  uint32_t sought;    /* bit set of the kinds that sequences name */
  FlPattern *article; /* sequence: an article's head; NULL: the source is one article without a head */
  FlPattern
      *paragraph; /* sequence: between two lines where it matches a paragraph ends; NULL: after every line */
  bool needs_heads;  /* a source in which `article` finds no head is another layout's */
  bool skip_preface; /* what stands before the first article belongs to none */
  FlCleaning cleaning;
} FlLayout;

/* What a line is in its article. */
typedef enum {
  FL_ROLE_BODY,
  FL_ROLE_TITLE,  /* title and decks */
  FL_ROLE_BYLINE, /* by-line, date, source */
  FL_ROLE_HEAD,   /* any other line of the head: 附件 1 */
} FlRole;

/* A paragraph: consecutive lines (of those kept) of one role. */
typedef struct {
  FlRole role;
  guint first, n_lines;
  uint32_t article; /* from 0; FL_NO_ARTICLE for a preface that is skipped */
} FlBlock;

FlLayout *fl_layout_new(const char *name);
void fl_layout_free(FlLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlLayout, fl_layout_free)

/* Adds an empty kind for the caller to fill; NULL when there are already FL_LAYOUT_MAX_KINDS. */
FlLineKind *fl_layout_add_kind(FlLayout *self, const char *name);

/* The index of a kind, or -1. */
int fl_layout_find_kind(const FlLayout *self, const char *name);

/* Turns a sequence into the pattern that runs over coded lines. All kinds must have been added. On failure
 * returns NULL and
 * `*ret_offset` says at which byte of `sequence`. */
FlPattern *fl_layout_compile(FlLayout *self, const char *sequence, size_t *ret_offset, GError **error);

/* The role a named group of an article sequence gives to its lines
 * (title, deck, byline, date, source, head). */
bool fl_role_from_name(const char *name, FlRole *ret_role);

/* Whether the layout is one for this source. */
bool fl_layout_fits(const FlLayout *self, const FlDocument *document, const GArray *lines,
                    FlMatcher *matcher);

/* What is doubtful about a cutting. */
typedef struct {
  bool limit;   /* a sequence gave up on its way, which leaves articles uncut */
  bool no_head; /* there are lines, and the layout says what an article's head is, but none is there */
} FlLayoutDoubts;

/* Removes the dropped lines from `lines` and cuts the rest. Returns blocks (of FlBlock) in order. */
GArray *fl_layout_cut(const FlLayout *self, GArray *lines, FlMatcher *matcher, FlLayoutDoubts *ret_doubts);
