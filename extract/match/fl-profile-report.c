/* A profile, for people and programs. */

#include "fl-display.h"
#include "fl-json-writer.h"
#include "fl-profile-private.h"

enum { RULE_COLUMNS = 22, LITERAL_COLUMNS = 34, SENTENCE_COLUMNS = 76, MAX_LITERALS = 3 };

typedef struct {
  const FlRule *rule;
  const FlRuleProfile *profile;
  const FlRuleTally *tally;
} Row;

static int
compare_rows(gconstpointer a, gconstpointer b)
{
  const Row *first = a, *second = b;
  if (first->profile->time != second->profile->time)
    return first->profile->time > second->profile->time ? -1 : 1;
  return first->rule->index - second->rule->index;
}

/* Those that take longest first. */
static GArray *
list_rows(FlProfile *self)
{
  GArray *rows = g_array_new(FALSE, FALSE, sizeof(Row));
  for (guint i = 0; i < self->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->rules, (int)i);
    Row row = {rule, &self->by_rule[i], fl_tally_get(self->tally, rule)};
    g_array_append_val(rows, row);
  }
  g_array_sort(rows, compare_rows);
  return rows;
}

/* Of all, without what measuring took. */
static gint64
get_time(const FlProfile *self)
{
  return MAX(self->time - (gint64)self->n_readings * self->clock_cost, 1);
}

static double
percent(gint64 part, gint64 whole)
{
  return whole > 0 ? 100.0 * (double)part / (double)whole : 0;
}

/* 12.3 s, 4.5 ms, 67 µs. */
static char *
format_time(gint64 time)
{
  if (time >= 1000000000)
    return g_strdup_printf("%.2f s", (double)time / 1e9);
  return time >= 1000000 ? g_strdup_printf("%.1f ms", (double)time / 1e6)
                         : g_strdup_printf("%.1f µs", (double)time / 1e3);
}

/* ---- what the prefilter looks for */

/* The rarest thing that an alternative needs: its literals, then types of mentions; the caller's array of char*. */
static GPtrArray *
list_needs(const FlRuleSet *rules, const FlAlternative *alternative)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  if (alternative->needs->len == 0)
    return texts;
  const FlNeed *need = &g_array_index(alternative->needs, FlNeed, 0);
  for (uint64_t left = need->marks; left != 0; left &= left - 1)
    g_ptr_array_add(texts, g_strdup_printf("⟨%s⟩", fl_rule_set_get_type(rules, __builtin_ctzll(left))->name));
  if (need->clause == FL_NEED_NO_CLAUSE)
    return texts;
  g_auto(GStrv) literals = fl_prefilter_list_literals(rules->prefilter, need->clause);
  for (char **literal = literals; *literal != NULL; literal++)
    g_ptr_array_add(texts, g_strdup(*literal));
  return texts;
}

static char *
format_needs(const FlRuleSet *rules, const FlRule *rule)
{
  GString *out = g_string_new(NULL);
  guint more = 0, n = 0;
  for (guint a = 0; a < rule->alternatives->len; a++) {
    g_autoptr(GPtrArray) texts = list_needs(rules, rule->alternatives->pdata[a]);
    if (texts->len == 0) {
      g_string_assign(out, rule->alternatives->len == 1 ? "nothing: tried everywhere"
                                                        : "nothing, for one alternative");
      return g_string_free(out, FALSE);
    }
    for (guint i = 0; i < texts->len; i++)
      if (n++ < MAX_LITERALS)
        g_string_append_printf(out, "%s%s", out->len > 0 ? " " : "", (char *)texts->pdata[i]);
      else
        more++;
  }
  if (more > 0)
    g_string_append_printf(out, " +%u", more);
  return g_string_free(out, FALSE);
}

static bool
has_needs(const FlRule *rule)
{
  for (guint a = 0; a < rule->alternatives->len; a++)
    if (((const FlAlternative *)rule->alternatives->pdata[a])->needs->len == 0)
      return false;
  return true;
}

/* ---- text */

static void
append_number(GString *out, guint64 number, gsize columns)
{
  g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, number);
  fl_display_append_right(out, text, columns);
}

static void
append_row(FlProfile *self, const FlProfileReport *report, const Row *row, GString *out)
{
  g_autofree char *time = format_time(row->profile->time), *needs = format_needs(self->rules, row->rule);
  g_autofree char *share = g_strdup_printf("%.1f%%", percent(row->profile->time, get_time(self)));
  g_autofree char *of =
      g_strdup_printf("%.1f%%", percent((gint64)row->profile->tried, (gint64)row->profile->units));
  fl_display_append_left(out, row->rule->id, RULE_COLUMNS);
  fl_display_append_right(out, time, 10);
  fl_display_append_right(out, share, 8);
  append_number(out, row->profile->tried, 9);
  fl_display_append_right(out, of, 8);
  append_number(out, row->tally->matches, 9);
  append_number(out, row->tally->stands, 9);
  append_number(out, row->profile->limits, 8);
  g_string_append(out, "  ");
  fl_display_begin(out, report->colour, has_needs(row->rule) ? FL_STYLE_PLAIN : FL_STYLE_CHANGED);
  fl_display_append_clipped(out, needs, -1, LITERAL_COLUMNS);
  fl_display_end(out, report->colour, has_needs(row->rule) ? FL_STYLE_PLAIN : FL_STYLE_CHANGED);
  g_string_append_c(out, '\n');
}

