#include "fl-schema.h"

#include <string.h>

static bool
equal_properties(const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return false;
  for (guint i = 0; i < a->len; i++) {
    const FlProperty *p = &g_array_index(a, FlProperty, i), *q = &g_array_index(b, FlProperty, i);
    if (strcmp(p->name, q->name) != 0 || p->type != q->type || p->late != q->late || p->hidden != q->hidden)
      return false;
  }
  return true;
}

static bool
equal_node_types(const FlNodeType *a, const FlNodeType *b)
{
  return strcmp(a->name, b->name) == 0 && strcmp(a->label, b->label) == 0 &&
         strcmp(a->name_template, b->name_template) == 0 &&
         memcmp(a->colour, b->colour, sizeof a->colour) == 0 &&
         equal_properties(a->properties, b->properties) && a->key->len == b->key->len &&
         (a->key->len == 0 || memcmp(a->key->data, b->key->data, a->key->len * sizeof(int)) == 0);
}

/* `types` has the bits of the node types that there are: a set of all may have others. */
static bool
equal_edge_types(const FlEdgeType *a, const FlEdgeType *b, uint64_t types)
{
  return strcmp(a->name, b->name) == 0 && strcmp(a->label, b->label) == 0 &&
         ((a->from ^ b->from) & types) == 0 && ((a->to ^ b->to) & types) == 0 &&
         equal_properties(a->properties, b->properties);
}

bool
fl_schema_equal(const FlSchema *a, const FlSchema *b)
{
  if (a == b)
    return true;
  if (fl_schema_get_n_node_types(a) != fl_schema_get_n_node_types(b) ||
      fl_schema_get_n_edge_types(a) != fl_schema_get_n_edge_types(b))
    return false;
  for (int i = 0; i < fl_schema_get_n_node_types(a); i++)
    if (!equal_node_types(fl_schema_get_node_type(a, i), fl_schema_get_node_type(b, i)))
      return false;
  int n = fl_schema_get_n_node_types(a);
  uint64_t types = n < FL_SCHEMA_MAX_NODE_TYPES ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
  for (int i = 0; i < fl_schema_get_n_edge_types(a); i++)
    if (!equal_edge_types(fl_schema_get_edge_type(a, i), fl_schema_get_edge_type(b, i), types))
      return false;
  return true;
}
