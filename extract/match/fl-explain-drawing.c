/* A sentence as it stands, and under it what was found where: the eye sees at once what was not. */

#include "fl-display.h"
#include "fl-explainer.h"

/* What is drawn under one stretch of text: all mentions that have just this span. */
typedef struct {
  FlSpan span;
  uint64_t nodes, steps; /* types */
} Mark;

static int
compare_marks(gconstpointer a, gconstpointer b)
{
  FlSpan first = ((const Mark *)a)->span, second = ((const Mark *)b)->span;
  if (first.start != second.start)
    return first.start < second.start ? -1 : 1;
  return (first.end < second.end) - (first.end > second.end);
}

static void
add_mark(GArray *marks, FlSpan span, int type, bool step)
{
  Mark *mark = NULL;
  for (guint i = 0; i < marks->len && mark == NULL; i++) {
    Mark *one = &g_array_index(marks, Mark, i);
    mark = one->span.start == span.start && one->span.end == span.end ? one : NULL;
  }
  if (mark == NULL) {
    Mark fresh = {span, 0, 0};
    g_array_append_val(marks, fresh);
    mark = &g_array_index(marks, Mark, marks->len - 1);
  }
  *(step ? &mark->steps : &mark->nodes) |= (uint64_t)1 << type;
}

/* Steps on the way are only drawn where no node came of them. */
static bool
is_covered(const GArray *marks, const Mark *mark)
{
  for (guint i = 0; mark->nodes == 0 && i < marks->len; i++) {
    const Mark *other = &g_array_index(marks, Mark, i);
    if (other->nodes != 0 && fl_span_overlaps(other->span, mark->span))
      return true;
  }
  return false;
}

static GArray *
find_marks(const FlExplainer *self)
{
  const FlArticleFacts *facts = &self->analysis->articles[self->sentence->article];
  g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Mark));
  GArray *drawn = g_array_new(FALSE, FALSE, sizeof(Mark));
  for (guint t = 0; t < self->analysis->rules->types->len; t++)
    for (guint i = 0; facts->mentions[t] != NULL && i < facts->mentions[t]->len; i++) {
      const FlMention *mention = facts->mentions[t]->pdata[i];
      if (fl_explainer_holds(self, mention->span) && !mention->refused)
        add_mark(marks, mention->span, (int)t,
                 fl_rule_set_get_type(self->analysis->rules, (int)t)->node_type == FL_SCHEMA_NONE);
    }
  for (guint i = 0; i < marks->len; i++)
    if (!is_covered(marks, &g_array_index(marks, Mark, i)))
      g_array_append_vals(drawn, &g_array_index(marks, Mark, i), 1);
  g_array_sort(drawn, compare_marks);
  return drawn;
}

static char *
make_label(const FlRuleSet *rules, const Mark *mark)
{
  GString *label = g_string_new(NULL);
  for (uint64_t left = mark->nodes != 0 ? mark->nodes : mark->steps; left != 0; left &= left - 1)
    g_string_append_printf(label, "%s%s", label->len > 0 ? "+" : "",
                           fl_rule_set_get_type(rules, __builtin_ctzll(left))->name);
  return g_string_free(label, FALSE);
}

/* The first row whose text ends before a column; a new one where none does. */
static GString *
find_row(GPtrArray *rows, gsize column)
{
  for (guint i = 0; i < rows->len; i++)
    if (fl_display_measure(((GString *)rows->pdata[i])->str, -1) < column)
      return rows->pdata[i];
  g_ptr_array_add(rows, g_string_new(NULL));
  return rows->pdata[rows->len - 1];
}

static void
free_row(gpointer row)
{
  g_string_free(row, TRUE);
}

/* One line of the sentence, with its rows. A mention that goes on in the next line is named where it begins. */
static void
append_line(const FlExplainer *self, const GArray *marks, FlSpan line)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_row);
  const char *string = fl_text_get_string(self->analysis->text, NULL);
  for (guint i = 0; i < marks->len; i++) {
    const Mark *mark = &g_array_index(marks, Mark, i);
    if (!fl_span_overlaps(mark->span, line))
      continue;
    uint32_t start = MAX(mark->span.start, line.start), end = MIN(mark->span.end, line.end);
    gsize column = fl_display_measure(string + line.start, start - line.start);
    GString *row = find_row(rows, column);
    fl_display_append_spaces(row, column - fl_display_measure(row->str, -1));
    gsize width = fl_display_measure(string + start, end - start);
    for (gsize c = 0; c < width; c++)
      g_string_append_c(row, c == 0 && start == mark->span.start ? '^' : '~');
    g_autofree char *label = make_label(self->analysis->rules, mark);
    if (start == mark->span.start)
      g_string_append_printf(row, " %s", label);
  }
  g_autofree char *text = fl_explainer_get_text(self, line, G_MAXINT);
  g_string_append_printf(self->out, "  %s\n", g_strchomp(text));
  for (guint i = 0; i < rows->len; i++) {
    g_string_append(self->out, "  ");
    fl_display_append_styled(self->out, self->options->colour, FL_STYLE_CHANGED,
                             ((GString *)rows->pdata[i])->str);
    g_string_append_c(self->out, '\n');
  }
}

static bool
is_letter(gunichar c)
{
  return g_unichar_isalnum(c) && !g_unichar_iswide(c);
}

/* Where a line that begins at `start` ends: full, but not in the middle of a word that is written with letters, and
 * with the mark that follows it. */
static uint32_t
find_line_end(const FlExplainer *self, uint32_t start, uint32_t end)
{
  const char *string = fl_text_get_string(self->analysis->text, NULL), *p = string + start, *space = NULL;
  gsize left = MAX(self->options->columns, 20) - 4;
  for (; p < string + end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    gsize width = fl_display_measure(p, g_utf8_next_char(p) - p);
    if (width > left && (c == ' ' || g_unichar_ispunct(c)))
      p = g_utf8_next_char(p);
    else if (width > left && is_letter(c) && space != NULL)
      p = space;
    if (width > left)
      return (uint32_t)(p - string);
    left -= width;
    if (c == ' ')
      space = p + 1;
  }
  return end;
}

void
fl_explainer_append_drawing(const FlExplainer *self)
{
  g_autoptr(GArray) marks = find_marks(self);
  FlSpan whole = self->sentence->span;
  for (uint32_t at = whole.start; at < whole.end;) {
    FlSpan line = {at, find_line_end(self, at, whole.end)};
    append_line(self, marks, line);
    at = line.end;
  }
}
