#include "fl-printed-line.h"
#include "fl-page-number.h"

#include <math.h>
#include <string.h>

/* Heads and feet stand in the outer eighths of a page. */
static const double outer = 0.125;

/* Distances between lines, in those that are usual in the document, from which on there is a gap. */
static const double gap_from = 1.5;

enum {
  MAX_GAP = 8,
  MAX_INDENT = 60,
  PAGES_OF_A_HEAD = 3,
  FEW_PAGES = 4,
  EMS_OF_A_CENTRED_LINE = 3,
  AROUND = 4
};

static void
clear_line(gpointer data)
{
  g_free(((FlPrintedLine *)data)->text);
}

GArray *
fl_printed_lines_new(void)
{
  GArray *self = g_array_new(FALSE, FALSE, sizeof(FlPrintedLine));
  g_array_set_clear_func(self, clear_line);
  return self;
}

void
fl_printed_line_join(FlPrintedLine *self, const FlPrintedLine *behind)
{
  char *text = g_strconcat(self->text, " ", behind->text, NULL);
  g_free(self->text);
  self->text = text;
  self->left = MIN(self->left, behind->left);
  self->right = MAX(self->right, behind->right);
  self->top = MIN(self->top, behind->top);
  self->bottom = MAX(self->bottom, behind->bottom);
}

static const FlPrintedLine *
get_line(const GArray *lines, guint index)
{
  return &g_array_index(lines, FlPrintedLine, index);
}

/* ---- running heads and page numbers */

static bool
is_outer(const FlPrintedLine *line)
{
  return line->bottom < outer * line->page_height || line->top > (1 - outer) * line->page_height;
}

/* What a running head is known by: its text without blanks, all digits alike, and its height on the page. */
static char *
make_signature(const FlPrintedLine *line)
{
  GString *signature = g_string_new(NULL);
  bool digit = false;
  g_string_printf(signature, "%ld ", lround(line->top / 4));
  for (const char *p = line->text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c) && !digit)
      g_string_append_c(signature, '0');
    else if (!g_unichar_isdigit(c) && !g_unichar_isspace(c))
      g_string_append_unichar(signature, c);
    digit = g_unichar_isdigit(c);
  }
  return g_string_free(signature, FALSE);
}

/* What a line with the page's number in front or at its end is known by: its height, and how far the number is from how
 * pages are counted. NULL when it has none. */
static char *
make_number_signature(const FlPrintedLine *line)
{
  const char *end = line->text + strlen(line->text), *start = line->text;
  if (!g_ascii_isdigit(*start))
    for (start = end; start > line->text && g_ascii_isdigit(start[-1]);)
      start--;
  size_t digits = strspn(start, "0123456789");
  if (digits == 0 || digits > 4)
    return NULL;
  return g_strdup_printf("%ld page%+ld", lround(line->top / 4),
                         (long)g_ascii_strtoll(start, NULL, 10) - (long)line->page);
}

static void
count_head(GHashTable *pages, char *take_signature)
{
  if (take_signature == NULL)
    return;
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(pages, take_signature));
  g_hash_table_insert(pages, take_signature, GUINT_TO_POINTER(n + 1));
}

/* How many pages have each signature. */
static GHashTable *
count_heads(const GArray *lines)
{
  GHashTable *pages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < lines->len; i++) {
    if (!is_outer(get_line(lines, i)))
      continue;
    count_head(pages, make_signature(get_line(lines, i)));
    count_head(pages, make_number_signature(get_line(lines, i)));
  }
  return pages;
}

static bool
is_edge(const GArray *lines, guint i)
{
  uint32_t page = get_line(lines, i)->page;
  return i == 0 || i + 1 == lines->len || get_line(lines, i - 1)->page != page ||
         get_line(lines, i + 1)->page != page;
}

static bool
is_head(const GArray *lines, guint i, GHashTable *heads)
{
  const FlPrintedLine *line = get_line(lines, i);
  guint n_pages = get_line(lines, lines->len - 1)->page;
  if (!is_outer(line))
    return false;
  if (is_edge(lines, i) && fl_is_page_number(line->text, strlen(line->text)))
    return true;
  g_autofree char *signature = make_signature(line), *numbered = make_number_signature(line);
  guint n = GPOINTER_TO_UINT(g_hash_table_lookup(heads, signature));
  guint n_numbered = numbered == NULL ? 0 : GPOINTER_TO_UINT(g_hash_table_lookup(heads, numbered));
  return n >= PAGES_OF_A_HEAD || n_numbered >= PAGES_OF_A_HEAD || (n >= 2 && n_pages <= FEW_PAGES);
}

/* The lines that are text: pointers to FlPrintedLine. */
static GPtrArray *
drop_heads(const GArray *lines)
{
  GPtrArray *kept = g_ptr_array_new();
  g_autoptr(GHashTable) heads = count_heads(lines);
  for (guint i = 0; i < lines->len; i++)
    if (!is_head(lines, i, heads))
      g_ptr_array_add(kept, (gpointer)get_line(lines, i));
  return kept;
}

