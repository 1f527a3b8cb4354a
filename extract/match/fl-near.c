#include "fl-emitted.h"
#include "fl-explainer.h"
#include "fl-run.h"

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

/* The part of a pattern that was to come next, as it was written, and where that is. */
static void
append_next(const FlAlternative *alternative, size_t at, GString *out)
{
  const FlYamlNode *node = NULL;
  size_t offset = fl_origins_find(alternative->origins, at, &node);
  if (node == NULL)
    return;
  const char *text = node->text;
  if (*(text + offset) == '\0') {
    g_string_append(out, "the end of the pattern");
    return;
  }
  bool all = g_utf8_strlen(text + offset, -1) <= MAX_SHOWN;
  g_autofree char *clipped =
      g_utf8_substring(text + offset, 0, MIN(g_utf8_strlen(text + offset, -1), MAX_SHOWN));
  uint32_t line = 0, column = 0;
  fl_yaml_node_locate(node, offset, &line, &column);
  g_string_append_printf(out, "「%s%s」 (%s:%u:%u)", clipped, all ? "" : "…", fl_yaml_get_path(node->file),
                         line, column);
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
is_near(const FlMiss *miss)
{
  if (miss->kind == FL_MISS_NONE || miss->kind == FL_MISS_TYPES)
    return false;
  return miss->kind != FL_MISS_PATTERN || miss->progress.subject - miss->progress.start > 4;
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
    if (!is_near(&found.miss))
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
