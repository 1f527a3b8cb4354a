#include "fl-expectation-writer.h"

#include <string.h>

typedef struct {
  const FlRuleTestResult *result;
  const FlYamlNode *list; /* expect: */
  FlYamlEdit *edit;
  const char *text;  /* of the file */
  int *pairs;        /* by expectation: what came in its place; -1: it came, or nothing did */
  bool *taken;       /* by emitted: some expectation stands for it now */
  GPtrArray *items;  /* by item of the list: its text from now on; NULL: it goes */
  GPtrArray *added;  /* of char*: items that come behind */
  bool restructured; /* an item goes, or one is added */
} Writer;

static const FlExpectation *
get_expectation(const Writer *self, guint index)
{
  return self->result->test->expectations->pdata[index];
}

static const FlEmitted *
get_emitted(const Writer *self, guint index)
{
  return self->result->emitted->pdata[index];
}

/* ---- what came in the place of what */

static const char *
find_value(const FlEmitted *emitted, const char *name)
{
  for (guint i = 0; emitted->properties != NULL && i < emitted->properties->len; i += 2)
    if (strcmp(emitted->properties->pdata[i], name) == 0)
      return emitted->properties->pdata[i + 1];
  return "";
}

/* How much of an expectation is as it came. */
static int
measure_likeness(const FlExpectation *expectation, const FlEmitted *emitted)
{
  int likeness = (g_strcmp0(expectation->name, emitted->name) == 0) * 2 +
                 (g_strcmp0(expectation->from, emitted->from) == 0) +
                 (g_strcmp0(expectation->to, emitted->to) == 0);
  for (guint i = 0; i < expectation->properties->len; i += 2)
    likeness += strcmp(expectation->properties->pdata[i + 1],
                       find_value(emitted, expectation->properties->pdata[i])) == 0;
  return likeness;
}

static void
find_pairs(Writer *self)
{
  for (guint i = 0; i < self->result->test->expectations->len; i++) {
    int best = -1;
    self->pairs[i] = -1;
    for (guint e = 0; !self->result->met[i] && e < self->result->emitted->len; e++)
      if (!self->taken[e] && fl_expectation_resembles(get_expectation(self, i), get_emitted(self, e)) &&
          measure_likeness(get_expectation(self, i), get_emitted(self, e)) > best) {
        best = measure_likeness(get_expectation(self, i), get_emitted(self, e));
        self->pairs[i] = (int)e;
      }
    if (self->pairs[i] >= 0)
      self->taken[self->pairs[i]] = true;
  }
}

/* ---- items */

static char *
copy_item(const Writer *self, const FlYamlNode *item)
{
  size_t start = fl_yaml_node_get_start(item);
  return g_strndup(self->text + start, fl_yaml_node_get_end(item) - start);
}

static char *
format_sentence(const FlEmitted *emitted)
{
  g_autofree char *sentence = g_strdup_printf("%s %s %s", emitted->from, emitted->what, emitted->to);
  return fl_yaml_quote(sentence);
}

/* What the value of a key of an expected mapping would have to be; NULL: it says what is expected, not how. */
static const char *
find_field(const FlEmitted *emitted, const char *key)
{
  static const char *const kinds[] = {"node", "edge", "update", "set", NULL};
  bool edge = emitted->kind == FL_EMIT_EDGE;
  if (g_strv_contains(kinds, key))
    return NULL;
  if (edge && (strcmp(key, "from") == 0 || strcmp(key, "to") == 0))
    return strcmp(key, "from") == 0 ? emitted->from : emitted->to;
  return emitted->kind == FL_EMIT_NODE && strcmp(key, "text") == 0 ? emitted->name : find_value(emitted, key);
}

/* Puts `value` in the place of a scalar in an item whose text is `out`, `shift` bytes longer by now. */
static gssize
replace(const FlYamlNode *item, const FlYamlNode *scalar, const char *value, GString *out, gssize shift)
{
  g_autofree char *quoted = fl_yaml_quote(value);
  size_t start = fl_yaml_node_get_start(scalar), length = fl_yaml_node_get_end(scalar) - start;
  gssize at = (gssize)(start - fl_yaml_node_get_start(item)) + shift;
  g_string_erase(out, at, (gssize)length);
  g_string_insert(out, at, quoted);
  return shift + (gssize)strlen(quoted) - (gssize)length;
}

