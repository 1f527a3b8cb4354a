/*
 * FlText: the clean text of a document, as rules see it, with its structure and the way back to the source.
 *
 * The clean text is the document's name, then its paragraphs, each ended by a line feed. Every byte of a
 * paragraph maps back to the characters of the source it was made of. Articles, sections, paragraphs,
 * sentences and clauses are spans of it. Constant once made; it owns all of it and borrows the document,
 * which must outlive it.
 */
#pragma once

#include "fl-document.h"
#include "fl-layout.h"

/* No unit that a pattern runs over is longer than this many characters: a match limit counts from each start
 * position, so a longer unit could take its square. */
enum { FL_TEXT_MAX_UNIT = 4096 };

/* What a rule's `in:` names. */
typedef enum {
  FL_UNIT_SENTENCE,
  FL_UNIT_CLAUSE,
  FL_UNIT_PARAGRAPH, /* of the body */
  FL_UNIT_HEADING,   /* of a section */
  FL_UNIT_TITLE,     /* title and decks */
  FL_UNIT_BYLINE,
  FL_UNIT_ARTICLE, /* its first FL_TEXT_MAX_UNIT characters */
  FL_UNIT_SOURCE,  /* the document's name and first FL_TEXT_MAX_UNIT characters */
  FL_N_UNITS,
} FlUnitKind;

typedef struct {
  FlSpan span;
  uint32_t article;   /* FL_NO_ARTICLE for the source */
  uint32_t paragraph; /* index of the paragraph it lies in */
} FlUnit;

typedef struct {
  FlSpan span;
  FlRole role;
  uint32_t article;
} FlParagraph;

typedef struct {
  FlSpan span; /* with its heading, up to the next section of the same or a higher level */
  FlSpan heading;
  int level;       /* 1 is the highest */
  uint32_t parent; /* index + 1 of the section that holds this one; 0: none does */
} FlSection;

typedef struct {
  FlSpan span;                     /* all its paragraphs */
  uint32_t first_unit[FL_N_UNITS]; /* into the text's units of each kind */
  uint32_t n_units[FL_N_UNITS];
  uint32_t first_section, n_sections; /* in order of their starts */
  char *title; /* title and decks joined by spaces; the first words where there is no title */
} FlArticle;

typedef struct _FlText FlText;

void fl_text_free(FlText *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlText, fl_text_free)

const FlDocument *fl_text_get_document(const FlText *self);
const char *fl_text_get_string(const FlText *self, uint32_t *ret_length);

uint32_t fl_text_get_n_articles(const FlText *self);
const FlArticle *fl_text_get_article(const FlText *self, uint32_t index);
uint32_t fl_text_get_n_paragraphs(const FlText *self);
const FlParagraph *fl_text_get_paragraph(const FlText *self, uint32_t index);
const FlSection *fl_text_get_section(const FlText *self, uint32_t index);
uint32_t fl_text_get_n_units(const FlText *self, FlUnitKind kind);
const FlUnit *fl_text_get_unit(const FlText *self, FlUnitKind kind, uint32_t index);

/* The unit of a kind that holds `offset`, among an article's; NULL when none does. */
const FlUnit *fl_text_find_unit(const FlText *self, FlUnitKind kind, uint32_t article, uint32_t offset);

/* What of a kind goes with `offset`: the unit that holds it; else, of headings the last one before, of titles
 * and by-lines all that the article has. False when there is nothing. */
bool fl_text_find_part(const FlText *self, FlUnitKind kind, uint32_t article, uint32_t offset,
                       FlSpan *ret_span);

/* The article that holds `offset`, or FL_NO_ARTICLE. */
uint32_t fl_text_find_article(const FlText *self, uint32_t offset);

/* The pieces of the source (spans of the document's text, in order) that a span of the clean text was made
 * of. The caller's array of FlSpan. Where folding changed a character its piece is the source's character. */
GArray *fl_text_get_source(const FlText *self, FlSpan span);

/* From the first to behind the last of these pieces. */
FlSpan fl_text_map(const FlText *self, FlSpan span);

/* "sentence", "clause", … as rules write them. */
const char *fl_unit_kind_name(FlUnitKind kind);
bool fl_unit_kind_from_name(const char *name, FlUnitKind *ret_kind);
