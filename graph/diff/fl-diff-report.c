/* A diff for people: at a terminal, and in a comment on a pull request. */

#include "fl-diff.h"
#include "fl-display.h"

#include <string.h>

/* Of one change so many places are shown; of a sentence so many columns. */
enum {
  MOST_PLACES = 2,
  SENTENCE_COLUMNS = 100,
  PROPERTIES_COLUMNS = 110,
  NAME_COLUMNS = 160,
  VALUE_COLUMNS = 80
};

static const FlStyle styles[FL_N_CHANGE_KINDS] = {FL_STYLE_GAINED, FL_STYLE_LOST, FL_STYLE_CHANGED};
static const char *const signs[FL_N_CHANGE_KINDS] = {"+", "-", "~"};

typedef struct {
  const FlDiff *diff;
  const FlDiffReport *report;
  GString *out;
  bool colour;
} Writer;

/* ---- an element */

static void
append_name(GString *out, const FlSnapshot *snapshot, bool of_edge, uint32_t index)
{
  const FlSnapshotTable *nodes = fl_snapshot_get_table(snapshot, false);
  const FlSnapshotElement *element = fl_snapshot_table_get(fl_snapshot_get_table(snapshot, of_edge), index);
  if (of_edge)
    g_string_append_printf(out, "%s %s %s", fl_snapshot_table_get(nodes, element->source)->name,
                           element->type, fl_snapshot_table_get(nodes, element->target)->name);
  else
    g_string_append_printf(out, "%s %s", element->type, element->name);
}

/* What an element that came or went says, in a line. */
static void
append_properties(const Writer *self, const FlSnapshot *snapshot, bool of_edge, uint32_t index)
{
  const FlSnapshotTable *table = fl_snapshot_get_table(snapshot, of_edge);
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint i = 0; i < table->columns->len; i++) {
    const char *value = fl_snapshot_table_get_value(table, index, (int)i);
    if (*value != '\0')
      g_string_append_printf(text, "%s%s: %s", text->len > 0 ? ", " : "", (char *)table->columns->pdata[i],
                             value);
  }
  if (text->len == 0)
    return;
  g_autoptr(GString) line = g_string_new("      ");
  fl_display_append_clipped(line, text->str, -1, PROPERTIES_COLUMNS);
  fl_display_append_styled(self->out, self->colour, FL_STYLE_DIM, line->str);
  g_string_append_c(self->out, '\n');
}

/* ---- what a change is made of */

/* A text of any length, in a style, as far as it fits. */
static void
append_clipped(const Writer *self, FlStyle style, const char *text, gsize columns)
{
  g_autoptr(GString) clipped = g_string_new(NULL);
  fl_display_append_clipped(clipped, text, -1, columns);
  fl_display_append_styled(self->out, self->colour, style, clipped->str);
}

static void
append_values(const Writer *self, const FlChange *change)
{
  for (guint i = 0; i < change->values->len; i++) {
    const FlValueChange *value = &g_array_index(change->values, FlValueChange, i);
    if (strcmp(value->property, "name") == 0) /* the heading says so */
      continue;
    g_string_append_printf(self->out, "      %s: ", value->property);
    append_clipped(self, FL_STYLE_LOST, *value->before != '\0' ? value->before : "(nothing)", VALUE_COLUMNS);
    g_string_append(self->out, " → ");
    append_clipped(self, FL_STYLE_GAINED, *value->after != '\0' ? value->after : "(nothing)", VALUE_COLUMNS);
    g_string_append_c(self->out, '\n');
  }
}

/* With `sign` (NULL: none) in front: of a change it says whether the place came or went. */
static void
append_place(const Writer *self, const FlSnapshotEvidence *row, const char *sign, FlStyle style)
{
  g_autofree char *place = g_strdup_printf("%s:%u", row->file, row->at.line);
  g_string_append(self->out, "      ");
  if (sign != NULL)
    fl_display_append_styled(self->out, self->colour, style, sign);
  g_string_append(self->out, sign != NULL ? " " : "");
  append_clipped(self, FL_STYLE_DIM, place, NAME_COLUMNS);
  g_string_append(self->out, "  ");
  fl_display_append_window(self->out, self->colour, row->sentence, row->text, FL_STYLE_STRONG,
                           SENTENCE_COLUMNS);
  g_string_append_c(self->out, '\n');
}