static char *
correct_mapping(const Writer *self, const FlYamlNode *item, const FlEmitted *emitted)
{
  g_autofree char *copy = copy_item(self, item);
  GString *out = g_string_new(copy);
  gssize shift = 0;
  for (guint i = 0; i < fl_yaml_node_get_length(item); i++) {
    const FlYamlNode *value = fl_yaml_node_get_value(item, i);
    const char *came = find_field(emitted, fl_yaml_node_get_key(item, i)->text);
    if (came != NULL && strcmp(came, value->text) != 0)
      shift = replace(item, value, came, out, shift);
  }
  return g_string_free(out, FALSE);
}

/* An item may set several contexts, each an expectation: those that did not come go. */
static char *
correct_set(const Writer *self, guint first, guint n)
{
  GString *out = g_string_new(NULL);
  for (guint i = first; i < first + n; i++) {
    const FlExpectation *expectation = get_expectation(self, i);
    if (!self->result->met[i] && self->pairs[i] < 0)
      continue;
    const char *value =
        self->result->met[i] ? expectation->name : get_emitted(self, (guint)self->pairs[i])->name;
    g_autofree char *quoted = fl_yaml_quote(value);
    g_string_append_printf(out, "%s%s: %s", out->len > 0 ? ", " : "{set: {", expectation->what, quoted);
  }
  if (out->len > 0)
    g_string_append(out, "}}");
  return g_string_free(out, out->len == 0);
}

/* The text of an item from now on; `n` expectations from `first` on are its. */
static char *
correct_item(const Writer *self, const FlYamlNode *item, guint first, guint n)
{
  bool met = true;
  for (guint i = first; i < first + n; i++)
    met &= self->result->met[i];
  if (met)
    return copy_item(self, item);
  if (fl_yaml_node_find(item, "set") != NULL)
    return correct_set(self, first, n);
  if (self->pairs[first] < 0)
    return NULL;
  const FlEmitted *emitted = get_emitted(self, (guint)self->pairs[first]);
  return item->kind == FL_YAML_SCALAR ? format_sentence(emitted) : correct_mapping(self, item, emitted);
}

static void
correct_items(Writer *self)
{
  guint next = 0;
  for (guint i = 0; i < fl_yaml_node_get_length(self->list); i++) {
    const FlYamlNode *item = fl_yaml_node_get_item(self->list, i);
    guint first = next;
    while (next < self->result->test->expectations->len &&
           get_expectation(self, next)->source->start < fl_yaml_node_get_end(item))
      next++;
    g_ptr_array_add(self->items, correct_item(self, item, first, next - first));
    self->restructured |= self->items->pdata[i] == NULL;
  }
}

/* ---- what came besides */

static void
append_pair(GString *out, const char *key, const char *value)
{
  g_autofree char *quoted = fl_yaml_quote(value);
  g_string_append_printf(out, "%s%s: %s", out->len > 1 ? ", " : "", key, quoted);
}

/* Whether the text of a node says as much: its name, and what a key of its own would be called. */
static bool
is_said(const FlEmitted *emitted, const char *property, const char *value)
{
  return emitted->kind == FL_EMIT_NODE &&
         (strcmp(property, "text") == 0 ||
          (strcmp(property, "name") == 0 && strcmp(value, emitted->name) == 0));
}

