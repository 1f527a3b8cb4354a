#include "fl-expansion.h"
#include "fl-string.h"

#include <string.h>

/* One template under way; offsets are bytes of the node's text. */
typedef struct {
  FlLoader *loader;
  const FlRule *rule;
  const FlYamlNode *node;
} Reader;

static bool
fail(const Reader *self, size_t offset, size_t length, const char *id, const char *hint, const char *message)
{
  uint32_t chars = (uint32_t)g_utf8_strlen(self->node->text + offset, (gssize)length);
  fl_yaml_node_report(self->node, self->loader->diagnostics,
                      (FlFault){FL_DIAGNOSTIC_ERROR, id, hint, offset, chars}, "%s", message);
  return false;
}

static bool
fail_unknown(const Reader *self, size_t offset, const char *name, const char *const *names, const char *id,
             const char *what)
{
  g_autofree char *hint = fl_suggest_hint(name, names);
  g_autofree char *message = g_strdup_printf("%s '%s'", what, name);
  return fail(self, offset, strlen(name), id, hint, message);
}

/* ---- references */

static bool
find_capture(const Reader *self, size_t offset, const char *name, FlReference *reference)
{
  reference->kind = FL_REFERENCE_CAPTURE;
  reference->index = fl_rule_find_capture(self->rule, name);
  if (reference->index >= 0)
    return true;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < self->rule->captures->len; i++)
    g_ptr_array_add(names, fl_rule_get_capture(self->rule, (int)i)->name);
  g_ptr_array_add(names, NULL);
  if (*name == '\0')
    return fail(self, offset, 1, "unknown-capture", "like: {name}, {name.property}, {@context} or {match}",
                "a capture or a context is expected here");
  return fail_unknown(self, offset, name, (const char *const *)names->pdata, "unknown-capture",
                      "the rule has no capture");
}

static bool
find_variable(const Reader *self, size_t offset, const char *name, FlReference *reference)
{
  const FlRuleSet *set = self->loader->set;
  reference->kind = FL_REFERENCE_VARIABLE;
  reference->index = fl_rule_set_find_variable(set, name);
  if (reference->index >= 0)
    return true;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < set->variables->len; i++)
    g_ptr_array_add(names, fl_rule_set_get_variable(set, (int)i)->name);
  g_ptr_array_add(names, NULL);
  return fail_unknown(self, offset, name, (const char *const *)names->pdata, "unknown-context",
                      "no rule sets a context");
}

/* Whether a property is one of some type that the reference may stand for. */
static bool
check_property(const Reader *self, size_t offset, const FlReference *reference)
{
  const FlRuleSet *set = self->loader->set;
  uint64_t types = reference->kind == FL_REFERENCE_CAPTURE
                       ? fl_rule_get_capture(self->rule, reference->index)->types
                       : fl_rule_set_get_variable(set, reference->index)->types;
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  if (types == 0)
    return fail(self, offset, strlen(reference->property), "unknown-property",
                "leave out the dot and what is behind it",
                "only a mention has properties, and this is a text");
  for (uint64_t left = types; left != 0; left &= left - 1) {
    const FlType *type = fl_rule_set_get_type(set, __builtin_ctzll(left));
    if (fl_type_find_property(type, reference->property) >= 0)
      return true;
    for (guint i = 0; i < type->properties->len; i++)
      g_ptr_array_add(names, g_array_index(type->properties, FlTypeProperty, i).name);
  }
  g_ptr_array_add(names, NULL);
  return fail_unknown(self, offset, reference->property, (const char *const *)names->pdata,
                      "unknown-property", "there is no property");
}

/* Reads `name`, `name.property`, `@name` or `@name.property`, `length` bytes at `offset`. */
static bool
read_reference(const Reader *self, size_t offset, size_t length, FlReference *ret_reference)
{
  g_autofree char *text = g_strndup(self->node->text + offset, length);
  char *dot = strchr(text, '.');
  if (dot != NULL)
    *dot = '\0';
  *ret_reference = (FlReference){.property = dot != NULL ? g_strdup(dot + 1) : NULL};
  bool good = true;
  if (strcmp(text, "match") == 0 && dot == NULL)
    ret_reference->kind = FL_REFERENCE_MATCH;
  else if (*text == '@')
    good = find_variable(self, offset + 1, text + 1, ret_reference);
  else
    good = find_capture(self, offset, text, ret_reference);
  if (good && dot != NULL)
    good = check_property(self, offset + (size_t)(dot + 1 - text), ret_reference);
  if (!good)
    g_clear_pointer(&ret_reference->property, g_free);
  return good;
}

/* ---- filters */