static void
append_evidence(const Writer *self, const GPtrArray *rows, const char *sign, FlStyle style)
{
  for (guint i = 0; i < MIN(rows->len, MOST_PLACES); i++)
    append_place(self, rows->pdata[i], sign, style);
  if (rows->len > MOST_PLACES)
    g_string_append_printf(self->out, "      %s%s… and %u more places\n", sign != NULL ? sign : "",
                           sign != NULL ? " " : "", rows->len - MOST_PLACES);
}

/* Whether a node has become another, of another key. */
static bool
is_replaced(const FlDiff *self, const FlChange *change)
{
  const FlSnapshotTable *before = fl_snapshot_get_table(self->before, change->of_edge),
                        *after = fl_snapshot_get_table(self->after, change->of_edge);
  return change->kind == FL_CHANGE_CHANGED && strcmp(fl_snapshot_table_get(before, change->before)->id,
                                                     fl_snapshot_table_get(after, change->after)->id) != 0;
}

/* What is there no less than before is shown by one place. */
static void
append_all_evidence(const Writer *self, const FlChange *change)
{
  bool changed = change->kind == FL_CHANGE_CHANGED;
  bool same = change->lost->len == change->gained->len && is_replaced(self->diff, change);
  if ((same || change->lost->len + change->gained->len == 0) && change->shown != NULL) {
    append_place(self, change->shown, NULL, FL_STYLE_PLAIN);
    return;
  }
  append_evidence(self, change->lost, changed ? "-" : NULL, FL_STYLE_LOST);
  append_evidence(self, change->gained, changed ? "+" : NULL, FL_STYLE_GAINED);
}

static void
append_change(const Writer *self, const FlChange *change)
{
  bool changed = change->kind == FL_CHANGE_CHANGED;
  const FlSnapshot *snapshot = change->kind == FL_CHANGE_LOST ? self->diff->before : self->diff->after;
  uint32_t index = change->kind == FL_CHANGE_LOST ? change->before : change->after;
  g_autoptr(GString) name = g_string_new(NULL);
  g_string_append_printf(name, "%s ", signs[change->kind]);
  append_name(name, changed ? self->diff->before : snapshot, change->of_edge,
              changed ? change->before : index);
  if (changed) {
    g_autoptr(GString) was = g_string_new(name->str), now = g_string_new("~ ");
    append_name(now, snapshot, change->of_edge, index);
    if (strcmp(was->str, now->str) != 0)
      g_string_append_printf(name, " → %s", now->str + 2);
  }
  g_string_append(self->out, "  ");
  append_clipped(self, styles[change->kind], name->str, NAME_COLUMNS);
  g_string_append_c(self->out, '\n');
  if (!changed)
    append_properties(self, snapshot, change->of_edge, index);
  append_values(self, change);
  append_all_evidence(self, change);
}

/* Markdown's own `diff` colours lines by their first character. */
static void
append_change_as_diff(const Writer *self, const FlChange *change)
{
  static const char firsts[FL_N_CHANGE_KINDS] = {'+', '-', '!'};
  gsize start = self->out->len;
  append_change(self, change);
  self->out->str[start] = firsts[change->kind];
  g_string_erase(self->out, (gssize)start + 2, 2);
}

/* ---- what it all comes to */

/* Those that are none are not worth a look. */
static void
append_counts(const Writer *self, const guint *counts)
{
  for (int i = 0; i < FL_N_CHANGE_KINDS; i++) {
    g_autofree char *text = g_strdup_printf("%s%u", signs[i], counts[i]);
    if (counts[i] == 0)
      continue;
    g_string_append_c(self->out, ' ');
    fl_display_append_styled(self->out, self->colour, styles[i], text);
  }
}