static char *
format_item(const FlEmitted *emitted)
{
  static const char *const kinds[] = {
      [FL_EMIT_NODE] = "node", [FL_EMIT_EDGE] = "edge", [FL_EMIT_UPDATE] = "update", [FL_EMIT_SET] = "set"};
  if (emitted->kind == FL_EMIT_EDGE && emitted->properties == NULL)
    return format_sentence(emitted);
  GString *out = g_string_new("{");
  if (emitted->kind == FL_EMIT_SET) {
    append_pair(out, emitted->what, emitted->name);
    g_string_prepend(out, "{set: ");
    return g_string_free(g_string_append(out, "}}"), FALSE);
  }
  append_pair(out, kinds[emitted->kind], emitted->what);
  if (emitted->kind == FL_EMIT_NODE)
    append_pair(out, "text", emitted->name);
  if (emitted->kind == FL_EMIT_EDGE) {
    append_pair(out, "from", emitted->from);
    append_pair(out, "to", emitted->to);
  }
  for (guint i = 0; emitted->properties != NULL && i < emitted->properties->len; i += 2)
    if (!is_said(emitted, emitted->properties->pdata[i], emitted->properties->pdata[i + 1]))
      append_pair(out, emitted->properties->pdata[i], emitted->properties->pdata[i + 1]);
  return g_string_free(g_string_append_c(out, '}'), FALSE);
}

/* The ends of edges that are expected need not be listed. */
static bool
goes_without_saying(const Writer *self, const FlEmitted *emitted)
{
  for (guint e = 0; e < self->result->emitted->len; e++)
    if (fl_emitted_is_end_of(emitted, get_emitted(self, e)))
      return true;
  return false;
}

static void
add_items(Writer *self)
{
  for (guint e = 0; e < self->result->emitted->len; e++)
    if (!self->taken[e] && !goes_without_saying(self, get_emitted(self, e)))
      g_ptr_array_add(self->added, format_item(get_emitted(self, e)));
  self->restructured |= self->added->len > 0;
}

/* ---- the list */

/* What stands between an item and the one before it. */
static char *
copy_separator(const Writer *self, guint index)
{
  size_t end = fl_yaml_node_get_end(fl_yaml_node_get_item(self->list, index - 1));
  return g_strndup(self->text + end, fl_yaml_node_get_start(fl_yaml_node_get_item(self->list, index)) - end);
}

static void
write_flow_list(const Writer *self)
{
  guint n = self->items->len;
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *last = n > 1 ? copy_separator(self, n - 1) : NULL;
  const char *usual = last != NULL && strchr(last, '#') == NULL ? last : ", ";
  size_t start = self->list->start, end = self->list->end;
  for (guint i = 0; i < n; i++) {
    g_autofree char *separator = i > 0 && out->len > 0 ? copy_separator(self, i) : NULL;
    if (self->items->pdata[i] != NULL)
      g_string_append_printf(out, "%s%s", separator != NULL ? separator : "", (char *)self->items->pdata[i]);
  }
  for (guint i = 0; i < self->added->len; i++)
    g_string_append_printf(out, "%s%s", out->len > 0 ? usual : "", (char *)self->added->pdata[i]);
  if (n > 0 && out->len > 0) { /* what the brackets hold besides */
    size_t first = fl_yaml_node_get_start(fl_yaml_node_get_item(self->list, 0)),
           behind = fl_yaml_node_get_end(fl_yaml_node_get_item(self->list, n - 1));
    g_string_prepend_len(out, self->text + start, (gssize)(first - start));
    g_string_append_len(out, self->text + behind, (gssize)(end - behind));
  } else {
    g_string_prepend_c(out, '[');
    g_string_append_c(out, ']');
  }
  fl_yaml_edit_replace(self->edit, start, end, out->str);
}

/* Where the dash before an item stands. */
static size_t
find_dash(const Writer *self, guint index)
{
  size_t at = fl_yaml_node_get_start(fl_yaml_node_get_item(self->list, index));
  while (at > 0 && self->text[at] != '-')
    at--;
  return at;
}

/* A block has its items one below the other; it is written anew from the first dash to the last item's end, with
 * what lies between items that stay. */
