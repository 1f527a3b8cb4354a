#include "fl-emit.h"
#include "fl-context.h"
#include "fl-evaluate.h"

#include <string.h>

typedef struct {
  FlAnalysis *analysis;
  FlMatcher *matcher;
  FlMatch *match;
} Emitter;

FlMention *
fl_analysis_add_mention(FlAnalysis *self, int type, uint32_t article, FlSpan span)
{
  FlMention *mention = fl_arena_new0(self->arena, FlMention, 1);
  *mention = (FlMention){.type = type, .article = article, .span = span, .covers = span, .confidence = 1};
  GPtrArray **pending = &self->articles[article].pending[type];
  if (*pending == NULL)
    *pending = g_ptr_array_new();
  g_ptr_array_add(*pending, mention);
  return mention;
}

FlMention *
fl_analysis_add_named(FlAnalysis *self, uint32_t type, const char *const *values, uint32_t article,
                      FlSpan span)
{
  guint n_values = fl_rule_set_get_type(self->rules, type)->properties->len;
  FlMention *mention = fl_analysis_add_mention(self, type, article, span);
  mention->order = -1;
  mention->values = fl_arena_new0(self->arena, const char *, n_values);
  if (values != NULL)
    memcpy(mention->values, values, n_values * sizeof *values);
  return mention;
}

static FlEvaluation
evaluation(const Emitter *self, const FlEmission *emission, uint32_t member)
{
  return (FlEvaluation){self->analysis, self->matcher, self->match,
                        emission,       member,        self->match->span.start};
}

static bool
holds(const Emitter *self, const FlEmission *emission, uint32_t member)
{
  FlEvaluation where = evaluation(self, emission, member);
  return fl_evaluate_condition(&where, emission->when);
}

/* ---- lists */

static uint32_t
count_members(const Emitter *self, FlWho who)
{
  if (who.kind == FL_WHO_CAPTURE)
    return self->match->captures[who.index].n;
  return who.kind == FL_WHO_AS ? self->match->made[who.index].n : 1;
}

/* How long the lists are that an emission walks side by side; false when they differ. */
static bool
measure_zip(const Emitter *self, const FlEmission *emission, uint32_t *ret_n)
{
  *ret_n = count_members(self, g_array_index(emission->zip, FlWho, 0));
  for (guint i = 1; i < emission->zip->len; i++)
    if (count_members(self, g_array_index(emission->zip, FlWho, i)) != *ret_n)
      return false;
  return true;
}

static void
report_zip(const Emitter *self, const FlEmission *emission)
{
  FlLocation place = fl_analysis_locate(self->analysis, self->match->span);
  g_autoptr(GString) lengths = g_string_new(NULL);
  for (guint i = 0; i < emission->zip->len; i++)
    g_string_append_printf(lengths, "%s%u", i > 0 ? " and " : "",
                           count_members(self, g_array_index(emission->zip, FlWho, i)));
  fl_report_add(self->analysis->report, FL_FINDING_WARNING, "zip-lengths", self->match->rule->id, place.line,
                place.column, "lists of %s members can't be walked side by side: nothing is emitted",
                lengths->str);
}

/* ---- nodes */

static FlMention *
add_node(const Emitter *self, const FlEmission *emission, uint32_t member, FlSpan span)
{
  const FlMatch *match = self->match;
  FlMention *mention = fl_analysis_add_mention(self->analysis, emission->type, match->article, span);
  mention->rule = match->rule->id;
  mention->order = match->rule->index;
  mention->confidence = match->rule->confidence;
  mention->match = match;
  mention->emission = emission;
  mention->member = member;
  return mention;
}

/* The match as a whole keeps more general rules off its text. */
static void
claim(const Emitter *self, const FlEmission *emission)
{
  FlMention *mention = add_node(self, emission, 0, self->match->span);
  mention->claims = true;
}

/* What extends a mention stands before the first or behind the last of its list. */
static void
extend(const Emitter *self, const FlEmission *emission, const FlMade *made)
{
  if (emission->extend < 0 || made->n == 0 || !self->match->captures[emission->extend].present)
    return;
  FlSpan span = self->match->captures[emission->extend].span;
  FlMention *first = made->mentions[0], *last = made->mentions[made->n - 1];
  if (span.start < first->covers.start)
    first->covers.start = span.start;
  if (span.end > last->covers.end)
    last->covers.end = span.end;
}