static bool
read_strip(const Reader *self, size_t offset, const char *name, FlFilter *filter)
{
  const FlPackFiles *pack = NULL;
  const FlYamlNode *define = fl_loader_find_define(self->loader, self->loader->pack, name, &pack);
  if (define != NULL) {
    FlPackFiles *own = self->loader->pack;
    self->loader->pack = self->loader->packs->pdata[pack->index]; /* whose defines it is made of */
    filter->pattern = fl_loader_compile(self->loader, define, "", "");
    self->loader->pack = own;
    return filter->pattern != NULL;
  }
  g_autofree const char **names = fl_loader_get_define_names(self->loader);
  return fail_unknown(self, offset, name, names, "unknown-define", "nothing is defined as");
}

static bool
fail_table(const Reader *self, size_t offset, const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (int i = 0; i <= self->loader->pack->index; i++) {
    GHashTableIter iter;
    gpointer key = NULL;
    g_hash_table_iter_init(&iter, ((FlPackFiles *)self->loader->packs->pdata[i])->tables);
    while (g_hash_table_iter_next(&iter, &key, NULL))
      g_ptr_array_add(names, key);
  }
  g_ptr_array_sort(names, fl_string_compare);
  g_ptr_array_add(names, NULL);
  if (fl_suggest(name, (const char *const *)names->pdata) != NULL)
    return fail_unknown(self, offset, name, (const char *const *)names->pdata, "unknown-table",
                        "there is no table");
  g_autofree char *message = g_strdup_printf("there is no table '%s'", name);
  return fail(self, offset, strlen(name), "unknown-table", "tables are given under tables: in a rule file",
              message);
}

static bool
read_argument(const Reader *self, size_t offset, const char *argument, FlFilter *filter)
{
  FlReference reference = {0};
  switch (filter->kind) {
  case FL_FILTER_STRIP:
    return read_strip(self, offset, argument, filter);
  case FL_FILTER_MAP:
    filter->table = fl_loader_find_table(self->loader, argument);
    if (filter->table == NULL)
      return fail_table(self, offset, argument);
    return g_hash_table_add(self->loader->used_tables, filter->table) || true;
  case FL_FILTER_DEFAULT:
    filter->text = g_strdup(argument);
    if (*argument != '@')
      return true;
    break;
  default:
    break;
  }
  if (!read_reference(self, offset, strlen(argument), &reference))
    return false;
  filter->reference = g_memdup2(&reference, sizeof reference);
  return true;
}

static uint64_t
date_contexts(const FlRuleSet *set)
{
  uint64_t contexts = 0;
  for (FlDateContextKind kind = 0; kind < FL_N_DATE_CONTEXTS; kind++) {
    int index = fl_rule_set_find_date_context(set, kind);
    contexts |= index >= 0 ? (uint64_t)1 << index : 0;
  }
  return contexts;
}

static bool
fail_filter(const Reader *self, size_t offset, const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const FlFilterName *filter = fl_filter_names; filter->name != NULL; filter++)
    g_ptr_array_add(names, (gpointer)filter->name);
  g_ptr_array_add(names, NULL);
  return fail_unknown(self, offset, name, (const char *const *)names->pdata, "unknown-filter",
                      "there is no filter");
}

static bool
fail_argument(const Reader *self, size_t offset, size_t length, const FlFilterName *filter)
{
  g_autofree char *hint = filter->argument != NULL
                              ? g_strdup_printf("like: %s:%s", filter->name, filter->argument)
                              : g_strdup_printf("write %s", filter->name);
  return fail(self, offset, length, "bad-filter", hint,
              filter->argument != NULL ? "this filter needs something behind a colon"
                                       : "this filter takes nothing behind a colon");
}

static bool
read_filter(const Reader *self, size_t offset, size_t length, FlTemplatePiece *piece)
{
  g_autofree char *text = g_strndup(self->node->text + offset, length);
  char *colon = strchr(text, ':');
  if (colon != NULL)
    *colon = '\0';
  const FlFilterName *known = fl_filter_names;
  while (known->name != NULL && strcmp(known->name, text) != 0)
    known++;
  if (known->name == NULL)
    return fail_filter(self, offset, text);
  if ((known->argument != NULL) != (colon != NULL))
    return fail_argument(self, offset, length, known);
  FlFilter *filter = fl_template_piece_add_filter(piece, known->kind);
  if (filter->kind == FL_FILTER_DATE)
    filter->contexts = date_contexts(self->loader->set);
  return colon == NULL || read_argument(self, offset + (size_t)(colon + 1 - text), colon + 1, filter);
}

/* ---- templates */