static void
append_totals(const Writer *self, const char *between)
{
  const FlDiff *diff = self->diff;
  const guint mentions[FL_N_CHANGE_KINDS] = {diff->derived[0], diff->derived[1], 0};
  const struct {
    const char *what;
    const guint *counts;
  } totals[] = {{"nodes", diff->counts[false]}, {"edges", diff->counts[true]}, {"mentions", mentions}};
  const char *before = "";
  for (size_t i = 0; i < G_N_ELEMENTS(totals); i++) {
    const guint *counts = totals[i].counts;
    if (counts[0] + counts[1] + counts[2] == 0)
      continue;
    g_string_append_printf(self->out, "%s%s", before, totals[i].what);
    append_counts(self, counts);
    before = between;
  }
  if (diff->followed > 0)
    g_string_append_printf(self->out, "%s%u %s", before, diff->followed,
                           diff->followed == 1 ? "edge followed its nodes" : "edges followed their nodes");
  g_string_append_c(self->out, '\n');
}

static guint
count_shown(const FlDiffReport *report, guint n)
{
  return report->most == 0 ? n : MIN(n, report->most);
}

/* ---- text */

static void
append_rule(const Writer *self, const FlRuleChanges *rule)
{
  guint shown = count_shown(self->report, rule->n);
  g_string_append_c(self->out, '\n');
  fl_display_append_styled(self->out, self->colour, FL_STYLE_STRONG,
                           *rule->rule != '\0' ? rule->rule : "(no rule)");
  append_counts(self, rule->counts);
  g_string_append_c(self->out, '\n');
  for (guint i = 0; i < shown; i++)
    append_change(self, fl_diff_get(self->diff, rule->first + i));
  if (shown < rule->n)
    g_string_append_printf(self->out, "  … and %u more\n", rule->n - shown);
}

void
fl_diff_append_text(const FlDiff *self, const FlDiffReport *report, GString *out)
{
  Writer writer = {self, report, out, report->colour};
  g_string_append_printf(out, "%s → %s: ", report->before, report->after);
  if (fl_diff_is_empty(self)) {
    g_string_append(out, "no difference\n");
    return;
  }
  append_totals(&writer, "; ");
  for (guint i = 0; i < self->rules->len; i++)
    append_rule(&writer, &g_array_index(self->rules, FlRuleChanges, i));
}

/* ---- Markdown */

/* A fence is closed by nothing but backticks at the beginning of a line, and there stands a sign. */
static void
append_rule_as_markdown(const Writer *self, const FlRuleChanges *rule)
{
  guint shown = count_shown(self->report, rule->n);
  g_autoptr(GString) name = g_string_new(NULL);
  fl_display_append_clipped(name, rule->rule, -1, VALUE_COLUMNS);
  g_autofree char *id = g_markup_escape_text(name->str, -1);
  g_string_append_printf(self->out, "\n<details open><summary><code>%s</code>", id);
  append_counts(self, rule->counts);
  g_string_append(self->out, "</summary>\n\n```diff\n");
  guint i = 0;
  for (; i < shown && self->out->len < FL_DIFF_MARKDOWN_LIMIT; i++)
    append_change_as_diff(self, fl_diff_get(self->diff, rule->first + i));
  g_string_append(self->out, "```\n");
  if (i < rule->n)
    g_string_append_printf(self->out, "\n… and %u more\n", rule->n - i);
  g_string_append(self->out, "</details>\n");
}

void
fl_diff_append_markdown(const FlDiff *self, const FlDiffReport *report, GString *out)
{
  Writer writer = {self, report, out, false};
  g_autoptr(GString) head = g_string_new(NULL);
  g_string_append_printf(head, "%s → %s", report->before, report->after);
  g_string_replace(head, "`", "'", 0);
  g_string_append_printf(out, "### Graph: `%s`\n\n", head->str);
  if (fl_diff_is_empty(self)) {
    g_string_append(out, "No difference.\n");
    return;
  }
  append_totals(&writer, ", ");
  guint i = 0, rest = 0;
  for (; i < self->rules->len && out->len < FL_DIFF_MARKDOWN_LIMIT; i++)
    append_rule_as_markdown(&writer, &g_array_index(self->rules, FlRuleChanges, i));
  guint rules = self->rules->len - i;
  for (; i < self->rules->len; i++)
    rest += g_array_index(self->rules, FlRuleChanges, i).n;
  if (rules > 0)
    g_string_append_printf(out, "\n… and %u more of %u %s\n", rest, rules, rules == 1 ? "rule" : "rules");
}
