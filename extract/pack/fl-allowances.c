#include "fl-allowances.h"
#include "fl-pack-forms.h"

#include <string.h>

/* One id of an `allow:`, and the part of the file that it is of. */
typedef struct {
  const FlYamlNode *id;
  size_t start, end;
  bool used;
} Allowance;

struct _FlAllowances {
  GArray *list; /* of Allowance; the narrower ones of a file come behind the wider */
};

FlAllowances *
fl_allowances_new(void)
{
  FlAllowances *self = g_new0(FlAllowances, 1);
  self->list = g_array_new(FALSE, FALSE, sizeof(Allowance));
  return self;
}

void
fl_allowances_free(FlAllowances *self)
{
  if (self == NULL)
    return;
  g_array_unref(self->list);
  g_free(self);
}

/* ---- reading */

typedef struct {
  FlAllowances *allowances;
  FlDiagnostics *diagnostics;
} Reader;

static void
read_allow(const Reader *self, const FlYamlNode *mapping, size_t start, size_t end)
{
  const FlYamlNode *allow = fl_yaml_node_find(mapping, "allow");
  g_autoptr(GPtrArray) ids = fl_read_scalars(self->diagnostics, allow);
  for (guint i = 0; i < ids->len; i++) {
    Allowance allowance = {.id = ids->pdata[i], .start = start, .end = end};
    if (fl_form_read_choice(fl_allow_form.item, self->diagnostics, allowance.id, "warning") >= 0)
      g_array_append_val(self->allowances->list, allowance);
  }
}

/* Each mapping below `key`: items of a list, or pairs, whose keys are part of them. */
static void
read_below(const Reader *self, const FlYamlNode *root, const char *key)
{
  const FlYamlNode *node = fl_yaml_node_find(root, key);
  for (guint i = 0; node != NULL && i < fl_yaml_node_get_length(node); i++) {
    bool pairs = node->kind == FL_YAML_MAPPING;
    const FlYamlNode *first = pairs ? fl_yaml_node_get_key(node, i) : fl_yaml_node_get_item(node, i),
                     *value = pairs ? fl_yaml_node_get_value(node, i) : first;
    read_allow(self, value, first->start, value->end);
  }
}

void
fl_allowances_read(FlAllowances *self, const FlYaml *file, FlDiagnostics *diagnostics)
{
  static const char *const places[] = {"define", "rules", "nodes", "edges"};
  const FlYamlNode *root = fl_yaml_get_root(file);
  Reader reader = {self, diagnostics};
  read_allow(&reader, root, 0, SIZE_MAX);
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
    read_below(&reader, root, places[i]);
}

/* ---- keeping back */

static bool
keep_back(gpointer data, const char *path, size_t at, const char *id)
{
  FlAllowances *self = data;
  for (guint i = self->list->len; i > 0; i--) {
    Allowance *allowance = &g_array_index(self->list, Allowance, i - 1);
    if (at >= allowance->start && at < allowance->end && strcmp(allowance->id->text, id) == 0 &&
        strcmp(fl_yaml_get_path(allowance->id->file), path) == 0)
      return allowance->used = true;
  }
  return false;
}

void
fl_allowances_apply(FlAllowances *self, FlDiagnostics *diagnostics)
{
  fl_diagnostics_set_filter(diagnostics, keep_back, self);
}

void
fl_allowances_report_unused(FlAllowances *self, FlDiagnostics *diagnostics)
{
  for (guint i = 0; i < self->list->len; i++) {
    const Allowance *allowance = &g_array_index(self->list, Allowance, i);
    const char *id = allowance->id->text;
    if (!allowance->used && strcmp(id, "unused-allow") != 0)
      fl_yaml_node_report(
          allowance->id, diagnostics,
          (FlFault){FL_DIAGNOSTIC_WARNING, "unused-allow", "remove it", 0, (uint32_t)strlen(id)},
          "there is no warning '%s' here to be kept back", id);
  }
}