/* Reads what stands between braces: a reference, then filters. */
static bool
read_piece(const Reader *self, size_t offset, size_t length, FlTemplatePiece *piece)
{
  const char *text = self->node->text + offset, *end = text + length;
  const char *bar = memchr(text, '|', length);
  const char *stop = bar != NULL ? bar : end;
  if (!read_reference(self, offset, (size_t)(stop - text), &piece->reference))
    return false;
  while (bar != NULL) {
    const char *from = bar + 1;
    bar = memchr(from, '|', (size_t)(end - from));
    stop = bar != NULL ? bar : end;
    if (!read_filter(self, offset + (size_t)(from - text), (size_t)(stop - from), piece))
      return false;
  }
  return true;
}

static FlTemplatePiece *
add_piece(FlTemplate *template)
{
  g_array_set_size(template->pieces, template->pieces->len + 1);
  return &g_array_index(template->pieces, FlTemplatePiece, template->pieces->len - 1);
}

FlTemplate *
fl_loader_read_template(FlLoader *self, const FlRule *rule, const FlYamlNode *node)
{
  Reader reader = {self, rule, node};
  if (fl_read_string(self->diagnostics, node) == NULL)
    return NULL;
  g_autoptr(FlTemplate) template = fl_template_new();
  const char *text = node->text;
  while (*text != '\0') {
    size_t literal = strcspn(text, "{}"), offset = (size_t)(text - node->text);
    if (literal > 0) {
      add_piece(template)->literal = g_strndup(text, literal);
      text += literal;
      continue;
    }
    const char *close = strchr(text, '}');
    if (*text == '}' || close == NULL) {
      fail(&reader, offset, 1, "bad-template", "like: {name}; a text can't hold braces of its own",
           "a brace without its partner");
      return NULL;
    }
    if (!read_piece(&reader, offset + 1, (size_t)(close - text) - 1, add_piece(template)))
      return NULL;
    text = close + 1;
  }
  return g_steal_pointer(&template);
}

/* ---- conditions: tests joined by " and " */

typedef struct {
  const char *text;
  FlTestKind kind;
} Sign;

static const Sign signs[] = {
    {" != ", FL_TEST_DIFFERENT}, {" = ", FL_TEST_EQUAL}, {" > ", FL_TEST_LATER}, {" < ", FL_TEST_EARLIER}};

/* What stands behind a sign: texts, or another reference; to be equal to, a context. */
static bool
read_right(Reader *self, const Sign *sign, size_t offset, const char *at, FlTest *test)
{
  size_t length = strlen(sign->text);
  bool equal = sign->kind == FL_TEST_DIFFERENT || sign->kind == FL_TEST_EQUAL;
  test->kind = sign->kind;
  if (equal && at[length] != '@') {
    test->texts = g_strsplit(at + length, "|", -1);
    return true;
  }
  test->other = fl_template_new();
  return read_piece(self, offset + length, strlen(at + length), add_piece(test->other));
}

static bool
read_test(Reader *self, size_t offset, size_t length, FlTest *test)
{
  g_autofree char *text = g_strndup(self->node->text + offset, length);
  const Sign *sign = NULL;
  char *at = NULL;
  test->kind = FL_TEST_PRESENT;
  for (size_t i = 0; i < G_N_ELEMENTS(signs) && at == NULL; i++)
    if ((at = strstr(text, signs[i].text)) != NULL)
      sign = &signs[i];
  if (sign != NULL && !read_right(self, sign, offset + (size_t)(at - text), at, test))
    return false;
  if (sign != NULL)
    *at = '\0';
  if (test->kind == FL_TEST_PRESENT && strpbrk(text, "=<>") != NULL)
    return fail(self, offset + strcspn(text, "!=<>"), 1, "bad-condition",
                "like: @status = target or v != none", "spaces stand around =, !=, < and >");
  bool not = *text == '!' && test->kind == FL_TEST_PRESENT;
  if (not )
    test->kind = FL_TEST_ABSENT;
  test->value = fl_template_new();
  return read_piece(self, offset + not, strlen(text) - not, add_piece(test->value));
}

FlCondition *
fl_loader_read_condition(FlLoader *self, const FlRule *rule, const FlYamlNode *node)
{
  static const char *const joint = " and ";
  Reader reader = {self, rule, node};
  if (node == NULL || fl_read_string(self->diagnostics, node) == NULL)
    return NULL;
  g_autoptr(FlCondition) condition = fl_condition_new();
  for (size_t offset = 0;;) {
    const char *text = node->text + offset, *end = strstr(text, joint);
    size_t length = end != NULL ? (size_t)(end - text) : strlen(text);
    g_array_set_size(condition->tests, condition->tests->len + 1);
    if (!read_test(&reader, offset, length,
                   &g_array_index(condition->tests, FlTest, condition->tests->len - 1)))
      return NULL;
    if (end == NULL)
      return g_steal_pointer(&condition);
    offset += length + strlen(joint);
  }
}