static void
write_block_list(const Writer *self)
{
  guint n = self->items->len;
  size_t start = find_dash(self, 0), line = start;
  while (line > 0 && self->text[line - 1] != '\n')
    line--;
  const char *line_break = line > 1 && self->text[line - 2] == '\r' ? "\r\n" : "\n";
  g_autofree char *indent = g_strndup(self->text + line, start - line);
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < n; i++) {
    if (self->items->pdata[i] == NULL)
      continue;
    if (out->len > 0) {
      g_autofree char *separator = copy_separator(self, i);
      g_string_append(out, separator);
    } else
      g_string_append(out, "- ");
    g_string_append(out, self->items->pdata[i]);
  }
  for (guint i = 0; i < self->added->len; i++)
    g_string_append_printf(out, "%s%s- %s", out->len > 0 ? line_break : "", out->len > 0 ? indent : "",
                           (char *)self->added->pdata[i]);
  bool empty = out->len == 0;
  const FlYamlNode *mapping = self->result->test->source;
  for (guint i = 0; empty && i < fl_yaml_node_get_length(mapping); i++)
    if (fl_yaml_node_get_value(mapping, i) == self->list) /* `expect: []` takes one line */
      start = (size_t)(strchr(self->text + fl_yaml_node_get_end(fl_yaml_node_get_key(mapping, i)), ':') + 1 -
                       self->text);
  fl_yaml_edit_replace(self->edit, start, fl_yaml_node_get_end(self->list), empty ? " []" : out->str);
}

static void
write_list(const Writer *self)
{
  if (self->restructured && (fl_yaml_node_is_flow(self->list) || self->items->len == 0))
    write_flow_list(self);
  else if (self->restructured)
    write_block_list(self);
  for (guint i = 0; !self->restructured && i < self->items->len; i++) {
    const FlYamlNode *item = fl_yaml_node_get_item(self->list, i);
    fl_yaml_edit_replace(self->edit, fl_yaml_node_get_start(item), fl_yaml_node_get_end(item),
                         self->items->pdata[i]);
  }
}

void
fl_expectations_write(const FlRuleTestResult *result, FlYamlEdit *edit)
{
  const FlYamlNode *list = fl_yaml_node_find(result->test->source, "expect");
  g_autofree int *pairs = g_new0(int, result->test->expectations->len);
  g_autofree bool *taken = g_memdup2(result->expected, result->emitted->len * sizeof *result->expected);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free),
                       added = g_ptr_array_new_with_free_func(g_free);
  Writer writer = {.result = result,
                   .list = list,
                   .edit = edit,
                   .text = fl_yaml_get_text(list->file, NULL),
                   .pairs = pairs,
                   .taken = taken,
                   .items = items,
                   .added = added};
  find_pairs(&writer);
  correct_items(&writer);
  add_items(&writer);
  write_list(&writer);
}

/* ---- */

/* The node that stands in `other` where `wanted` stands in `tree`; NULL: there is none. Both are files of one make:
 * what was changed is the insides of expectations. */
static const FlYamlNode *
find_same(const FlYamlNode *tree, const FlYamlNode *wanted, const FlYamlNode *other)
{
  if (tree == wanted)
    return other;
  for (guint i = 0; tree->items != NULL && other->items != NULL && i < tree->items->len; i++) {
    const FlYamlNode *child = tree->items->pdata[i];
    bool holds = child->start <= wanted->start && wanted->start < child->end;
    if (i < other->items->len && (child == wanted || (holds && child->items != NULL)))
      return find_same(child, wanted, other->items->pdata[i]);
  }
  return NULL;
}

bool
fl_expectations_verify(const FlRuleTestResult *result, const FlRuleSet *rules, const char *text)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  g_autoptr(FlYaml) file = fl_yaml_parse(text, strlen(text), "", diagnostics);
  const FlYamlNode *source = result->test->source, *root = fl_yaml_get_root(source->file);
  const FlYamlNode *expect =
      file == NULL ? NULL : find_same(root, fl_yaml_node_find(source, "expect"), fl_yaml_get_root(file));
  g_autoptr(GPtrArray) expectations =
      expect == NULL ? NULL : fl_expectations_read(rules, diagnostics, expect);
  if (expectations == NULL)
    return false;
  g_autofree bool *met = g_new0(bool, expectations->len), *expected = g_new0(bool, result->emitted->len);
  return fl_expectations_compare(expectations, result->emitted, met, expected);
}
