#include "trials.h"

#include <glib/gstdio.h>
#include <string.h>

const char *const settings_of_articles =
    "name: trial\n"
    "separators: {sentence: '[.。]', clause: '[,，]', list: ' and |、'}\n"
    "layouts:\n"
    "- name: lines\n"
    "  lines: {title: {match: '^# '}}\n"
    "  article: '{title:title}'\n"
    "  remove: '^# '\n";

static void
assert_nothing_wrong(const FlDiagnostics *diagnostics)
{
  g_autoptr(GString) said = g_string_new(NULL);
  for (guint i = 0; i < fl_diagnostics_get_length(diagnostics); i++)
    if (fl_diagnostics_get(diagnostics, i)->level == FL_DIAGNOSTIC_ERROR)
      fl_diagnostic_append(fl_diagnostics_get(diagnostics, i), said);
  g_assert_cmpstr(said->str, ==, "");
}

static void
write_file(const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void
remove_folder(const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name = NULL; (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
  }
  g_assert_cmpint(g_rmdir(folder), ==, 0);
}

FlRuleSet *
rules_new(const char *name, ...)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("trial-XXXXXX", &error);
  g_assert_no_error(error);
  va_list arguments;
  va_start(arguments, name);
  for (; name != NULL; name = va_arg(arguments, const char *))
    write_file(folder, name, va_arg(arguments, const char *));
  va_end(arguments);
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  FlRuleSet *rules = fl_rule_set_load((const char *const[]){folder, NULL}, diagnostics);
  remove_folder(folder);
  assert_nothing_wrong(diagnostics);
  g_assert_nonnull(rules);
  return rules;
}

/* ---- a batch as text */

static const FlNodeType *
type_of(const FlFactBatch *batch, uint32_t node)
{
  return fl_schema_get_node_type(fl_fact_batch_get_schema(batch), fl_fact_batch_get_node(batch, node)->type);
}

static char *
format_name(const FlFactBatch *batch, uint32_t node)
{
  return fl_node_type_format_name(type_of(batch, node), fl_fact_batch_get_node(batch, node)->values);
}

static void
append_properties(GString *out, const FlNodeType *type, const FlFactNode *node)
{
  const char *before = " {";
  for (guint i = 0; i < type->properties->len; i++) {
    const FlProperty *property = fl_node_type_get_property(type, (int)i);
    char buffer[FL_NUMBER_TEXT_SIZE];
    if (node->values[i].type == FL_VALUE_NONE || strcmp(property->name, "name") == 0)
      continue;
    g_string_append_printf(out, "%s%s: %s", before, property->name, fl_value_format(node->values[i], buffer));
    before = ", ";
  }
  if (*before == ',')
    g_string_append_c(out, '}');
}

static void
append_node(GString *out, const FlFactBatch *batch, uint32_t index)
{
  const FlFactNode *node = fl_fact_batch_get_node(batch, index);
  const FlNodeType *type = type_of(batch, index);
  if (strcmp(type->name, "Article") == 0)
    return;
  g_autofree char *name = format_name(batch, index);
  g_string_append_printf(out, "%s %s", type->name, name);
  append_properties(out, type, node);
  for (const char **alias = node->aliases; alias != NULL && *alias != NULL; alias++)
    g_string_append_printf(out, " = %s", *alias);
  for (uint32_t i = 0; i < node->evidence.n; i++)
    g_string_append_printf(out, " @ %s", node->evidence.items[i].text);
  g_string_append_c(out, '\n');
}

static void
append_edge(GString *out, const FlFactBatch *batch, uint32_t index)
{
  const FlFactEdge *edge = fl_fact_batch_get_edge(batch, index);
  const char *type = fl_schema_get_edge_type(fl_fact_batch_get_schema(batch), edge->type)->name;
  g_autofree char *from = format_name(batch, edge->from), *to = format_name(batch, edge->to);
  if (strcmp(type, "mentions") != 0)
    g_string_append_printf(out, "%s %s %s\n", from, type, to);
}

char *
find_facts(FlRuleSet *rules, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
  g_autoptr(FlExtractor) extractor = fl_extractor_new(rules);
  FlDocument *document = fl_document_new("a.txt", bytes, &error);
  g_assert_no_error(error);
  g_autoptr(FlFactBatch) batch = fl_extractor_extract(extractor, document);
  GString *out = g_string_new(NULL);
  for (uint32_t i = 0; i < fl_fact_batch_get_n_nodes(batch); i++)
    append_node(out, batch, i);
  for (uint32_t i = 0; i < fl_fact_batch_get_n_edges(batch); i++)
    append_edge(out, batch, i);
  for (uint32_t i = 0; i < fl_fact_batch_get_n_findings(batch); i++) {
    const FlFinding *finding = fl_fact_batch_get_finding(batch, i);
    g_string_append_printf(out, "! %s: %s\n", finding->id, finding->message);
  }
  return g_string_free(out, FALSE);
}

void
assert_finds(FlRuleSet *rules, const char *text, const char *expected)
{
  g_autofree char *facts = find_facts(rules, text);
  g_assert_cmpstr(facts, ==, expected);
}
