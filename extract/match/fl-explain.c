#include "fl-explain.h"
#include "fl-context.h"
#include "fl-emitted.h"
#include "fl-run.h"

#include <string.h>

/* Rules that came near are many; the nearest say most. */
enum { MAX_NEAR = 8, MAX_SHOWN = 24 };

typedef struct {
  FlAnalysis *analysis;
  const FlUnit *sentence;
  GString *out;
} Explainer;

/* ---- a view, drawn */

static void
append_view(const FlRuleSet *rules, const char *text, size_t length, GString *out)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= FL_MENTION_CHAR && c < FL_MENTION_CHAR + rules->types->len)
      g_string_append_printf(out, "⟨%s⟩", fl_rule_set_get_type(rules, (int)(c - FL_MENTION_CHAR))->name);
    else
      g_string_append_unichar(out, c);
  }
}

static void
append_clipped(const FlRuleSet *rules, const char *text, size_t length, GString *out)
{
  size_t chars = (size_t)g_utf8_strlen(text, (gssize)length);
  size_t shown = chars > MAX_SHOWN ? (size_t)(g_utf8_offset_to_pointer(text, MAX_SHOWN) - text) : length;
  append_view(rules, text, shown, out);
  g_string_append(out, shown < length ? "…" : "");
}

/* ---- mentions */

static void
append_values(const FlAnalysis *analysis, const FlMention *mention, GString *out)
{
  const FlType *type = fl_rule_set_get_type(analysis->rules, mention->type);
  for (guint p = 0; mention->values != NULL && p < type->properties->len; p++)
    if (mention->values[p] != NULL)
      g_string_append_printf(out, "  %s=%s", g_array_index(type->properties, FlTypeProperty, p).name, mention->values[p]);
}

static bool
lies_in(const Explainer *self, FlSpan span)
{
  return self->sentence->span.start <= span.start && span.start < self->sentence->span.end;
}

static void
append_mention(const Explainer *self, const FlMention *mention)
{
  g_string_append_printf(self->out, "    %-14s %s  (%s)", fl_rule_set_get_type(self->analysis->rules, mention->type)->name,
                         fl_analysis_get_text(self->analysis, mention->span), mention->rule);
}

static void
append_mentions(const Explainer *self)
{
  const FlArticleFacts *facts = &self->analysis->articles[self->sentence->article];
  g_string_append(self->out, "\n  mentions\n");
  for (guint t = 0; t < self->analysis->rules->types->len; t++)
    for (guint i = 0; facts->mentions[t] != NULL && i < facts->mentions[t]->len; i++) {
      const FlMention *mention = facts->mentions[t]->pdata[i];
      if (!lies_in(self, mention->span) || mention->refused)
        continue;
      append_mention(self, mention);
      append_values(self->analysis, mention, self->out);
      g_string_append_c(self->out, '\n');
    }
}

static const char *
why_lost(const FlMention *mention)
{
  if (mention->claims)
    return "lists of unequal length: keeps other rules off this text";
  if (mention->refused)
    return mention->emission != NULL && mention->emission->is >= 0 ? "stands for nothing that is known here"
                                                                  : "inside a mention that masks it, or a name that a list refuses";
  return NULL;
}

static void
append_lost(const Explainer *self)
{
  const GPtrArray *lost = self->analysis->articles[self->sentence->article].lost;
  bool any = false;
  for (guint i = 0; i < lost->len; i++) {
    FlMention *mention = lost->pdata[i];
    if (!lies_in(self, mention->span))
      continue;
    g_string_append(self->out, any ? "" : "\n  lost\n");
    any = true;
    append_mention(self, mention);
    const FlMention *winner = fl_mention_get_winner(mention);
    if (winner != mention)
      g_string_append_printf(self->out, "  to %s (%s)\n", fl_analysis_get_text(self->analysis, winner->span), winner->rule);
    else
      g_string_append_printf(self->out, ": %s\n", why_lost(mention) != NULL ? why_lost(mention) : "lost");
  }
}

/* ---- contexts that hold where the sentence begins */

static void
append_contexts(const Explainer *self)
{
  bool any = false;
  for (guint v = 0; v < self->analysis->rules->variables->len; v++) {
    const FlContextEntry *entry =
        fl_context_store_find(self->analysis->contexts, (int)v, self->sentence->article, self->sentence->span.start, false);
    if (entry == NULL)
      continue;
    FlPlace place = fl_analysis_locate(self->analysis, entry->match->span);
    g_string_append(self->out, any ? "" : "\n  contexts\n");
    any = true;
    g_string_append_printf(self->out, "    @%-13s %s  (%s, line %u, for the %s)\n", fl_rule_set_get_variable(self->analysis->rules, (int)v)->name,
                           entry->text != NULL ? entry->text : fl_analysis_get_text(self->analysis, entry->node->span),
                           entry->match->rule->id != NULL ? entry->match->rule->id : "given", place.line, fl_scope_name(entry->scope));
  }
}