/* ---- columns, gaps, indents */

/* Consecutive lines of one column of one page. */
typedef struct {
  guint first, n;
  double left, right;
} Run;

static bool
is_same_run(const FlPrintedLine *above, const FlPrintedLine *line)
{
  return above->page == line->page && line->top > above->top - (above->bottom - above->top) / 2;
}

static GArray *
find_runs(const GPtrArray *lines)
{
  GArray *runs = g_array_new(FALSE, FALSE, sizeof(Run));
  for (guint i = 0; i < lines->len; i++) {
    const FlPrintedLine *line = lines->pdata[i];
    if (i == 0 || !is_same_run(lines->pdata[i - 1], line)) {
      Run run = {i, 0, line->left, line->right};
      g_array_append_val(runs, run);
    }
    Run *run = &g_array_index(runs, Run, runs->len - 1);
    run->n++;
    run->left = MIN(run->left, line->left);
    run->right = MAX(run->right, line->right);
  }
  return runs;
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return (first > second) - (first < second);
}

static double
find_median(GArray *values, double otherwise)
{
  g_array_sort(values, compare_doubles);
  return values->len == 0 ? otherwise : g_array_index(values, double, values->len / 2);
}

static guint
count_columns(const char *text)
{
  guint n = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    n += g_unichar_iswide(g_utf8_get_char(p)) ? 2 : 1;
  return n;
}

/* What is usual in a document. */
typedef struct {
  double pitch;  /* from line to line */
  double column; /* the width of one: half of an East Asian character */
} Measure;

static Measure
measure(const GPtrArray *lines)
{
  enum { ENOUGH_COLUMNS = 10 };
  g_autoptr(GArray) pitches = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GArray) widths = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < lines->len; i++) {
    const FlPrintedLine *line = lines->pdata[i], *above = i > 0 ? lines->pdata[i - 1] : line;
    double pitch = line->top - above->top, width = line->right - line->left;
    guint columns = count_columns(line->text);
    if (above->page == line->page && pitch > (line->bottom - line->top) / 2)
      g_array_append_val(pitches, pitch);
    width /= MAX(columns, 1);
    if (columns >= ENOUGH_COLUMNS && width > 0)
      g_array_append_val(widths, width);
  }
  return (Measure){find_median(pitches, 1e9), find_median(widths, 6)};
}

/* The left edge of a run's column: of pages around it some have a line that is not indented. */
static double
find_edge(const GArray *runs, guint index, const Measure *usual)
{
  double own = g_array_index(runs, Run, index).left, edge = own;
  guint from = index < AROUND ? 0 : index - AROUND;
  for (guint i = from; i < MIN(index + AROUND + 1, runs->len); i++) {
    double left = g_array_index(runs, Run, i).left;
    if (left < edge && left > own - EMS_OF_A_CENTRED_LINE * 2 * usual->column)
      edge = left;
  }
  return edge;
}

static uint8_t
find_indent(const FlPrintedLine *line, double left, double right, const Measure *usual)
{
  double before = line->left - left, after = right - line->right, em = 2 * usual->column;
  if (before >= EMS_OF_A_CENTRED_LINE * em && fabs(before - after) <= em)
    return 0;
  return (uint8_t)CLAMP(lround(before / usual->column), 0, MAX_INDENT);
}

static uint8_t
find_gap(const FlPrintedLine *above, const FlPrintedLine *line, const Measure *usual)
{
  double pitch = (line->top - above->top) / usual->pitch;
  return pitch < gap_from ? 0 : (uint8_t)CLAMP(lround(pitch) - 1, 1, MAX_GAP);
}

void
fl_printed_lines_read(const GArray *lines, FlReading *reading)
{
  if (lines->len == 0)
    return;
  g_autoptr(GPtrArray) kept = drop_heads(lines);
  g_autoptr(GArray) runs = find_runs(kept);
  Measure usual = measure(kept);
  for (guint r = 0; r < runs->len; r++) {
    const Run *run = &g_array_index(runs, Run, r);
    double edge = find_edge(runs, r, &usual);
    for (guint i = run->first; i < run->first + run->n; i++) {
      const FlPrintedLine *printed = kept->pdata[i], *above = i > 0 ? kept->pdata[i - 1] : NULL;
      g_autofree char *place = g_strdup_printf("p%uL%u", printed->page, printed->number);
      FlSourceLine line = {.number = fl_reading_get_next_number(reading)};
      line.new_page = above != NULL && above->page != printed->page;
      line.gap = i == run->first || above == NULL ? 0 : find_gap(above, printed, &usual);
      line.indent = find_indent(printed, edge, run->right, &usual);
      fl_reading_add(reading, printed->text, &line, place);
    }
  }
}
