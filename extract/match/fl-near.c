#include "fl-emitted.h"
#include "fl-explainer.h"
#include "fl-miss.h"

#include <string.h>

/* Rules that came near are many; the nearest say most. */
enum { MAX_NEAR = 8, MAX_SHOWN = 24 };

static void
append_clipped(const FlRuleSet *rules, const char *text, size_t length, GString *out)
{
  size_t chars = (size_t)g_utf8_strlen(text, (gssize)length);
  size_t shown = chars > MAX_SHOWN ? (size_t)(g_utf8_offset_to_pointer(text, MAX_SHOWN) - text) : length;
  fl_explainer_append_view(rules, text, shown, out);
  g_string_append(out, shown < length ? "…" : "");
}

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

/* What is written at a place of a file of rules, and where that is. */
static void
append_written(const FlYamlNode *node, size_t offset, size_t length, GString *out)
{
  const char *text = node->text + offset;
  size_t chars = (size_t)g_utf8_strlen(text, (gssize)length);
  g_autofree char *clipped = g_utf8_substring(text, 0, (glong)MIN(chars, MAX_SHOWN));
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(node, offset, &line, &column);
  g_string_append_printf(out, "「%s%s」 (%s:%u:%u)", clipped, chars > MAX_SHOWN ? "…" : "",
                         fl_yaml_get_path(node->file), line, column);
}

/* The part of a pattern that was to come next, as it was written: of what stands in a define the hole first. */
static void
append_next(const FlAlternative *alternative, size_t at, GString *out)
{
  const FlYamlNode *node = NULL;
  size_t offset = fl_origins_find(alternative->origins, at, &node);
  if (node == NULL)
    return;
  if (node != alternative->source) {
    size_t hole = fl_origins_find_in(alternative->origins, at, alternative->source);
    append_written(alternative->source, hole, strcspn(alternative->source->text + hole, "}") + 1, out);
    g_string_append(out, ", in it ");
  }
  if (node->text[offset] != '\0')
    append_written(node, offset, strlen(node->text + offset), out);
  else
    g_string_append(out, "the end of the pattern");
}

static void
append_progress(const FlExplainer *self, const Near *near)
{
  const FlRuleSet *rules = self->analysis->rules;
  const FlPatternProgress *progress = &near->miss.progress;
  const char *rest = near->shown + progress->subject;
  g_string_append(self->out, "got as far as 「");
  append_clipped(rules, near->shown + progress->start, progress->subject - progress->start, self->out);
  g_string_append(self->out, *rest != '\0' ? "」, then 「" : "」, then the end did not fit ");
  if (*rest != '\0') {
    append_clipped(rules, rest, strlen(rest), self->out);
    g_string_append(self->out, "」 did not fit ");
  }
  append_next(near->miss.alternative, progress->pattern, self->out);
  g_string_append_c(self->out, '\n');
}

static void
append_near(const FlExplainer *self, const Near *near)
{
  const FlMiss *miss = &near->miss;
  g_string_append_printf(self->out, "    %s: ", near->rule->id);
  switch (miss->kind) {
  case FL_MISS_GUARD:
    g_string_append_printf(self->out, "its unless stopped it at 「%s」\n",
                           fl_analysis_get_text(self->analysis, miss->found));
    break;
  case FL_MISS_AVOID:
    g_string_append_printf(self->out, "would cross a mention that it avoids: 「%s」\n",
                           fl_analysis_get_text(self->analysis, miss->found));
    break;
  case FL_MISS_LIMIT:
    g_string_append(self->out, "gave up: too many steps\n");
    break;
  default:
    append_progress(self, near);
  }
}

static int
compare_near(gconstpointer a, gconstpointer b)
{
  const Near *first = a, *second = b;
  bool stopped = first->miss.kind != FL_MISS_PATTERN, other = second->miss.kind != FL_MISS_PATTERN;
  if (stopped != other)
    return stopped ? -1 : 1;
  size_t m = first->miss.progress.subject - first->miss.progress.start,
         n = second->miss.progress.subject - second->miss.progress.start;
  return m != n ? (m > n ? -1 : 1) : first->rule->index - second->rule->index;
}

/* An attempt that took up less than two characters says nothing. */
static bool
is_near(const FlMiss *miss, const FlView *view)
{
  if (miss->kind == FL_MISS_NONE || miss->kind == FL_MISS_TYPES)
    return false;
  const char *start = view->text->str + miss->part.start + miss->progress.start;
  return miss->kind != FL_MISS_PATTERN ||
         g_utf8_strlen(start, (gssize)(miss->progress.subject - miss->progress.start)) >= 2;
}

static GArray *
find_near(const FlExplainer *self)
{
  GArray *near = g_array_new(FALSE, TRUE, sizeof(Near));
  g_array_set_clear_func(near, clear_near);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  g_autoptr(FlView) view = fl_view_new();
  const FlArticle *article = fl_text_get_article(self->analysis->text, self->sentence->article);
  for (guint i = 0; i < self->analysis->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->analysis->rules, (int)i);
    const FlUnit *unit = rule->in == FL_UNIT_SOURCE
                             ? NULL
                             : fl_text_find_unit(self->analysis->text, rule->in, self->sentence->article,
                                                 self->sentence->span.start);
    if (unit == NULL || rule->in == FL_UNIT_ARTICLE || fl_explainer_has_match(self, rule))
      continue;
    fl_view_show(view, self->analysis, self->sentence->article, article->span, rule->view);
    FlRun run = {.analysis = self->analysis, .matcher = matcher, .view = view, .rule = rule};
    Near found = {.rule = rule, .miss = fl_run_find_miss(&run, unit)};
    if (!is_near(&found.miss, view))
      continue;
    found.shown = g_strndup(view->text->str + found.miss.part.start, fl_span_length(found.miss.part));
    g_array_append_val(near, found);
  }
  g_array_sort(near, compare_near);
  return near;
}

void
fl_explainer_append_near(const FlExplainer *self)
{
  g_autoptr(GArray) near = find_near(self);
  if (near->len > 0)
    g_string_append(self->out, "\n  came near\n");
  for (guint i = 0; i < MIN(near->len, MAX_NEAR); i++)
    append_near(self, &g_array_index(near, Near, i));
  if (near->len > MAX_NEAR)
    g_string_append_printf(self->out, "    … and %u more\n", near->len - MAX_NEAR);
}
