#include "fl-diagnostic-kind.h"

#include <string.h>

const FlDiagnosticKind *
fl_diagnostic_kind_find(const char *id)
{
  for (const FlDiagnosticKind *kind = fl_diagnostic_kinds; kind->id != NULL; kind++)
    if (strcmp(kind->id, id) == 0)
      return kind;
  return NULL;
}

static const char **
list(bool errors)
{
  GPtrArray *ids = g_ptr_array_new();
  for (const FlDiagnosticKind *kind = fl_diagnostic_kinds; kind->id != NULL; kind++)
    if (errors || kind->level == FL_DIAGNOSTIC_WARNING)
      g_ptr_array_add(ids, (gpointer)kind->id);
  g_ptr_array_add(ids, NULL);
  return (const char **)g_ptr_array_free(ids, FALSE);
}

const char **
fl_diagnostic_kinds_list(void)
{
  return list(true);
}

const char **
fl_diagnostic_kinds_list_warnings(void)
{
  return list(false);
}
