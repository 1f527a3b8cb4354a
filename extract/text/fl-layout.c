#include "fl-layout.h"
#include "fl-hole.h"
#include "fl-pattern-scanner.h"

#include <string.h>

FlLayout *
fl_layout_new(const char *name)
{
  FlLayout *self = g_new0(FlLayout, 1);
  self->name = g_strdup(name);
  self->kinds = g_ptr_array_new_with_free_func((GDestroyNotify)fl_line_kind_free);
  self->conditions = g_array_new(FALSE, FALSE, sizeof(FlLayoutCondition));
  return self;
}

void
fl_layout_free(FlLayout *self)
{
  if (self == NULL)
    return;
  g_free(self->name);
  g_free(self->format);
  g_ptr_array_unref(self->kinds);
  g_array_unref(self->conditions);
  fl_pattern_unref(self->path);
  fl_pattern_unref(self->article);
  fl_pattern_unref(self->paragraph);
  fl_pattern_unref(self->cleaning.remove);
  fl_pattern_unref(self->cleaning.split);
  g_free(self);
}

FlLineKind *
fl_layout_add_kind(FlLayout *self, const char *name)
{
  if (self->kinds->len == FL_LAYOUT_MAX_KINDS)
    return NULL;
  FlLineKind *kind = fl_line_kind_new(name);
  g_ptr_array_add(self->kinds, kind);
  return kind;
}

int
fl_layout_find_kind(const FlLayout *self, const char *name)
{
  for (guint i = 0; i < self->kinds->len; i++)
    if (strcmp(((FlLineKind *)self->kinds->pdata[i])->name, name) == 0)
      return (int)i;
  return -1;
}

bool
fl_role_from_name(const char *name, FlRole *ret_role)
{
  static const struct {
    const char *name;
    FlRole role;
  } roles[] = {{"title", FL_ROLE_TITLE}, {"deck", FL_ROLE_TITLE},    {"byline", FL_ROLE_BYLINE},
               {"date", FL_ROLE_BYLINE}, {"source", FL_ROLE_BYLINE}, {"head", FL_ROLE_HEAD}};
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++)
    if (strcmp(roles[i].name, name) == 0) {
      *ret_role = roles[i].role;
      return true;
    }
  return false;
}

/* ---- sequences. A line is coded as ';' and a '0' or '1' for each kind: records of one width, so that a hole
 * is a fixed string with wild cards, and can stand in a lookbehind. */

static bool
append_line_hole(GString *out, FlLayout *self, const FlHole *hole, GError **error)
{
  g_string_append(out, hole->name != NULL ? "(?<" : "(?:");
  if (hole->name != NULL)
    g_string_append_printf(out, "%s>", hole->name);
  g_string_append(out, "(?:");
  for (char **thing = hole->things; *thing != NULL; thing++) {
    int kind = fl_layout_find_kind(self, *thing);
    if (kind < 0 && strcmp(*thing, "any") != 0) {
      g_set_error(error, FL_PATTERN_ERROR, FL_PATTERN_ERROR_SYNTAX, "no kind of line is called '%s'", *thing);
      return false;
    }
    self->sought |= kind < 0 ? 0 : 1u << kind;
    g_string_append(out, thing == hole->things ? ";" : "|;");
    for (int i = 0; i < (int)self->kinds->len; i++)
      g_string_append(out, i == kind ? "1" : ".");
  }
  g_string_append_c(out, ')');
  if (hole->quantifier != '\0')
    g_string_append_c(out, hole->quantifier);
  g_string_append_c(out, ')');
  return true;
}

static bool
expand_sequence(GString *out, FlLayout *self, const char *sequence, size_t *ret_offset, GError **error)
{
  FlPatternScanner scanner;
  int depth = 0;
  fl_pattern_scanner_init(&scanner, sequence);
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;) {
    *ret_offset = token.start;
    if (token.kind == FL_TOKEN_LITERAL || token.kind == FL_TOKEN_ANY || token.kind == FL_TOKEN_CLASS ||
        token.kind == FL_TOKEN_ESCAPE) {
      g_set_error(error, FL_PATTERN_ERROR, FL_PATTERN_ERROR_SYNTAX,
                  "a sequence is made of kinds of lines in braces, groups and quantifiers; text belongs into "
                  "a kind's match");
      return false;
    }
    depth += (token.kind == FL_TOKEN_OPEN) - (token.kind == FL_TOKEN_CLOSE);
    if (depth < 0) {
      g_set_error_literal(error, FL_PATTERN_ERROR, FL_PATTERN_ERROR_SYNTAX, "unmatched closing parenthesis");
      return false;
    }
    if (token.kind != FL_TOKEN_HOLE) {
      g_string_append_len(out, sequence + token.start, (gssize)(token.end - token.start));
      continue;
    }
    const char *problem = NULL;
    g_autoptr(FlHole) hole = fl_hole_parse(sequence + token.start, token.end - token.start, &problem);
    if (hole == NULL) {
      g_set_error_literal(error, FL_PATTERN_ERROR, FL_PATTERN_ERROR_SYNTAX, problem);
      return false;
    }
    if (!append_line_hole(out, self, hole, error))
      return false;
  }
  return true;
}

