/*
 * FlCutter: makes an FlText of a document: cuts it into articles, sections, paragraphs, sentences and
 * clauses, and cleans it.
 *
 * What it goes by comes from packs: layouts in order (the first that fits is used), section headings, what
 * ends a sentence. Filled by a pack's loader, then constant and shared by threads; owns what it points to.
 */
#pragma once

#include "fl-report.h"
#include "fl-text.h"

typedef struct {
  int level;
  FlPattern *match; /* from the start of a paragraph; what it matches is the heading */
} FlSectionRule;

typedef struct {
  GPtrArray *layouts;      /* of FlLayout */
  GArray *sections;        /* of FlSectionRule, tried in order */
  FlPattern *sentence_end; /* a sentence ends behind what this matches; NULL: a paragraph is a sentence */
  FlPattern *clause_end;
  FlPattern *title_end; /* the same in titles */
  bool clauses;         /* whether a rule asks for clauses: a text has none otherwise */
  FlCleaning cleaning;  /* where no layout fits */
} FlCutter;

FlCutter *fl_cutter_new(void);
void fl_cutter_free(FlCutter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlCutter, fl_cutter_free)

/* Cuts and cleans. What is doubtful is reported: a source that no layout fits (no-layout: it becomes one
 * article), one in which its layout finds no head of an article (no-head: likewise), a sentence longer than FL_TEXT_MAX_UNIT (long-sentence: it is cut), a layout that gave up
 * (layout-limit), characters that are taken for mentions (private-use). The document must outlive the text.
 */
FlText *fl_cutter_cut(const FlCutter *self, const FlDocument *document, FlMatcher *matcher, FlReport *report);

/* How a text is cut that no layout is asked about. */
typedef struct {
  FlRole role;   /* of its paragraphs */
  bool headings; /* each of them, in the body, is the heading of a section of level 1 */
  bool wrapped;  /* a paragraph ends at a blank line where the pack joins lines; else every line is one */
} FlPlainCut;

/* A text of one article, cleaned as the first pack says: for tests of rules, and texts without a file. */
FlText *fl_cutter_cut_plain(const FlCutter *self, const FlDocument *document, FlPlainCut how,
                            FlMatcher *matcher, FlReport *report);