/* ---- rules that matched */

static bool
append_emitted(const Explainer *self, const FlRule *rule)
{
  g_autoptr(GPtrArray) emitted = fl_analysis_list_emitted(self->analysis, rule);
  const FlMatch *before = NULL;
  for (guint i = 0; i < emitted->len; i++) {
    const FlEmitted *one = emitted->pdata[i];
    if (!lies_in(self, one->match->span))
      continue;
    if (one->match != before)
      g_string_append_printf(self->out, "    %s  「%s」\n", rule->id, fl_analysis_get_text(self->analysis, one->match->span));
    before = one->match;
    g_autofree char *text = fl_emitted_format(one);
    g_string_append_printf(self->out, "        %s\n", text);
  }
  return before != NULL;
}

static bool
has_match(const Explainer *self, const FlRule *rule)
{
  for (guint i = 0; i < self->analysis->matches->len; i++) {
    const FlMatch *match = self->analysis->matches->pdata[i];
    if (match->rule == rule && match->article == self->sentence->article && lies_in(self, match->span))
      return true;
  }
  return false;
}

static void
append_matched(const Explainer *self)
{
  bool any = false;
  g_string_append(self->out, "\n  matched\n");
  for (guint i = 0; i < self->analysis->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->analysis->rules, (int)i);
    if (!has_match(self, rule))
      continue;
    if (!append_emitted(self, rule))
      g_string_append_printf(self->out, "    %s  (nothing of what it emitted stands)\n", rule->id);
    any = true;
  }
  g_string_append(self->out, any ? "" : "    no rule\n");
}

/* ---- rules that came near */

typedef struct {
  const FlRule *rule;
  FlMiss miss;
  char *shown; /* the part of the view it was tried on */
} Near;

static void
clear_near(gpointer data)
{
  g_free(((Near *)data)->shown);
}

/* The part of a pattern that was to come next, as it was written. */
static void
append_next(const FlAlternative *alternative, size_t at, GString *out)
{
  const FlOrigin *origin = NULL;
  for (guint i = 0; i < alternative->origins->len && g_array_index(alternative->origins, FlOrigin, i).at <= at; i++)
    origin = &g_array_index(alternative->origins, FlOrigin, i);
  if (origin == NULL)
    return;
  const char *text = origin->node->text;
  size_t offset = MIN(origin->offset + (at - origin->at), strlen(text));
  if (*(text + offset) == '\0') {
    g_string_append(out, "the end of the pattern");
    return;
  }
  g_autofree char *clipped = g_utf8_substring(text + offset, 0, MIN(g_utf8_strlen(text + offset, -1), MAX_SHOWN));
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(origin->node, offset, &line, &column);
  g_string_append_printf(out, "%s (%s:%u:%u)", clipped, fl_yaml_get_path(origin->node->file), line, column);
}

static void
append_near(const Explainer *self, const Near *near)
{
  const FlRuleSet *rules = self->analysis->rules;
  const FlMiss *miss = &near->miss;
  g_string_append_printf(self->out, "    %s: ", near->rule->id);
  switch (miss->kind) {
  case FL_MISS_GUARD:
    g_string_append_printf(self->out, "stopped by its unless: at 「%s」\n", fl_analysis_get_text(self->analysis, miss->found));
    break;
  case FL_MISS_AVOID:
    g_string_append_printf(self->out, "would cross a mention that it avoids: 「%s」\n", fl_analysis_get_text(self->analysis, miss->found));
    break;
  case FL_MISS_LIMIT:
    g_string_append(self->out, "gave up: too many steps\n");
    break;
  default:
    g_string_append(self->out, "got as far as 「");
    append_clipped(rules, near->shown + miss->progress.start, miss->progress.subject - miss->progress.start, self->out);
    g_string_append(self->out, "」, then 「");
    append_clipped(rules, near->shown + miss->progress.subject, strlen(near->shown) - miss->progress.subject, self->out);
    g_string_append(self->out, "」 did not fit ");
    append_next(miss->alternative, miss->progress.pattern, self->out);
    g_string_append_c(self->out, '\n');
  }
}

