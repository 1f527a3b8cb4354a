/* Patterns with holes become patterns of PCRE2. */

#include "fl-expanding.h"

#include <string.h>

/* A pattern with its defines put in is at most so long: defines in defines grow fast. */
enum { MAX_PATTERN = 256 * 1024 };

static bool
is_word_boundary(const FlFrame *frame, FlToken token)
{
  const char *text = frame->node->text + token.start;
  return token.kind == FL_TOKEN_ESCAPE && (text[1] == 'b' || text[1] == 'B') && token.end - token.start == 2;
}

static bool
expand_hole(FlExpanding *self, const FlFrame *frame, FlToken token, FlToken before)
{
  const char *problem = NULL;
  if (self->out->text->len > MAX_PATTERN)
    return fl_expanding_fail(self, frame, token, "pattern-size",
                             "names by the thousand are better given as a list",
                             "with its defines put in this pattern is longer than 256 KiB");
  g_autoptr(FlHole) hole = fl_hole_parse(frame->node->text + token.start, token.end - token.start, &problem);
  if (hole == NULL)
    return fl_expanding_fail(self, frame, token, "bad-hole",
                             "like: {Person}, {who:Person+}, {title}, {t:title}", problem);
  if (!fl_is_type_name(hole->things[0]))
    return fl_expanding_expand_define(self, frame, token, hole);
  FlPatternScanner behind = {frame->node->text, token.end, false};
  if (is_word_boundary(frame, before) || is_word_boundary(frame, fl_pattern_scanner_next(&behind)))
    return fl_expanding_fail(self, frame, token, "word-boundary",
                             "look at the text around it instead: (?<!…), (?=…)",
                             "\\b has no meaning beside a mention");
  return fl_expanding_expand_types(self, frame, token, hole);
}

/* A named group that is written out captures a text. */
static bool
take_group(FlExpanding *self, const FlFrame *frame, FlToken token)
{
  const char *text = frame->node->text + token.start, *name = NULL;
  if (token.kind == FL_TOKEN_OPEN && (g_str_has_prefix(text, "(?<") || g_str_has_prefix(text, "(?'")))
    name = text + strlen("(?<");
  if (token.kind == FL_TOKEN_OPEN && g_str_has_prefix(text, "(?P<"))
    name = text + strlen("(?P<");
  if (name == NULL || strchr("=!", *name) != NULL)
    return true;
  self->more = true;
  if (self->expander->rule == NULL || self->expander->lists == NULL)
    return true;
  g_autofree char *copy = g_strndup(name, strcspn(name, ">'"));
  return fl_expanding_add_capture(self, frame, token, copy, FL_CAPTURE_TEXT, 0);
}

/* What is opened in a text and not closed there would go on in the patterns it is put into. */
static bool
check_token(FlExpanding *self, const FlFrame *frame, FlToken token, GArray *open)
{
  const char *text = frame->node->text + token.start;
  size_t length = token.end - token.start;
  bool at_end = text[length] == '\0';
  if (token.kind == FL_TOKEN_OPEN)
    g_array_append_val(open, token);
  if (token.kind == FL_TOKEN_CLOSE && open->len == 0)
    return fl_expanding_fail(self, frame, token, "bad-pattern",
                             "a parenthesis that is meant itself is written \\)",
                             "a parenthesis that was never opened");
  if (token.kind == FL_TOKEN_CLOSE)
    g_array_set_size(open, open->len - 1);
  if (token.kind == FL_TOKEN_CLASS && at_end && (text[length - 1] != ']' || length < 3))
    return fl_expanding_fail(self, frame, token, "bad-pattern",
                             "a bracket that is meant itself is written \\[", "a class that is never closed");
  return token.kind != FL_TOKEN_LITERAL || !at_end || strcmp(text, "\\") != 0 ||
         fl_expanding_fail(self, frame, token, "bad-pattern",
                           "a backslash that is meant itself is written \\\\",
                           "a backslash with nothing behind it");
}

static bool
expand_token(FlExpanding *self, const FlFrame *frame, FlToken token, FlToken before)
{
  if (token.kind == FL_TOKEN_HOLE)
    return expand_hole(self, frame, token, before);
  fl_expanding_append_written(self, frame, token);
  return take_group(self, frame, token);
}

bool
fl_expanding_expand(FlExpanding *self, const FlFrame *frame)
{
  g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(FlToken));
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, frame->node->text);
  g_hash_table_add(self->expander->loader->patterns, (gpointer)frame->node);
  if (fl_expanding_is_clean(self))
    g_hash_table_add(self->expander->loader->clean_patterns, (gpointer)frame->node);
  FlToken before = {0};
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END; before = token)
    if (!check_token(self, frame, token, open) || !expand_token(self, frame, token, before))
      return false;
  if (scanner.quoted)
    fl_expanding_append_made(self, frame, before, "\\E");
  return open->len == 0 ||
         fl_expanding_fail(self, frame, g_array_index(open, FlToken, open->len - 1), "bad-pattern",
                           "a parenthesis that is meant itself is written \\(",
                           "a parenthesis that is never closed");
}

bool
fl_expand(FlExpander *self, const FlYamlNode *node, FlExpansion *ret_expansion)
{
  ret_expansion->text = g_string_new(NULL);
  ret_expansion->origins = g_array_new(FALSE, FALSE, sizeof(FlOrigin));
  FlExpanding expanding = {self, ret_expansion, false};
  FlFrame frame = {NULL, self->loader->pack, node, NULL, 0};
  if (fl_expanding_expand(&expanding, &frame))
    return true;
  fl_expansion_clear(ret_expansion);
  return false;
}

void
fl_expansion_clear(FlExpansion *self)
{
  g_string_free(self->text, TRUE);
  g_array_unref(self->origins);
}

void
fl_expansion_free(gpointer self)
{
  fl_expansion_clear(self);
  g_free(self);
}
