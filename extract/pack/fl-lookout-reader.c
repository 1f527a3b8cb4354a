/* worklist: of pack.yaml. */

#include "fl-expansion.h"
#include "fl-lookout.h"
#include "fl-pack-forms.h"

void
fl_lookout_free(FlLookout *self)
{
  fl_pattern_unref(self->pattern);
  g_free(self);
}

static uint64_t
read_types(FlLoader *self, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(self->diagnostics, node);
  uint64_t types = 0;
  for (guint i = 0; i < names->len; i++) {
    int type = fl_loader_read_type_name(self, names->pdata[i]);
    types |= type >= 0 ? (uint64_t)1 << type : 0;
  }
  return types;
}

static void
read_lookout(FlLoader *self, const FlYamlNode *node)
{
  if (!fl_form_read_keys(&fl_lookout_form, self->diagnostics, node))
    return;
  const char *about = fl_read_required(self->diagnostics, node, "about");
  const char *match = fl_read_required(self->diagnostics, node, "match");
  const FlYamlNode *gives = fl_yaml_node_find(node, "gives");
  if (gives == NULL)
    fl_read_fail(self->diagnostics, node, "missing-key", "like: gives: [Person]",
                 "the key 'gives' is missing here");
  uint64_t types = read_types(self, gives);
  FlPattern *pattern =
      match == NULL ? NULL : fl_loader_compile(self, fl_yaml_node_find(node, "match"), "", "");
  if (about == NULL || pattern == NULL || types == 0) {
    fl_pattern_unref(pattern);
    return;
  }
  FlLookout *lookout = g_new0(FlLookout, 1);
  *lookout = (FlLookout){about, pattern, types, node};
  g_ptr_array_add(self->set->lookouts, lookout);
}

void
fl_loader_read_lookouts(FlLoader *self)
{
  const FlYamlNode *list = fl_yaml_node_find(fl_yaml_get_root(self->pack->settings), "worklist");
  if (list == NULL || !fl_read_is_sequence(self->diagnostics, list))
    return;
  for (guint i = 0; i < fl_yaml_node_get_length(list); i++)
    read_lookout(self, fl_yaml_node_get_item(list, i));
}
