#include "fl-expectation-writer.h"
#include "fl-expectation-item.h"

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

/* How much of an expectation is as it came. */
static int
measure_likeness(const FlExpectation *expectation, const FlEmitted *emitted)
{
  int likeness = (g_strcmp0(expectation->name, emitted->name) == 0) * 2 +
                 (g_strcmp0(expectation->from, emitted->from) == 0) +
                 (g_strcmp0(expectation->to, emitted->to) == 0);
  for (guint i = 0; i < expectation->properties->len; i += 2)
    likeness += strcmp(expectation->properties->pdata[i + 1],
                       fl_emitted_find_value(emitted, expectation->properties->pdata[i])) == 0;
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
    return fl_expectation_item_copy(item);
  if (fl_yaml_node_find(item, "set") != NULL)
    return correct_set(self, first, n);
  if (self->pairs[first] < 0)
    return NULL;
  const FlEmitted *emitted = get_emitted(self, (guint)self->pairs[first]);
  return fl_expectation_item_correct(item, emitted);
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
      g_ptr_array_add(self->added, fl_expectation_item_format(get_emitted(self, e)));
  self->restructured |= self->added->len > 0;
}

/* ---- the list */

/* What stands between an item and the next, with a comment on the item; "" behind the last. */
static char *
copy_separator(const Writer *self, guint index)
{
  size_t end = fl_yaml_node_get_end(fl_yaml_node_get_item(self->list, index));
  if (index + 1 == self->items->len)
    return g_strdup("");
  return g_strndup(self->text + end,
                   fl_yaml_node_get_start(fl_yaml_node_get_item(self->list, index + 1)) - end);
}

/* Appends the items that stay, each behind what stood behind the one before it. Returns the last of them; -1: none
 * stays. */
static int
append_items(const Writer *self, GString *out)
{
  int last = -1;
  for (guint i = 0; i < self->items->len; i++) {
    if (self->items->pdata[i] == NULL)
      continue;
    g_autofree char *separator = last >= 0 ? copy_separator(self, (guint)last) : g_strdup("");
    g_string_append_printf(out, "%s%s", separator, (char *)self->items->pdata[i]);
    last = (int)i;
  }
  return last;
}

static void
write_flow_list(const Writer *self)
{
  guint n = self->items->len;
  g_autoptr(GString) out = g_string_new(NULL);
  g_autofree char *last = n > 1 ? copy_separator(self, n - 2) : NULL;
  const char *usual = last != NULL && strchr(last, '#') == NULL ? last : ", ";
  size_t start = self->list->start, end = self->list->end;
  append_items(self, out);
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

/* Where the dash before the first item stands. */
static size_t
find_dash(const Writer *self)
{
  size_t at = fl_yaml_node_get_start(fl_yaml_node_get_item(self->list, 0)) - 1;
  while (at > 0 && self->text[at] != '-')
    at--;
  return at;
}

/* Behind the key `expect:`. */
static size_t
find_value_start(const Writer *self)
{
  const FlYamlNode *mapping = self->result->test->source, *key = NULL;
  for (guint i = 0; i < fl_yaml_node_get_length(mapping); i++)
    if (fl_yaml_node_get_value(mapping, i) == self->list)
      key = fl_yaml_node_get_key(mapping, i);
  return (size_t)(strchr(self->text + fl_yaml_node_get_end(key), ':') + 1 - self->text);
}

/* The end of the list, with a comment on its last item. */
static size_t
find_block_end(const Writer *self)
{
  size_t end = fl_yaml_node_get_end(self->list);
  size_t blanks = strspn(self->text + end, " \t");
  return self->text[end + blanks] == '#' ? end + strcspn(self->text + end, "\r\n") : end;
}

/* A block has its items one below the other; it is written anew from the first dash to the end of the last line. */
static void
write_block_list(const Writer *self)
{
  size_t start = find_dash(self), line = start, end = find_block_end(self),
         bare = fl_yaml_node_get_end(self->list);
  while (line > 0 && self->text[line - 1] != '\n')
    line--;
  const char *line_break = line > 1 && self->text[line - 2] == '\r' ? "\r\n" : "\n";
  g_autofree char *indent = g_strndup(self->text + line, start - line);
  g_autoptr(GString) out = g_string_new("- ");
  int last = append_items(self, out);
  g_autofree char *comment = last >= 0 && (guint)last + 1 < self->items->len
                                 ? copy_separator(self, (guint)last)
                                 : g_strndup(self->text + bare, end - bare);
  if (last < 0)
    g_string_set_size(out, 0);
  else /* up to the end of its line */
    g_string_append_len(out, comment, (gssize)strcspn(comment, "\r\n"));
  for (guint i = 0; i < self->added->len; i++)
    g_string_append_printf(out, "%s%s- %s", out->len > 0 ? line_break : "", out->len > 0 ? indent : "",
                           (char *)self->added->pdata[i]);
  bool empty = out->len == 0; /* `expect: []` takes one line */
  fl_yaml_edit_replace(self->edit, empty ? find_value_start(self) : start, end, empty ? " []" : out->str);
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
  for (guint i = 0; i < MIN(tree->n_items, other->n_items); i++) {
    const FlYamlNode *child = tree->items[i];
    bool holds = child->start <= wanted->start && wanted->start < child->end;
    if (child == wanted || (holds && child->kind != FL_YAML_SCALAR))
      return find_same(child, wanted, other->items[i]);
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
