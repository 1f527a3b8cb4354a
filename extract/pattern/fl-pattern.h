/*
 * FlPattern: a compiled PCRE2 pattern; FlMatcher: what one thread needs to run patterns. The only place that
 * knows PCRE2.
 *
 * Patterns are UTF-8 with Unicode properties (UTF, UCP), plain parentheses do not capture, `$` is the very
 * end, and one name may stand in several alternatives. A pattern is constant and may be run by many threads
 * at once; it is compiled to machine code when it has been run a few times. A matcher belongs to one thread.
 */
#pragma once

#include "fl-span.h"
#include "fl-syntax.h"

typedef struct _FlPattern FlPattern;
typedef struct _FlMatcher FlMatcher;

/* A pattern by default gives up after this many steps from one start position: a natural sentence needs a few
 * hundred, a pattern that backtracks without end reaches it in a millisecond or two. */
enum { FL_PATTERN_DEFAULT_LIMIT = 100000 };

#define FL_PATTERN_ERROR (fl_pattern_error_quark())
GQuark fl_pattern_error_quark(void);

typedef enum {
  FL_PATTERN_ERROR_SYNTAX,
  FL_PATTERN_ERROR_SIZE, /* more than can be compiled */
} FlPatternError;

/* Compiles a pattern. On failure returns NULL, `error` says what is wrong and `*ret_offset` (may be NULL) at
 * which byte of `source`. */
FlPattern *fl_pattern_new(const char *source, size_t *ret_offset, GError **error);
FlPattern *fl_pattern_ref(FlPattern *self);
void fl_pattern_unref(FlPattern *self); /* NULL is none */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlPattern, fl_pattern_unref)

/* The number of steps after which it gives up, where whoever runs it has no other: FL_PATTERN_DEFAULT_LIMIT until
 * it is set, before the pattern is run. */
void fl_pattern_set_limit(FlPattern *self, uint32_t limit);
uint32_t fl_pattern_get_limit(const FlPattern *self);

/* Takes from its syntax tree where matches may begin; NULL: it has none. Otherwise the pattern is parsed for that when
 * it is first run. */
void fl_pattern_use_syntax(FlPattern *self, const FlSyntax *syntax);

/* The text it was compiled from. */
const char *fl_pattern_get_source(const FlPattern *self);

/* Whether it can match an empty text (it is never asked to: see fl_matcher_find()). */
bool fl_pattern_matches_empty(const FlPattern *self);

/* How many groups it has, all named; they are numbered from 1. */
int fl_pattern_get_n_groups(const FlPattern *self);

/* The name of a group; several groups may have one name. Borrowed. */
const char *fl_pattern_get_group_name(const FlPattern *self, int group);

typedef enum {
  FL_MATCH_NONE,
  FL_MATCH_FOUND,
  FL_MATCH_LIMIT, /* given up: too many steps, or too deep for the stack; what lies behind is not known */
} FlMatchResult;

FlMatcher *fl_matcher_new(void);
void fl_matcher_free(FlMatcher *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlMatcher, fl_matcher_free)

/* Whether a pattern is tried only where two characters tell that a match may begin (the default), or everywhere: the
 * same comes of it. */
void fl_matcher_set_start_filter(FlMatcher *self, bool filter);

/* Finds the first match in `subject` (valid UTF-8, `length` bytes) that begins at or behind byte `start` and
 * is not empty. Lookbehind sees what lies before `start`. `limit` is the number of steps allowed from each
 * start position. */
FlMatchResult fl_matcher_find(FlMatcher *self, const FlPattern *pattern, const char *subject, size_t length,
                              size_t start, uint32_t limit);

/* As fl_matcher_find(), but the match begins at `last` or before it. */
FlMatchResult fl_matcher_find_between(FlMatcher *self, const FlPattern *pattern, const char *subject,
                                      size_t length, size_t start, size_t last, uint32_t limit);

/* As fl_matcher_find(), but the match may be empty: for boundaries (layouts) and guards. */
FlMatchResult fl_matcher_find_boundary(FlMatcher *self, const FlPattern *pattern, const char *subject,
                                       size_t length, size_t start, uint32_t limit);

/* As fl_matcher_find(), but the match begins at byte `at` exactly. */
typedef struct {
  bool empty; /* the match may be empty */
  bool cut;   /* the subject goes on behind its `length`: that is no end where `$` holds */
} FlMatchAt;

FlMatchResult fl_matcher_find_at(FlMatcher *self, const FlPattern *pattern, const char *subject,
                                 size_t length, size_t at, FlMatchAt how, uint32_t limit);

/* Whether the pattern matches anywhere, by its own limit; a limit hit counts as no. */
bool fl_matcher_test(FlMatcher *self, const FlPattern *pattern, const char *subject, size_t length);

/* The pattern that has given up since this was last asked, the last one of several; NULL: none has. So what runs
 * many patterns can ask once whether all it knows is certain. */
const FlPattern *fl_matcher_take_given_up(FlMatcher *self);

/* The span of the last match (group 0) or of one of its groups; false when the group took no part. */
bool fl_matcher_get_group(const FlMatcher *self, int group, FlSpan *ret_span);

/* The same by name: of several groups of that name the first that took part. */
bool fl_matcher_get_named(const FlMatcher *self, const FlPattern *pattern, const char *name,
                          FlSpan *ret_span);

/* How far a pattern got that does not match. Offsets are bytes. */
typedef struct {
  size_t pattern; /* in the pattern's source: what did not fit */
  size_t subject; /* where it did not fit */
  size_t start;   /* where the attempt began */
} FlPatternProgress;

/* Finds the attempt that got farthest, the one that took up most of the subject, and what had to come next: a
 * group rather than what is in it. Slow; for explaining. Returns false when no attempt took up anything. */
bool fl_pattern_trace(const FlPattern *self, const char *subject, size_t length,
                      FlPatternProgress *ret_progress);