FlPattern *
fl_layout_compile(FlLayout *self, const char *sequence, size_t *ret_offset, GError **error)
{
  g_autoptr(GString) source = g_string_new(NULL);
  if (!expand_sequence(source, self, sequence, ret_offset, error))
    return NULL;
  *ret_offset = 0; /* the compiler's offset is one of the expanded pattern */
  return fl_pattern_new(source->str, NULL, error);
}

/* ---- cutting */

/* Which of the kinds that are asked about a line is of. */
static uint32_t
find_kinds(const FlLayout *self, uint32_t asked, const FlLine *line, FlMatcher *matcher)
{
  uint32_t kinds = 0;
  for (uint32_t left = asked; left != 0; left &= left - 1) {
    int kind = __builtin_ctz(left);
    if (fl_line_kind_fits(self->kinds->pdata[kind], line, matcher))
      kinds |= 1u << kind;
  }
  return kinds;
}

static void
drop_lines(const FlLayout *self, GArray *lines, FlMatcher *matcher)
{
  if (self->drop == 0 || lines->len == 0)
    return;
  g_autofree bool *removed = g_new0(bool, lines->len);
  for (guint i = 0; i < lines->len; i++)
    removed[i] = find_kinds(self, self->drop, &g_array_index(lines, FlLine, i), matcher) != 0;
  fl_lines_remove(lines, removed);
}

static GString *
code_lines(const FlLayout *self, const GArray *lines, FlMatcher *matcher)
{
  GString *coded = g_string_sized_new((gsize)lines->len * (self->kinds->len + 1));
  for (guint i = 0; i < lines->len; i++) {
    uint32_t kinds = find_kinds(self, self->sought, &g_array_index(lines, FlLine, i), matcher);
    g_string_append_c(coded, ';');
    for (guint k = 0; k < self->kinds->len; k++)
      g_string_append_c(coded, kinds & 1u << k ? '1' : '0');
  }
  return coded;
}

/* Lines as a sequence sees them. */
typedef struct {
  const GString *coded;
  uint32_t stride; /* bytes of one coded line */
  uint32_t n;
  FlMatcher *matcher;
} Coded;

/* Tries a sequence at a line. */
static FlMatchResult
match_line(const Coded *self, const FlPattern *sequence, uint32_t line, bool empty)
{
  bool cut = self->n - line > FL_LAYOUT_MAX_REACH;
  size_t length = cut ? (size_t)(line + FL_LAYOUT_MAX_REACH) * self->stride : self->coded->len;
  return fl_matcher_find_at(self->matcher, sequence, self->coded->str, length, (size_t)line * self->stride,
                            (FlMatchAt){empty, cut}, fl_pattern_get_limit(sequence));
}

/* The first line from `line` on where a sequence matches; its result, for no line FL_MATCH_NONE. */
static FlMatchResult
find_line(const Coded *self, const FlPattern *sequence, uint32_t line, uint32_t *ret_line)
{
  FlMatchResult result = FL_MATCH_NONE;
  for (; line < self->n && result == FL_MATCH_NONE; line++)
    result = match_line(self, sequence, *ret_line = line, false);
  return result;
}

/* Whether the sequence of an article's head matches anywhere. */
static bool
has_heads(const FlLayout *self, const GArray *lines, FlMatcher *matcher)
{
  if (self->article == NULL)
    return false;
  g_autoptr(GArray) kept = g_array_copy((GArray *)lines);
  drop_lines(self, kept, matcher);
  g_autoptr(GString) string = code_lines(self, kept, matcher);
  Coded coded = {string, self->kinds->len + 1, kept->len, matcher};
  uint32_t line = 0;
  return find_line(&coded, self->article, 0, &line) == FL_MATCH_FOUND;
}

bool
fl_layout_fits(const FlLayout *self, const FlDocument *document, const GArray *lines, FlMatcher *matcher)
{
  const char *name = fl_document_get_name(document);
  if (self->format != NULL && strcmp(self->format, fl_document_get_format(document)) != 0)
    return false;
  if (self->path != NULL && !fl_matcher_test(matcher, self->path, name, strlen(name)))
    return false;
  for (guint c = 0; c < self->conditions->len; c++) {
    const FlLayoutCondition *condition = &g_array_index(self->conditions, FlLayoutCondition, c);
    const FlLineKind *kind = self->kinds->pdata[condition->kind];
    double n = 0;
    for (guint i = 0; i < lines->len; i++)
      n += fl_line_kind_fits(kind, &g_array_index(lines, FlLine, i), matcher);
    if (condition->percent)
      n = lines->len == 0 ? 0 : 100 * n / lines->len;
    if ((n >= condition->amount) == condition->below)
      return false;
  }
  return !self->needs_heads || has_heads(self, lines, matcher);
}