static void
append_slowest(const FlProfileReport *report, const FlRuleProfile *profile, GString *out)
{
  if (profile->slowest_file == NULL)
    return;
  g_autofree char *time = format_time(profile->slowest), *safe = fl_display_make_safe(profile->slowest_text);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "    slowest %s  %s:%u  ", time, profile->slowest_file, profile->slowest_line);
  fl_display_append_clipped(line, safe != NULL ? safe : profile->slowest_text, -1, SENTENCE_COLUMNS);
  fl_display_append_styled(out, report->colour, FL_STYLE_DIM, line->str);
  g_string_append_c(out, '\n');
}

static void
append_head(FlProfile *self, const FlProfileReport *report, const GArray *rows, GString *out)
{
  gint64 in_rules = 0;
  for (guint i = 0; i < rows->len; i++)
    in_rules += g_array_index(rows, Row, i).profile->time;
  g_autofree char *all = format_time(get_time(self)), *rules = format_time(in_rules);
  g_string_append_printf(out,
                         "%" G_GUINT64_FORMAT " documents, %" G_GUINT64_FORMAT
                         " sentences: %s of the processor, %s of it (%.0f%%) in %u rules\n\n",
                         self->documents, self->sentences, all, rules, percent(in_rules, get_time(self)),
                         rows->len);
  g_autoptr(GString) head = g_string_new(NULL);
  static const struct {
    const char *name;
    gsize columns;
  } columns[] = {{"time", 10},   {"share", 8},   {"tried", 9}, {"of all", 8},
                 {"matched", 9}, {"emitted", 9}, {"limits", 8}};
  fl_display_append_left(head, "rule", RULE_COLUMNS);
  for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
    fl_display_append_right(head, columns[i].name, columns[i].columns);
  g_string_append(head, "  looks for");
  fl_display_append_styled(out, report->colour, FL_STYLE_STRONG, head->str);
  g_string_append_c(out, '\n');
}

void
fl_profile_append_text(FlProfile *self, const FlProfileReport *report, GString *out)
{
  g_autoptr(GArray) rows = list_rows(self);
  guint shown = report->most == 0 ? rows->len : MIN(report->most, rows->len);
  append_head(self, report, rows, out);
  for (guint i = 0; i < shown; i++) {
    const Row *row = &g_array_index(rows, Row, i);
    append_row(self, report, row, out);
    append_slowest(report, row->profile, out);
  }
  if (shown < rows->len)
    g_string_append_printf(out, "… and %u more rules; --most 0 shows all\n", rows->len - shown);
}

/* ---- JSON */

static void
put_alternatives(FlJsonWriter *json, const FlRuleSet *rules, const FlRule *rule)
{
  fl_json_writer_begin_array(json, "looks_for");
  for (guint a = 0; a < rule->alternatives->len; a++) {
    g_autoptr(GPtrArray) texts = list_needs(rules, rule->alternatives->pdata[a]);
    fl_json_writer_begin_array(json, NULL);
    for (guint i = 0; i < texts->len; i++)
      fl_json_writer_put_string(json, NULL, texts->pdata[i]);
    fl_json_writer_end_array(json);
  }
  fl_json_writer_end_array(json);
}

static void
put_row(FlJsonWriter *json, FlProfile *self, const Row *row)
{
  const FlRuleProfile *profile = row->profile;
  fl_json_writer_begin_object(json, NULL);
  fl_json_writer_put_string(json, "rule", row->rule->id);
  fl_json_writer_put_number(json, "seconds", (double)profile->time / 1e9, 9);
  fl_json_writer_put_number(json, "share", percent(profile->time, get_time(self)) / 100, 6);
  fl_json_writer_put_count(json, "units", profile->units);
  fl_json_writer_put_count(json, "tried", profile->tried);
  fl_json_writer_put_count(json, "matched", row->tally->matches);
  fl_json_writer_put_count(json, "emitted", row->tally->stands);
  fl_json_writer_put_count(json, "lost", row->tally->lost);
  fl_json_writer_put_count(json, "limits", profile->limits);
  put_alternatives(json, self->rules, row->rule);
  if (profile->slowest_file != NULL) {
    fl_json_writer_begin_object(json, "slowest");
    fl_json_writer_put_number(json, "seconds", (double)profile->slowest / 1e9, 9);
    fl_json_writer_put_string(json, "file", profile->slowest_file);
    fl_json_writer_put_count(json, "line", profile->slowest_line);
    fl_json_writer_put_string(json, "text", profile->slowest_text);
    fl_json_writer_end_object(json);
  } else
    fl_json_writer_put_string(json, "slowest", NULL);
  fl_json_writer_end_object(json);
}

void
fl_profile_append_json(FlProfile *self, GString *out)
{
  g_autoptr(GArray) rows = list_rows(self);
  FlJsonWriter json = {.out = out};
  fl_json_writer_begin_object(&json, NULL);
  fl_json_writer_put_string(&json, "format", "factloom-profile");
  fl_json_writer_put_count(&json, "version", 1);
  fl_json_writer_put_count(&json, "documents", self->documents);
  fl_json_writer_put_count(&json, "sentences", self->sentences);
  fl_json_writer_put_number(&json, "seconds", (double)get_time(self) / 1e9, 9);
  fl_json_writer_begin_array(&json, "rules");
  for (guint i = 0; i < rows->len; i++)
    put_row(&json, self, &g_array_index(rows, Row, i));
  fl_json_writer_end_array(&json);
  fl_json_writer_end_object(&json);
}