/* How many nodes an emission makes: one, or as many as its lists have members; 0 when its capture took no
 * part. */
static uint32_t
count_nodes(const Emitter *self, const FlEmission *emission)
{
  uint32_t n = 1;
  if (emission->at >= 0 && !self->match->captures[emission->at].present)
    return 0;
  if (emission->zip == NULL)
    return emission->at < 0 ? 1 : self->match->captures[emission->at].n;
  if (measure_zip(self, emission, &n))
    return n;
  report_zip(self, emission);
  claim(self, emission);
  return 0;
}

static FlSpan
node_span(const Emitter *self, const FlEmission *emission, uint32_t member)
{
  int at = emission->at;
  if (at < 0 && emission->zip != NULL)
    at = g_array_index(emission->zip, FlWho, 0).index;
  FlSpan span = self->match->span;
  FlEvaluation where = evaluation(self, emission, member);
  if (at >= 0)
    fl_evaluation_get_span(&where, at, &span);
  return span;
}

static void
emit_node(Emitter *self, const FlEmission *emission, FlMade *made)
{
  uint32_t n = count_nodes(self, emission);
  if (self->match->article == FL_NO_ARTICLE || n == 0)
    return;
  made->mentions = fl_arena_new0(self->analysis->arena, FlMention *, n);
  for (uint32_t i = 0; i < n; i++) {
    FlSpan span = node_span(self, emission, i);
    if (fl_span_length(span) > 0 && holds(self, emission, i))
      made->mentions[made->n++] = add_node(self, emission, i, span);
  }
  extend(self, emission, made);
}

/* ---- edges, updates, contexts */

static bool
is_there(const Emitter *self, FlWho who)
{
  if (who.kind == FL_WHO_CAPTURE)
    return self->match->captures[who.index].present;
  return who.kind != FL_WHO_AS || self->match->made[who.index].n > 0;
}

static void
emit_statement(Emitter *self, const FlEmission *emission, G_GNUC_UNUSED FlMade *made)
{
  FlStatement statement = {self->match, emission};
  uint32_t n = 0;
  if ((emission->from.kind != FL_WHO_NONE && !is_there(self, emission->from)) ||
      !is_there(self, emission->to) || !holds(self, emission, 0))
    return;
  if (emission->zip != NULL && !measure_zip(self, emission, &n)) {
    report_zip(self, emission);
    return;
  }
  g_array_append_val(self->analysis->statements, statement);
}

static FlMention *
find_node(const Emitter *self, FlWho who)
{
  if (who.kind == FL_WHO_AS) {
    const FlMade *made = &self->match->made[who.index];
    return made->n > 0 ? made->mentions[0] : NULL;
  }
  const FlCaptureValue *value = &self->match->captures[who.index];
  return value->present && value->n > 0 ? value->members[0] : NULL;
}

static void
emit_set(Emitter *self, const FlEmission *emission, G_GNUC_UNUSED FlMade *made)
{
  if (!holds(self, emission, 0))
    return;
  for (guint i = 0; i < emission->assignments->len; i++) {
    const FlAssignment *assignment = emission->assignments->pdata[i];
    FlContextEntry entry = {.variable = assignment->property,
                            .scope = emission->scope,
                            .at = self->match->span.start,
                            .article = self->match->article,
                            .match = self->match};
    FlEvaluation where = evaluation(self, emission, 0);
    if (assignment->value != NULL)
      entry.text = fl_evaluate(&where, assignment->value);
    else
      entry.node = find_node(self, assignment->node);
    if (entry.node == NULL && (entry.text == NULL || *entry.text == '\0'))
      continue;
    fl_context_store_add(self->analysis->contexts, &entry);
  }
}

void
fl_emit(FlAnalysis *self, FlMatcher *matcher, FlMatch *match)
{
  static void (*const emit[])(Emitter *, const FlEmission *, FlMade *) = {[FL_EMIT_NODE] = emit_node,
                                                                          [FL_EMIT_EDGE] = emit_statement,
                                                                          [FL_EMIT_UPDATE] = emit_statement,
                                                                          [FL_EMIT_SET] = emit_set};
  Emitter emitter = {self, matcher, match};
  for (guint i = 0; i < match->rule->emissions->len; i++) {
    const FlEmission *emission = match->rule->emissions->pdata[i];
    emit[emission->kind](&emitter, emission, &match->made[i]);
  }
}
