/* pack.yaml: layouts, sections, and the ends of sentences and clauses. */

#include "fl-expansion.h"
#include "fl-hole.h"
#include "fl-pack-forms.h"
#include "fl-pattern-scanner.h"

#include <string.h>

static void
read_cleaning(FlLoader *self, const FlYamlNode *node, FlCleaning *cleaning)
{
  if (node == NULL || !fl_form_read_keys(&fl_cleaning_form, self->diagnostics, node))
    return;
  fl_read_bool(self->diagnostics, fl_yaml_node_find(node, "join_lines"), &cleaning->join_lines);
  fl_read_bool(self->diagnostics, fl_yaml_node_find(node, "drop_spaces"), &cleaning->drop_spaces);
  fl_read_bool(self->diagnostics, fl_yaml_node_find(node, "fold_width"), &cleaning->fold_width);
  fl_read_bool(self->diagnostics, fl_yaml_node_find(node, "fold_punctuation"), &cleaning->fold_punctuation);
}

/* ---- kinds of lines */

/* `3`, `2..5`, `4..`, `..5` */
static void
read_range(FlLoader *self, const FlYamlNode *node, FlRange *ret_range)
{
  const char *text = fl_read_string(self->diagnostics, node);
  if (text == NULL)
    return;
  const char *dots = strstr(text, "..");
  g_autofree char *low = dots != NULL ? g_strndup(text, (size_t)(dots - text)) : g_strdup(text);
  const char *high = dots != NULL ? dots + 2 : text;
  guint64 min = 0, max = UINT32_MAX - 1;
  bool good = (*low == '\0' || g_ascii_string_to_unsigned(low, 10, 0, max, &min, NULL)) &&
              (*high == '\0' || g_ascii_string_to_unsigned(high, 10, 0, max, &max, NULL)) && *text != '\0' &&
              min <= max;
  if (good)
    *ret_range = (FlRange){true, (uint32_t)min, (uint32_t)max};
  else
    fl_read_fail(self->diagnostics, node, "wrong-type", "like: 3, 2..5, 4.. or ..5",
                 "a number or a range is expected here");
}

static void
read_answer(FlLoader *self, const FlYamlNode *node, FlAnswer *ret_answer)
{
  bool yes = false;
  if (node != NULL && fl_read_bool(self->diagnostics, node, &yes))
    *ret_answer = yes ? FL_ANSWER_YES : FL_ANSWER_NO;
}

static void
read_line_kind(FlLoader *self, FlLayout *layout, const FlYamlNode *key, const FlYamlNode *node)
{
  if (!fl_form_read_keys(&fl_line_form, self->diagnostics, node))
    return;
  FlLineKind *kind = fl_layout_add_kind(layout, key->text);
  if (kind == NULL) {
    fl_read_fail(self->diagnostics, key, "too-many-kinds", "make two layouts of it",
                 "a layout has at most %d kinds of lines", FL_LAYOUT_MAX_KINDS);
    return;
  }
  kind->match = fl_loader_compile(self, fl_yaml_node_find(node, "match"), "", "");
  kind->unlike = fl_loader_compile(self, fl_yaml_node_find(node, "not"), "", "");
  const struct {
    const char *key;
    FlRange *range;
  } ranges[] = {{"length", &kind->length},         {"indent", &kind->indent},
                {"gap_before", &kind->gap_before}, {"gap_after", &kind->gap_after},
                {"repeats", &kind->repeats},       {"heading", &kind->heading}};
  for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++)
    read_range(self, fl_yaml_node_find(node, ranges[i].key), ranges[i].range);
  const struct {
    const char *key;
    FlAnswer *answer;
  } answers[] = {{"wide_before", &kind->wide_before},
                 {"wide_after", &kind->wide_after},
                 {"new_page", &kind->new_page},
                 {"number", &kind->number},
                 {"ends", &kind->ends},
                 {"short", &kind->less}};
  for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
    read_answer(self, fl_yaml_node_find(node, answers[i].key), answers[i].answer);
}

/* The names of the kinds, NULL-terminated and borrowed. */
static GPtrArray *
list_kinds(const FlLayout *layout)
{
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < layout->kinds->len; i++)
    g_ptr_array_add(names, ((FlLineKind *)layout->kinds->pdata[i])->name);
  g_ptr_array_add(names, NULL);
  return names;
}

/* The index of a kind; -1 with an error at `node`, which names it. */
static int
find_kind(FlLoader *self, const FlLayout *layout, const FlYamlNode *node)
{
  int kind = fl_layout_find_kind(layout, node->text);
  if (kind >= 0)
    return kind;
  g_autoptr(GPtrArray) names = list_kinds(layout);
  fl_read_fail_unknown(self->diagnostics, node, "unknown-kind", (const char *const *)names->pdata,
                       "no kind of line is called '%s'", node->text);
  return -1;
}

