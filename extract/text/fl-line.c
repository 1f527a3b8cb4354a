#include "fl-line.h"
#include "fl-cleaner.h"
#include "fl-han.h"
#include "fl-page-number.h"
#include "fl-plain.h"

#include <string.h>

/* A line is short of full when it takes less than this share of the
 * width that nearly all lines keep within. */
static const double short_share = 0.85, full_share = 0.9;
enum { MAX_GAP = 16, MAX_WIDTH = 400 };

static uint32_t
char_width(gunichar c)
{
  if ((c >= ' ' && c < 0x7f) || (c >= 0x2010 && c <= 0x2027))
    return 1;
  if ((c >= 0x3001 && c <= 0x3029) || (c >= 0xff01 && c <= 0xff60))
    return 2;
  if (g_unichar_iszerowidth(c) || (c < 0x20 && c != '\t'))
    return 0;
  return g_unichar_iswide(c) ? 2 : 1;
}

static uint32_t
measure(const char *text, FlSpan span, uint32_t *ret_chars)
{
  uint32_t width = 0, chars = 0;
  for (const char *p = text + span.start, *end = text + span.end; p < end;) {
    uint32_t han = (uint32_t)fl_measure_han(p, end) / 3;
    p += 3 * (size_t)han;
    width += 2 * han;
    chars += han;
    if (p == end)
      break;
    width += char_width(g_utf8_get_char(p));
    p = g_utf8_next_char(p);
    chars++;
  }
  if (ret_chars != NULL)
    *ret_chars = chars;
  return width;
}

static FlSpan
trim(const char *text, FlSpan span)
{
  while (span.start < span.end && fl_is_blank(g_utf8_get_char(text + span.start)))
    span.start = (uint32_t)(g_utf8_next_char(text + span.start) - text);
  while (span.start < span.end) {
    const char *last = g_utf8_prev_char(text + span.end);
    if (!fl_is_blank(g_utf8_get_char(last)))
      break;
    span.end = (uint32_t)(last - text);
  }
  return span;
}

static uint8_t
count_marks(const char *text, FlSpan span)
{
  size_t n = strspn(text + span.start, "#");
  return n >= 1 && n <= 6 && text[span.start + n] == ' ' ? (uint8_t)n : 0;
}

static bool
ends_sentence(const char *text, FlSpan span, const FlPattern *sentence_end, FlMatcher *matcher)
{
  if (sentence_end == NULL)
    return false;
  /* The mark and the quotes and brackets that close behind it are a handful of characters. */
  const char *tail = text + span.end;
  for (int i = 0; i < 6 && tail > text + span.start; i++)
    tail = g_utf8_prev_char(tail);
  size_t length = (size_t)(text + span.end - tail), at = 0;
  FlSpan found;
  while (at < length && fl_matcher_find(matcher, sentence_end, tail, length, at,
                                        fl_pattern_get_limit(sentence_end)) == FL_MATCH_FOUND) {
    fl_matcher_get_group(matcher, 0, &found);
    if (found.end == length)
      return true;
    at = found.end;
  }
  return false;
}

/* The text of a line, and how many lines have it. */
typedef struct {
  const char *text;
  uint32_t length, n;
} LineText;

static guint
hash_line_text(gconstpointer data)
{
  const LineText *self = data;
  uint64_t hash = self->length;
  uint32_t at = 0;
  for (uint64_t word = 0; at + sizeof word <= self->length; at += sizeof word) {
    memcpy(&word, self->text + at, sizeof word);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
    hash ^= hash >> 32;
  }
  for (; at < self->length; at++)
    hash = (hash ^ (unsigned char)self->text[at]) * 0x100000001b3ull;
  return (guint)(hash ^ hash >> 32);
}

static gboolean
equal_line_texts(gconstpointer a, gconstpointer b)
{
  const LineText *one = a, *other = b;
  return one->length == other->length && memcmp(one->text, other->text, one->length) == 0;
}

static void
count_repeats(GArray *lines, const char *text)
{
  g_autoptr(GHashTable) seen = g_hash_table_new(hash_line_text, equal_line_texts);
  g_autofree LineText *texts = g_new(LineText, lines->len);
  g_autofree LineText **first = g_new(LineText *, lines->len); /* by line: the one that counts */
  for (guint i = 0; i < lines->len; i++) {
    FlSpan span = g_array_index(lines, FlLine, i).span;
    texts[i] = (LineText){text + span.start, fl_span_length(span), 0};
    first[i] = g_hash_table_lookup(seen, &texts[i]);
    if (first[i] == NULL)
      g_hash_table_add(seen, first[i] = &texts[i]);
    first[i]->n++;
  }
  for (guint i = 0; i < lines->len; i++)
    g_array_index(lines, FlLine, i).repeats = first[i]->n;
}

static uint32_t
find_usual_gap(const GArray *lines)
{
  uint32_t counts[MAX_GAP + 1] = {0}, usual = 0;
  for (guint i = 1; i < lines->len; i++)
    counts[MIN(g_array_index(lines, FlLine, i).gap_before, MAX_GAP)]++;
  for (uint32_t gap = 0; gap <= MAX_GAP; gap++)
    if (counts[gap] > counts[usual])
      usual = gap;
  return usual;
}

