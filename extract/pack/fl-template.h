/*
 * FlTemplate: the value of a property as a rule writes it: `{q.value}{unit|map:units}`, text with references
 * in braces; and FlCondition: a `when:` over such references.
 *
 * Constant once compiled with its rule; owned by it. Fields are read directly by the engine.
 */
#pragma once

#include "fl-pattern.h"

typedef enum {
  FL_REFERENCE_MATCH,    /* {match}: the whole match */
  FL_REFERENCE_CAPTURE,  /* {name}: a capture, or the member of a list that is being walked */
  FL_REFERENCE_VARIABLE, /* {@name}: a context */
} FlReferenceKind;

typedef struct {
  FlReferenceKind kind;
  int index;      /* of the capture or variable */
  char *property; /* {name.property}; NULL: the text */
} FlReference;

typedef enum {
  FL_FILTER_NUMBER,  /* as a number: 三千 is 3000 */
  FL_FILTER_DATE,    /* as ISO 8601, read by the calendar */
  FL_FILTER_START,   /* first day of an ISO 8601 date; empty when it is less exact than a day */
  FL_FILTER_END,     /* last day, likewise */
  FL_FILTER_UNIT,    /* the base unit of a unit: 万亿元 is 元 */
  FL_FILTER_SCALE,   /* a number times what the unit in another reference is of its base unit */
  FL_FILTER_TRIM,    /* without white space and punctuation around it */
  FL_FILTER_STRIP,   /* without what a define matches */
  FL_FILTER_MAP,     /* looked up in a table; empty when it is not there */
  FL_FILTER_DEFAULT, /* another text, or a context, when it is empty */
} FlFilterKind;

/* A filter as rules write it. */
typedef struct {
  const char *name;
  FlFilterKind kind;
  const char *argument; /* an example of what stands behind a colon; NULL: nothing does */
  const char *about;    /* what it gives */
} FlFilterName;

/* All of them, ending in a row without a name. */
extern const FlFilterName fl_filter_names[];

typedef struct {
  FlFilterKind kind;
  char *text;             /* of DEFAULT */
  FlReference *reference; /* of SCALE, and of DEFAULT when it names a context */
  FlPattern *pattern;     /* of STRIP */
  GHashTable *table;      /* of MAP: borrowed from the rule set */
  uint64_t contexts;      /* of DATE: the variables that give what a text leaves open */
} FlFilter;

/* A piece is literal text, or a reference with its filters. */
typedef struct {
  char *literal; /* NULL for a reference */
  FlReference reference;
  GArray *filters; /* of FlFilter; NULL when there are none */
} FlTemplatePiece;

typedef struct {
  GArray *pieces; /* of FlTemplatePiece */
} FlTemplate;

/* An empty template; a filter (zeroed but for its kind) added to a piece. For the reader. */
FlTemplate *fl_template_new(void);
FlFilter *fl_template_piece_add_filter(FlTemplatePiece *self, FlFilterKind kind);

void fl_template_free(FlTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlTemplate, fl_template_free)

/* The variables a template reads, its filters among it, as a bit set. */
uint64_t fl_template_get_variables(const FlTemplate *self);

typedef enum {
  FL_TEST_PRESENT, /* `v`: there, and not empty */
  FL_TEST_ABSENT,  /* `!v` */
  FL_TEST_EQUAL,   /* `@status = target`, or one of several texts with | between; `v = @organ` */
  FL_TEST_DIFFERENT,
  FL_TEST_LATER,   /* `d.iso > @source_date`: ISO 8601, begins after the other has ended */
  FL_TEST_EARLIER, /* `d.iso < @source_date`: ends before the other begins */
} FlTestKind;

typedef struct {
  FlTestKind kind;
  FlTemplate *value;
  char **texts;      /* NULL-terminated, of EQUAL and DIFFERENT; NULL where these are to a context */
  FlTemplate *other; /* of LATER and EARLIER; the context that EQUAL and DIFFERENT are to, or NULL */
} FlTest;

/* All its tests must hold. */
typedef struct {
  GArray *tests; /* of FlTest */
} FlCondition;

FlCondition *fl_condition_new(void);
void fl_condition_free(FlCondition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlCondition, fl_condition_free)

uint64_t fl_condition_get_variables(const FlCondition *self);