/* ---- when a layout fits: `>= 60%`, `>= 1`, `< 5%` */

static void
read_condition(FlLoader *self, FlLayout *layout, const FlYamlNode *key, const FlYamlNode *node)
{
  FlLayoutCondition condition = {.kind = find_kind(self, layout, key)};
  const char *text = fl_read_string(self->diagnostics, node);
  if (condition.kind < 0 || text == NULL)
    return;
  condition.below = g_str_has_prefix(text, "< ");
  char *end = NULL;
  const char *number = text + (condition.below ? 2 : 3);
  if (condition.below || g_str_has_prefix(text, ">= "))
    condition.amount = g_ascii_strtod(number, &end);
  condition.percent = end != NULL && *end == '%';
  if (end == NULL || end == number || end[condition.percent] != '\0')
    fl_read_fail(self->diagnostics, node, "wrong-type", "like: '>= 1', '>= 60%' or '< 5%'",
                 "how many of the lines, or how much of them, is expected here");
  else
    g_array_append_val(layout->conditions, condition);
}

/* The compiler of sequences knows where a hole is wrong, but not which kind may have been meant. */
static bool
check_holes(FlLoader *self, const FlLayout *layout, const FlYamlNode *node)
{
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, node->text);
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;) {
    const char *problem = NULL;
    g_autoptr(FlHole) hole = token.kind != FL_TOKEN_HOLE
                                 ? NULL
                                 : fl_hole_parse(node->text + token.start, token.end - token.start, &problem);
    const char *name = hole != NULL ? hole->things[0] : "any";
    const char *place = g_strstr_len(node->text + token.start, (gssize)(token.end - token.start), name);
    if (strcmp(name, "any") == 0 || fl_layout_find_kind(layout, name) >= 0 || place == NULL)
      continue;
    g_autoptr(GPtrArray) names = list_kinds(layout);
    g_autofree char *hint = fl_suggest_hint(name, (const char *const *)names->pdata);
    fl_yaml_node_report(node, self->diagnostics,
                        (FlFault){FL_DIAGNOSTIC_ERROR, "unknown-kind", hint, (size_t)(place - node->text),
                                  (uint32_t)g_utf8_strlen(name, -1)},
                        "no kind of line is called '%s'", name);
    return false;
  }
  return true;
}

static FlPattern *
read_sequence(FlLoader *self, FlLayout *layout, const FlYamlNode *node)
{
  const char *text = fl_read_string(self->diagnostics, node);
  g_autoptr(GError) error = NULL;
  size_t offset = 0;
  if (text == NULL || !check_holes(self, layout, node))
    return NULL;
  FlPattern *pattern = fl_layout_compile(layout, text, &offset, &error);
  if (pattern == NULL)
    fl_yaml_node_report(
        node, self->diagnostics,
        (FlFault){FL_DIAGNOSTIC_ERROR, "bad-sequence", "like: {title:item}{byline:note?}", offset, 1}, "%s",
        error->message);
  else
    fl_pattern_set_limit(pattern, self->pack->limit);
  return pattern;
}

static void
fail_role(FlLoader *self, const FlYamlNode *node, const char *name)
{
  static const char *const roles[] = {"title", "deck", "byline", "date", "source", "head", NULL};
  g_autofree char *hint = fl_suggest_hint(name, roles);
  const char *place = strstr(node->text, name); /* the group is written out, or a hole */
  size_t offset = place != NULL ? (size_t)(place - node->text) : 0;
  fl_yaml_node_report(node, self->diagnostics,
                      (FlFault){FL_DIAGNOSTIC_ERROR, "unknown-role",
                                hint != NULL ? hint : "there are: title, deck, byline, date, source, head",
                                offset, (uint32_t)g_utf8_strlen(name, -1)},
                      "lines of an article's head can't be its '%s'", name);
}

static void
check_roles(FlLoader *self, const FlPattern *article, const FlYamlNode *node)
{
  for (int group = 1; article != NULL && group <= fl_pattern_get_n_groups(article); group++) {
    FlRole role;
    const char *name = fl_pattern_get_group_name(article, group);
    if (!fl_role_from_name(name, &role))
      fail_role(self, node, name);
  }
}

static void
read_drop(FlLoader *self, FlLayout *layout, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  for (guint i = 0; i < names->len; i++) {
    int kind = find_kind(self, layout, names->pdata[i]);
    if (kind >= 0)
      layout->drop |= 1u << kind;
  }
}

static void
read_kinds(FlLoader *self, FlLayout *layout, const FlYamlNode *node)
{
  const FlYamlNode *lines = fl_yaml_node_find(node, "lines"), *when = fl_yaml_node_find(node, "when");
  if (lines != NULL && fl_read_is_mapping(self->diagnostics, lines))
    for (guint i = 0; i < fl_yaml_node_get_length(lines); i++)
      read_line_kind(self, layout, fl_yaml_node_get_key(lines, i), fl_yaml_node_get_value(lines, i));
  if (when != NULL && fl_read_is_mapping(self->diagnostics, when))
    for (guint i = 0; i < fl_yaml_node_get_length(when); i++)
      read_condition(self, layout, fl_yaml_node_get_key(when, i), fl_yaml_node_get_value(when, i));
}