/* The width that nearly all lines keep within. */
static uint32_t
find_full_width(const GArray *lines)
{
  uint32_t counts[MAX_WIDTH + 1] = {0}, width = 0;
  for (guint i = 0; i < lines->len; i++) {
    const FlLine *line = &g_array_index(lines, FlLine, i);
    counts[MIN(line->width + line->indent, MAX_WIDTH)]++;
  }
  for (double below = 0; width < MAX_WIDTH; width++) {
    below += counts[width];
    if (below >= full_share * lines->len)
      break;
  }
  return width;
}

static void
relate(GArray *lines)
{
  uint32_t usual = find_usual_gap(lines), full = find_full_width(lines);
  for (guint i = 0; i < lines->len; i++) {
    FlLine *line = &g_array_index(lines, FlLine, i);
    line->gap_after = i + 1 < lines->len ? g_array_index(lines, FlLine, i + 1).gap_before : MAX_GAP;
    line->wide_before = i == 0 || line->gap_before > usual;
    line->wide_after = line->gap_after > usual;
    line->new_page = line->new_page || i == 0 || (usual > 0 && line->gap_before == 0);
    line->less = line->width + line->indent < short_share * full;
  }
}

/* What a layout's patterns see should not hang on stray spaces and full-width digits. */
static void
clean_line(FlCleaner *cleaner, FlLine *line)
{
  static const FlCleaning cleaning = {.drop_spaces = true, .fold_width = true};
  const char *start = cleaner->source + line->span.start, *end = cleaner->source + line->span.end;
  if (fl_skip_plain(start, end) == end) {
    line->text = start;
    line->length = fl_span_length(line->span);
    return;
  }
  g_string_truncate(cleaner->clean, 0);
  g_array_set_size(cleaner->segments, 0);
  fl_cleaner_begin(cleaner, &cleaning, FL_ROLE_TITLE);
  fl_cleaner_add(cleaner, line->span);
  line->text = line->own_text = g_strndup(cleaner->clean->str, cleaner->clean->len);
  line->length = (uint32_t)cleaner->clean->len;
}

static bool
has_form_feed(const char *text, uint32_t start, uint32_t end)
{
  return memchr(text + start, '\f', end - start) != NULL;
}

static void
clear_line(gpointer data)
{
  g_free(((FlLine *)data)->own_text);
}

GArray *
fl_lines_new(const FlDocument *document, const FlPattern *sentence_end, FlMatcher *matcher)
{
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(FlLine));
  g_array_set_clear_func(lines, clear_line);
  const char *text = fl_document_get_text(document, NULL);
  uint32_t gap = 0;
  bool page = false;
  FlCleaner cleaner;
  fl_cleaner_init(&cleaner, text, 0);
  for (guint number = 1; number <= fl_document_get_n_lines(document); number++) {
    FlSpan raw = fl_document_get_line(document, number), span = trim(text, raw);
    const FlSourceLine *source = fl_document_get_source_line(document, number);
    page |= has_form_feed(text, raw.start, span.start) || (source != NULL && source->new_page);
    gap += source != NULL ? source->gap : 0;
    if (span.start == span.end) {
      gap++;
      continue;
    }
    FlLine line = {.span = span, .gap_before = lines->len == 0 ? 0 : gap};
    clean_line(&cleaner, &line);
    line.width = measure(text, span, &line.chars);
    line.indent =
        measure(text, (FlSpan){raw.start, span.start}, NULL) + (source != NULL ? source->indent : 0);
    line.new_page = page;
    line.number = fl_is_page_number(text + span.start, fl_span_length(span));
    line.heading = source != NULL ? source->heading : count_marks(text, span);
    line.ends = ends_sentence(text, span, sentence_end, matcher);
    g_array_append_val(lines, line);
    gap = 0;
    page = has_form_feed(text, span.end, raw.end);
  }
  g_array_unref(cleaner.segments);
  g_string_free(cleaner.clean, TRUE);
  count_repeats(lines, text);
  relate(lines);
  return lines;
}

GArray *
fl_lines_new_unseen(const FlDocument *document)
{
  GArray *lines = g_array_new(FALSE, TRUE, sizeof(FlLine));
  const char *text = fl_document_get_text(document, NULL);
  for (guint number = 1; number <= fl_document_get_n_lines(document); number++) {
    FlLine line = {.span = trim(text, fl_document_get_line(document, number))};
    if (line.span.end > line.span.start)
      g_array_append_val(lines, line);
  }
  return lines;
}

void
fl_lines_remove(GArray *lines, const bool *removed)
{
  guint kept = 0;
  uint32_t gap = 0;
  bool page = false;
  for (guint i = 0; i < lines->len; i++) {
    FlLine line = g_array_index(lines, FlLine, i);
    line.gap_before = MAX(line.gap_before, gap);
    line.new_page = line.new_page || page;
    gap = removed[i] ? line.gap_before : 0;
    page = removed[i] && line.new_page;
    if (removed[i])
      continue;
    g_array_index(lines, FlLine, i) =
        g_array_index(lines, FlLine, kept); /* the removed one moves on, to be cleared at the end */
    g_array_index(lines, FlLine, kept++) = line;
  }
  g_array_set_size(lines, kept);
  relate(lines);
}
