#include "fl-report.h"

#include <stdbool.h>

struct _FlReport {
  char *file;
  GStringChunk *strings;
  GArray *findings;    /* of FlFinding */
  GHashTable *indices; /* "id\nrule\nmessage" to index + 1 */
};

FlReport *
fl_report_new(const char *file)
{
  FlReport *self = g_new0(FlReport, 1);
  self->file = g_strdup(file);
  self->strings = g_string_chunk_new(256);
  self->findings = g_array_new(FALSE, FALSE, sizeof(FlFinding));
  self->indices = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
fl_report_free(FlReport *self)
{
  if (self == NULL)
    return;
  g_free(self->file);
  g_string_chunk_free(self->strings);
  g_array_unref(self->findings);
  g_hash_table_unref(self->indices);
  g_free(self);
}

void
fl_report_add(FlReport *self, FlFindingLevel level, const char *id, const char *rule, uint32_t line,
              uint32_t column, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  rule = rule != NULL ? rule : "";
  g_autofree char *key = g_strdup_printf("%s\n%s\n%s", id, rule, message);
  guint index = GPOINTER_TO_UINT(g_hash_table_lookup(self->indices, key));
  if (index > 0) {
    g_array_index(self->findings, FlFinding, index - 1).count++;
    return;
  }
  FlFinding finding = {.level = level, .line = line, .column = column, .count = 1, .file = self->file};
  finding.id = g_string_chunk_insert_const(self->strings, id);
  finding.rule = g_string_chunk_insert_const(self->strings, rule);
  finding.message = g_string_chunk_insert_const(self->strings, message);
  g_array_append_val(self->findings, finding);
  g_hash_table_insert(self->indices, g_steal_pointer(&key), GUINT_TO_POINTER(self->findings->len));
}

void
fl_report_add_limit(FlReport *self, const FlPattern *pattern, const char *rule, uint32_t line,
                    uint32_t column, const char *what)
{
  fl_report_add(self, FL_FINDING_WARNING, "match-limit", rule, line, column, "gave up on %s after %u steps",
                what, fl_pattern_get_limit(pattern));
}

guint
fl_report_get_length(const FlReport *self)
{
  return self->findings->len;
}

const FlFinding *
fl_report_get(const FlReport *self, guint index)
{
  return &g_array_index(self->findings, FlFinding, index);
}