static char *
read_format(FlLoader *self, const FlYamlNode *node)
{
  if (node == NULL || fl_form_read_choice(&fl_format_form, self->diagnostics, node, "format") < 0)
    return NULL;
  return g_strdup(node->text);
}

static void
read_layout(FlLoader *self, const FlYamlNode *node, const FlCleaning *cleaning)
{
  if (!fl_form_read_keys(&fl_layout_form, self->diagnostics, node))
    return;
  const char *name = fl_read_required(self->diagnostics, node, "name");
  if (name == NULL)
    return;
  FlLayout *layout = fl_layout_new(name);
  g_ptr_array_add(self->set->cutter->layouts, layout);
  fl_read_string(self->diagnostics, fl_yaml_node_find(node, "about")); /* for people */
  layout->format = read_format(self, fl_yaml_node_find(node, "format"));
  layout->path = fl_loader_compile(self, fl_yaml_node_find(node, "path"), "", "");
  read_kinds(self, layout, node);
  read_drop(self, layout, fl_yaml_node_find(node, "drop"));
  layout->article = read_sequence(self, layout, fl_yaml_node_find(node, "article"));
  layout->paragraph = read_sequence(self, layout, fl_yaml_node_find(node, "paragraph"));
  check_roles(self, layout->article, fl_yaml_node_find(node, "article"));
  const FlYamlNode *needed = fl_yaml_node_find(node, "heads");
  layout->needs_heads = needed != NULL && fl_form_read_choice(&fl_heads_form, self->diagnostics, needed,
                                                              "way to treat a source without heads") == 1;
  const FlYamlNode *preface = fl_yaml_node_find(node, "preface");
  layout->skip_preface = preface != NULL && fl_form_read_choice(&fl_preface_form, self->diagnostics, preface,
                                                                "way to treat a preface") == 1;
  layout->cleaning = *cleaning;
  layout->cleaning.remove = fl_loader_compile_all(self, fl_yaml_node_find(node, "remove"), "", "");
  layout->cleaning.split = fl_loader_compile_all(self, fl_yaml_node_find(node, "split"), "", "");
  read_cleaning(self, fl_yaml_node_find(node, "cleaning"), &layout->cleaning);
}

static void
read_section(FlLoader *self, const FlYamlNode *node)
{
  int level = 1;
  if (!fl_form_read_keys(&fl_section_form, self->diagnostics, node) ||
      !fl_form_read_whole(&fl_level_form, self->diagnostics, fl_yaml_node_find(node, "level"), &level))
    return;
  FlSectionRule rule = {level, fl_loader_compile(self, fl_yaml_node_find(node, "match"), "\\A(?:", ")")};
  if (rule.match != NULL)
    g_array_append_val(self->set->cutter->sections, rule);
  else if (fl_yaml_node_find(node, "match") == NULL)
    fl_read_fail_missing(self->diagnostics, node, "match");
}

/* Of what only one pack can give, the first gives it. */
static void
read_end(FlLoader *self, const FlYamlNode *separators, const char *key, FlPattern **end)
{
  if (*end == NULL)
    *end = fl_loader_compile(self, fl_yaml_node_find(separators, key), "", "");
}

void
fl_loader_read_layouts(FlLoader *self)
{
  const FlYamlNode *root = fl_yaml_get_root(self->pack->settings);
  const FlYamlNode *layouts = fl_yaml_node_find(root, "layouts"),
                   *sections = fl_yaml_node_find(root, "sections");
  const FlYamlNode *separators = fl_yaml_node_find(root, "separators");
  FlCutter *cutter = self->set->cutter;
  FlCleaning cleaning = {0};
  read_cleaning(self, fl_yaml_node_find(root, "cleaning"), &cleaning);
  if (self->pack->index == 0)
    cutter->cleaning = cleaning;
  read_end(self, separators, "sentence", &cutter->sentence_end);
  read_end(self, separators, "clause", &cutter->clause_end);
  read_end(self, separators, "title", &cutter->title_end);
  if (layouts != NULL && fl_read_is_sequence(self->diagnostics, layouts))
    for (guint i = 0; i < fl_yaml_node_get_length(layouts); i++)
      read_layout(self, fl_yaml_node_get_item(layouts, i), &cleaning);
  if (sections != NULL && fl_read_is_sequence(self->diagnostics, sections))
    for (guint i = 0; i < fl_yaml_node_get_length(sections); i++)
      read_section(self, fl_yaml_node_get_item(sections, i));
}
