/* What the evidence of each element amounts to: how often, when, and the sentence to show. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"

typedef struct {
  uint32_t first, last; /* as 20240208, or 0 */
} Days;

/* For the element in hand: which article of each family counts. Arrays are by node. */
typedef struct {
  FlGraph *graph;
  Days *days;      /* those of an article's date */
  uint32_t *which; /* the article, by the first of its family */
  uint32_t *turns; /* the element for which that was said */
  uint32_t turn;   /* the element in hand, numbered from 1 */
} Measuring;

/* 20240208 of a full day, else 0. */
static uint32_t
read_day(const char *text, size_t length)
{
  char day[16];
  if (length != 10)
    return 0;
  g_strlcpy(day, text, 11);
  if (!fl_date_is_day(day))
    return 0;
  return (uint32_t)(g_ascii_strtoull(day, NULL, 10) * 10000 + g_ascii_strtoull(day + 5, NULL, 10) * 100 +
                    g_ascii_strtoull(day + 8, NULL, 10));
}

/* Of a day both are that day; of two with a slash between, the two; of anything else there are none. */
static Days
read_days(const char *date)
{
  const char *slash = strchr(date, '/');
  const char *second = slash != NULL ? slash + 1 : date;
  uint32_t one = read_day(date, slash != NULL ? (size_t)(slash - date) : strlen(date));
  uint32_t other = read_day(second, strlen(second));
  return one != 0 && other != 0 ? (Days){MIN(one, other), MAX(one, other)} : (Days){0, 0};
}

static void
extend(FlSupport *support, Days days)
{
  if (days.first != 0 && (support->first_day == 0 || days.first < support->first_day))
    support->first_day = days.first;
  support->last_day = MAX(support->last_day, days.last);
}

/* Of each family of articles only the first that has evidence for the element counts. */
static bool
counts(Measuring *measuring, uint32_t article)
{
  uint32_t family = measuring->graph->originals[article];
  if (measuring->turns[family] != measuring->turn) {
    measuring->turns[family] = measuring->turn;
    measuring->which[family] = article;
  }
  return measuring->which[family] == article;
}

static bool
is_same_place(const FlEvidenceRecord *a, const FlEvidenceRecord *b)
{
  return a->document == b->document && a->at.line == b->at.line && a->at.column == b->at.column;
}

static void
measure(Measuring *measuring, FlElement *element)
{
  FlGraph *self = measuring->graph;
  FlSupport *support = &element->support;
  const FlEvidenceRecord *last = NULL, *shown = NULL;
  measuring->turn++;
  support->shown = FL_GRAPH_NONE;
  for (uint32_t i = 0; i < support->n_evidence; i++) {
    uint32_t index = self->by_element[element->evidence + i];
    const FlEvidenceRecord *record = fl_graph_record(self, index);
    if (shown == NULL || record->confidence > shown->confidence) {
      shown = record;
      support->shown = index;
    }
    if (counts(measuring, record->article) && (last == NULL || !is_same_place(last, record))) {
      support->mentions++;
      last = record;
    }
    extend(support, measuring->days[record->article]);
  }
  support->mentions = MAX(support->mentions, 1);
}

static void
read_dates(Measuring *measuring)
{
  FlGraph *self = measuring->graph;
  const FlNodeType *type = fl_schema_get_node_type(self->schema, self->article_type);
  int date = fl_node_type_find_property(type, "date");
  for (uint32_t i = 0; date != FL_SCHEMA_NONE && i < self->nodes->len; i++)
    if (fl_graph_node(self, i)->type == self->article_type)
      measuring->days[i] = read_days(fl_graph_get_node_value(self, i, date));
}

void
fl_graph_measure(FlGraph *self)
{
  uint32_t n = self->nodes->len;
  g_autofree Days *days = g_new0(Days, n);
  g_autofree uint32_t *which = g_new0(uint32_t, n);
  g_autofree uint32_t *turns = g_new0(uint32_t, n);
  Measuring measuring = {self, days, which, turns, 0};
  read_dates(&measuring);
  for (uint32_t i = 0; i < n; i++) {
    measure(&measuring, &fl_graph_node(self, i)->element);
    extend(&fl_graph_node(self, i)->element.support, days[i]); /* an article has its own day at least */
  }
  for (uint32_t i = 0; i < self->edges->len; i++)
    measure(&measuring, &fl_graph_edge(self, i)->element);
}
