/* A diff for programs. What stands in it is said in README.md beside this file. */

#include "fl-diff.h"
#include "fl-json-writer.h"

#include <string.h>

static const char *const kinds[FL_N_CHANGE_KINDS] = {"gained", "lost", "changed"};

static void
put_place(FlJsonWriter *json, const char *key, const FlSnapshotEvidence *row)
{
  fl_json_writer_begin_object(json, key);
  fl_json_writer_put_string(json, "file", row->file);
  fl_json_writer_put_count(json, "line", row->at.line);
  fl_json_writer_put_count(json, "column", row->at.column);
  fl_json_writer_put_count(json, "end_line", row->at.end_line);
  fl_json_writer_put_count(json, "end_column", row->at.end_column);
  fl_json_writer_put_string(json, "rule", row->rule);
  fl_json_writer_put_string(json, "text", row->text);
  fl_json_writer_put_string(json, "sentence", row->sentence);
  fl_json_writer_end_object(json);
}

static void
put_evidence(FlJsonWriter *json, const char *key, const GPtrArray *rows)
{
  fl_json_writer_begin_array(json, key);
  for (guint i = 0; i < rows->len; i++)
    put_place(json, NULL, rows->pdata[i]);
  fl_json_writer_end_array(json);
}

static void
put_node(FlJsonWriter *json, const char *key, const FlSnapshotElement *node)
{
  fl_json_writer_begin_object(json, key);
  fl_json_writer_put_string(json, "id", node->id);
  fl_json_writer_put_string(json, "type", node->type);
  fl_json_writer_put_string(json, "name", node->name);
  fl_json_writer_end_object(json);
}

static void
put_element(FlJsonWriter *json, const char *key, const FlSnapshot *snapshot, bool of_edge, uint32_t index)
{
  if (index == FL_SNAPSHOT_NONE) {
    fl_json_writer_put_string(json, key, NULL);
    return;
  }
  const FlSnapshotTable *table = fl_snapshot_get_table(snapshot, of_edge),
                        *nodes = fl_snapshot_get_table(snapshot, false);
  const FlSnapshotElement *element = fl_snapshot_table_get(table, index);
  fl_json_writer_begin_object(json, key);
  fl_json_writer_put_string(json, "id", element->id);
  fl_json_writer_put_string(json, "type", element->type);
  if (of_edge) {
    put_node(json, "source", fl_snapshot_table_get(nodes, element->source));
    put_node(json, "target", fl_snapshot_table_get(nodes, element->target));
  } else
    fl_json_writer_put_string(json, "name", element->name);
  fl_json_writer_begin_object(json, "properties");
  for (guint i = 0; i < table->columns->len; i++) {
    const char *value = fl_snapshot_table_get_value(table, index, (int)i);
    if (*value != '\0')
      fl_json_writer_put_string(json, table->columns->pdata[i], value);
  }
  fl_json_writer_end_object(json);
  fl_json_writer_end_object(json);
}

static void
put_change(FlJsonWriter *json, const FlDiff *self, const FlChange *change)
{
  fl_json_writer_begin_object(json, NULL);
  fl_json_writer_put_string(json, "change", kinds[change->kind]);
  fl_json_writer_put_string(json, "element", change->of_edge ? "edge" : "node");
  put_element(json, "before", self->before, change->of_edge, change->before);
  put_element(json, "after", self->after, change->of_edge, change->after);
  fl_json_writer_begin_array(json, "values");
  for (guint i = 0; i < change->values->len; i++) {
    const FlValueChange *value = &g_array_index(change->values, FlValueChange, i);
    fl_json_writer_begin_object(json, NULL);
    fl_json_writer_put_string(json, "property", value->property);
    fl_json_writer_put_string(json, "before", *value->before != '\0' ? value->before : NULL);
    fl_json_writer_put_string(json, "after", *value->after != '\0' ? value->after : NULL);
    fl_json_writer_end_object(json);
  }
  fl_json_writer_end_array(json);
  fl_json_writer_begin_object(json, "evidence");
  put_evidence(json, "gained", change->gained);
  put_evidence(json, "lost", change->lost);
  fl_json_writer_end_object(json);
  if (change->shown != NULL)
    put_place(json, "at", change->shown);
  else
    fl_json_writer_put_string(json, "at", NULL);
  fl_json_writer_end_object(json);
}

static void
put_counts(FlJsonWriter *json, const guint *counts)
{
  for (int i = 0; i < FL_N_CHANGE_KINDS; i++)
    fl_json_writer_put_count(json, kinds[i], counts[i]);
}

static void
put_rule(FlJsonWriter *json, const FlDiff *self, const FlRuleChanges *rule)
{
  fl_json_writer_begin_object(json, NULL);
  fl_json_writer_put_string(json, "rule", rule->rule);
  put_counts(json, rule->counts);
  fl_json_writer_begin_array(json, "changes");
  for (guint i = 0; i < rule->n; i++)
    put_change(json, self, fl_diff_get(self, rule->first + i));
  fl_json_writer_end_array(json);
  fl_json_writer_end_object(json);
}

void
fl_diff_append_json(const FlDiff *self, const FlDiffReport *report, GString *out)
{
  FlJsonWriter json = {.out = out};
  fl_json_writer_begin_object(&json, NULL);
  fl_json_writer_put_string(&json, "format", "factloom-diff");
  fl_json_writer_put_count(&json, "version", 1);
  fl_json_writer_put_string(&json, "before", report->before);
  fl_json_writer_put_string(&json, "after", report->after);
  fl_json_writer_put_bool(&json, "differs", !fl_diff_is_empty(self));
  for (int of_edge = 0; of_edge < 2; of_edge++) {
    fl_json_writer_begin_object(&json, of_edge ? "edges" : "nodes");
    put_counts(&json, self->counts[of_edge]);
    fl_json_writer_end_object(&json);
  }
  fl_json_writer_begin_object(&json, "mentions");
  fl_json_writer_put_count(&json, "gained", self->derived[FL_CHANGE_GAINED]);
  fl_json_writer_put_count(&json, "lost", self->derived[FL_CHANGE_LOST]);
  fl_json_writer_end_object(&json);
  fl_json_writer_put_count(&json, "followed", self->followed);
  fl_json_writer_begin_array(&json, "rules");
  for (guint i = 0; i < self->rules->len; i++)
    put_rule(&json, self, &g_array_index(self->rules, FlRuleChanges, i));
  fl_json_writer_end_array(&json);
  fl_json_writer_end_object(&json);
}