typedef struct {
  const FlLayout *layout;
  Coded coded;
  uint32_t *articles;
  FlRole *roles;
  bool *breaks; /* before this line a paragraph begins */
  FlLayoutDoubts doubts;
} Cut;

/* The lines of the last match, or of one of its groups. */
static bool
get_lines(const Cut *cut, int group, FlSpan *ret_lines)
{
  if (!fl_matcher_get_group(cut->coded.matcher, group, ret_lines))
    return false;
  *ret_lines = (FlSpan){ret_lines->start / cut->coded.stride, ret_lines->end / cut->coded.stride};
  return true;
}

static void
mark_head(Cut *cut, FlSpan head)
{
  FlSpan lines;
  for (uint32_t i = head.start; i < head.end; i++)
    cut->roles[i] = FL_ROLE_HEAD;
  for (int group = 1; group <= fl_pattern_get_n_groups(cut->layout->article); group++) {
    FlRole role = FL_ROLE_HEAD;
    fl_role_from_name(fl_pattern_get_group_name(cut->layout->article, group), &role);
    if (get_lines(cut, group, &lines))
      for (uint32_t i = lines.start; i < lines.end; i++)
        cut->roles[i] = role;
  }
}

/* Numbers the lines by article, and gives the lines of heads their roles. */
static void
find_articles(Cut *cut)
{
  uint32_t article = FL_NO_ARTICLE, at = 0, line = 0, n_lines = cut->coded.n;
  while (cut->layout->article != NULL && at < n_lines) {
    FlMatchResult result = find_line(&cut->coded, cut->layout->article, at, &at);
    FlSpan head;
    cut->doubts.limit |= result == FL_MATCH_LIMIT;
    if (result != FL_MATCH_FOUND || !get_lines(cut, 0, &head))
      break;
    if (article == FL_NO_ARTICLE && head.start > 0 && !cut->layout->skip_preface)
      article = 0;
    for (; line < head.start; line++)
      cut->articles[line] = article;
    article++; /* FL_NO_ARTICLE wraps to the first */
    mark_head(cut, head);
    for (; line < head.end; line++)
      cut->articles[line] = article;
    at = MAX(head.end, at + 1);
  }
  cut->doubts.no_head =
      cut->layout->article != NULL && n_lines > 0 && article == FL_NO_ARTICLE && !cut->doubts.limit;
  for (; line < n_lines; line++)
    cut->articles[line] = article == FL_NO_ARTICLE ? 0 : article;
}

static void
find_breaks(Cut *cut)
{
  const FlPattern *paragraph = cut->layout->paragraph;
  for (uint32_t i = 0; i < cut->coded.n; i++)
    cut->breaks[i] = i == 0 || paragraph == NULL || cut->roles[i] != cut->roles[i - 1] ||
                     cut->articles[i] != cut->articles[i - 1];
  FlMatchResult result = FL_MATCH_NONE;
  for (uint32_t i = 0; paragraph != NULL && i < cut->coded.n && result != FL_MATCH_LIMIT; i++) {
    result = match_line(&cut->coded, paragraph, i, true);
    cut->breaks[i] |= result == FL_MATCH_FOUND;
  }
  cut->doubts.limit |= result == FL_MATCH_LIMIT;
}

GArray *
fl_layout_cut(const FlLayout *self, GArray *lines, FlMatcher *matcher, FlLayoutDoubts *ret_doubts)
{
  drop_lines(self, lines, matcher);
  g_autoptr(GString) coded = code_lines(self, lines, matcher);
  g_autofree uint32_t *articles = g_new0(uint32_t, lines->len + 1);
  g_autofree FlRole *roles = g_new0(FlRole, lines->len + 1);
  g_autofree bool *breaks = g_new0(bool, lines->len + 1);
  Cut cut = {.layout = self,
             .coded = {coded, self->kinds->len + 1, lines->len, matcher},
             .articles = articles,
             .roles = roles,
             .breaks = breaks};
  find_articles(&cut);
  find_breaks(&cut);
  GArray *blocks = g_array_new(FALSE, FALSE, sizeof(FlBlock));
  for (guint i = 0; i < lines->len; i++) {
    if (breaks[i]) {
      FlBlock block = {roles[i], i, 0, articles[i]};
      g_array_append_val(blocks, block);
    }
    g_array_index(blocks, FlBlock, blocks->len - 1).n_lines++;
  }
  *ret_doubts = cut.doubts;
  return blocks;
}