static int
compare_near(gconstpointer a, gconstpointer b)
{
  const Near *first = a, *second = b;
  bool stopped = first->miss.kind != FL_MISS_PATTERN, other = second->miss.kind != FL_MISS_PATTERN;
  if (stopped != other)
    return stopped ? -1 : 1;
  size_t m = first->miss.progress.subject - first->miss.progress.start, n = second->miss.progress.subject - second->miss.progress.start;
  return m != n ? (m > n ? -1 : 1) : first->rule->index - second->rule->index;
}

/* An attempt that took up less than two characters says nothing. */
static bool
is_near(const FlMiss *miss)
{
  if (miss->kind == FL_MISS_NONE || miss->kind == FL_MISS_TYPES)
    return false;
  return miss->kind != FL_MISS_PATTERN || miss->progress.subject - miss->progress.start > 4;
}

static GArray *
find_near(const Explainer *self)
{
  GArray *near = g_array_new(FALSE, TRUE, sizeof(Near));
  g_array_set_clear_func(near, clear_near);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(FlView) view = fl_view_new();
  const FlArticle *article = fl_text_get_article(self->analysis->text, self->sentence->article);
  for (guint i = 0; i < self->analysis->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->analysis->rules, (int)i);
    const FlUnit *unit = rule->in == FL_UNIT_SOURCE ? NULL
                                                    : fl_text_find_unit(self->analysis->text, rule->in, self->sentence->article,
                                                                        self->sentence->span.start);
    if (unit == NULL || rule->in == FL_UNIT_ARTICLE || has_match(self, rule))
      continue;
    fl_view_show(view, self->analysis, self->sentence->article, article->span, rule->view);
    FlRun run = {self->analysis, matcher, view, rule, NULL, NULL};
    Near found = {.rule = rule, .miss = fl_run_find_miss(&run, unit)};
    if (!is_near(&found.miss))
      continue;
    found.shown = g_strndup(view->text->str + found.miss.part.start, fl_span_length(found.miss.part));
    g_array_append_val(near, found);
  }
  g_array_sort(near, compare_near);
  return near;
}

static void
append_all_near(const Explainer *self)
{
  g_autoptr(GArray) near = find_near(self);
  if (near->len > 0)
    g_string_append(self->out, "\n  came near\n");
  for (guint i = 0; i < MIN(near->len, MAX_NEAR); i++)
    append_near(self, &g_array_index(near, Near, i));
  if (near->len > MAX_NEAR)
    g_string_append_printf(self->out, "    … and %u more\n", near->len - MAX_NEAR);
}

/* ---- */

static void
explain_sentence(FlAnalysis *analysis, const FlUnit *sentence, GString *out)
{
  Explainer self = {analysis, sentence, out};
  FlPlace place = fl_analysis_locate(analysis, sentence->span);
  g_autoptr(FlView) view = fl_view_new();
  uint64_t nodes = 0;
  for (guint t = 0; t < analysis->rules->types->len; t++)
    if (fl_rule_set_get_type(analysis->rules, (int)t)->node_type != FL_SCHEMA_NONE)
      nodes |= (uint64_t)1 << t;
  fl_view_show(view, analysis, sentence->article, sentence->span, 0);
  g_string_append_printf(out, "%s%s:%u:%u\n  %s\n  ", out->len > 0 ? "\n" : "", fl_document_get_name(analysis->document), place.line,
                         place.column, view->text->str);
  fl_view_show(view, analysis, sentence->article, fl_text_get_article(analysis->text, sentence->article)->span, nodes);
  FlSpan part = fl_view_find(view, sentence->span);
  append_view(analysis->rules, view->text->str + part.start, fl_span_length(part), out);
  g_string_append_c(out, '\n');
  append_mentions(&self);
  append_contexts(&self);
  append_matched(&self);
  append_lost(&self);
  append_all_near(&self);
}

bool
fl_explain_line(FlAnalysis *analysis, uint32_t line, GString *out)
{
  bool any = false;
  for (uint32_t i = 0; i < fl_text_get_n_units(analysis->text, FL_UNIT_SENTENCE); i++) {
    const FlUnit *unit = fl_text_get_unit(analysis->text, FL_UNIT_SENTENCE, i);
    FlPlace place = fl_analysis_locate(analysis, unit->span);
    if (place.line > line || place.end_line < line)
      continue;
    explain_sentence(analysis, unit, out);
    any = true;
  }
  return any;
}

void
fl_explain_all(FlAnalysis *analysis, GString *out)
{
  for (uint32_t i = 0; i < fl_text_get_n_units(analysis->text, FL_UNIT_SENTENCE); i++)
    explain_sentence(analysis, fl_text_get_unit(analysis->text, FL_UNIT_SENTENCE, i), out);
}
