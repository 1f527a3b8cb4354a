/* Names, unique in their type, and the aliases beside them. */
#include "fl-graph-pass.h"
#include "fl-graph-private.h"
#include "fl-keyed.h"

/* How a name is told from others: not at all, by key parts in brackets, by the id as well. */
enum { PLAIN, BRACKETS, ID };

typedef struct {
  FlGraph *graph;
  uint32_t *plain; /* by node: the name by the type's template */
  uint8_t *levels; /* by node */
} Naming;

/* A node by its type and the handle of its name: namesakes come together. */
static FlKeyed
get_keyed(const FlGraph *self, uint32_t node)
{
  const FlGraphNode *named = fl_graph_node(self, node);
  return (FlKeyed){(uint64_t)named->type << 32 | named->name, node};
}

/* The name by the template; the id where that gives nothing. */
static uint32_t
make_plain_name(FlGraph *self, uint32_t node)
{
  const FlNodeType *type = fl_graph_type_of(self, node);
  FlValue values[FL_SCHEMA_MAX_PROPERTIES];
  for (guint i = 0; i < type->properties->len; i++)
    values[i] = fl_value_string(fl_graph_get_node_value(self, node, (int)i));
  g_autofree char *name = fl_node_type_format_name(type, values);
  char id[FL_GRAPH_ID_SIZE];
  return fl_string_pool_add(self->pool, *name != '\0' ? name : fl_graph_format_node_id(self, node, id));
}

static uint32_t
get_key_text(const FlGraph *self, uint32_t node, int property)
{
  return fl_graph_node_claim(self, node, property)->text;
}

/* Whether nodes of one name differ in this property. */
static bool
varies(const FlGraph *self, const FlKeyed *same, size_t n, int property)
{
  for (size_t i = 1; i < n; i++)
    if (get_key_text(self, same[i].index, property) != get_key_text(self, same[0].index, property))
      return true;
  return false;
}

/* Whether a property stands in the names of its type anyway. */
static bool
is_in_names(const FlNodeType *type, int property)
{
  g_autofree char *hole = g_strdup_printf("{%s}", fl_node_type_get_property(type, property)->name);
  return strstr(type->name_template, hole) != NULL;
}

/* The parts of the key that tell nodes of one name apart. An array of int, the caller's. */
static GArray *
find_telling(const FlGraph *self, const FlKeyed *same, size_t n)
{
  const FlNodeType *type = fl_graph_type_of(self, same[0].index);
  GArray *telling = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < type->key->len; i++) {
    int property = g_array_index(type->key, int, i);
    if (!is_in_names(type, property) && varies(self, same, n, property))
      g_array_append_val(telling, property);
  }
  return telling;
}

/* As in " (2024-12-17)"; nothing for a node that has none of them. */
static void
append_brackets(GString *out, const FlGraph *self, uint32_t node, const GArray *telling)
{
  const char *before = " (";
  for (guint i = 0; i < telling->len; i++) {
    const char *text = fl_graph_get_node_value(self, node, g_array_index(telling, int, i));
    if (*text == '\0')
      continue;
    g_string_append(out, before);
    g_string_append(out, text);
    before = ", ";
  }
  if (*before == ',')
    g_string_append_c(out, ')');
}

static void
tell_apart(Naming *naming, const FlKeyed *same, size_t n)
{
  FlGraph *self = naming->graph;
  g_autoptr(GArray) telling = find_telling(self, same, n);
  g_autoptr(GString) name = g_string_new(NULL);
  uint8_t lowest = ID;
  for (size_t i = 0; i < n; i++)
    lowest = MIN(lowest, naming->levels[same[i].index]);
  for (size_t i = 0; i < n; i++) {
    uint32_t node = same[i].index;
    char id[FL_GRAPH_ID_SIZE];
    if (naming->levels[node] > lowest)
      continue;
    g_string_assign(name, fl_graph_get_node_name(self, node));
    if (++naming->levels[node] == BRACKETS)
      append_brackets(name, self, node, telling);
    else
      g_string_append_printf(name, " [%s]", fl_graph_format_node_id(self, node, id));
    fl_graph_node(self, node)->name = fl_string_pool_add(self->pool, name->str);
  }
}

/* Tells nodes of one name apart by one step more; returns whether there were any. Those with the least to
 * tell them apart take the step: so it ends, at the latest with every id. */
static bool
make_unique(Naming *naming)
{
  FlGraph *self = naming->graph;
  uint32_t n = self->nodes->len;
  g_autofree FlKeyed *all = g_new(FlKeyed, n);
  for (uint32_t i = 0; i < n; i++)
    all[i] = get_keyed(self, i);
  fl_keyed_sort(all, n);
  bool any = false;
  for (uint32_t first = 0, end = 0; first < n; first = end) {
    end = fl_keyed_find_end(all, n, first);
    if (end - first == 1)
      continue;
    tell_apart(naming, all + first, end - first);
    any = true;
  }
  return any;
}

/* ---- aliases */

static int
compare_aliases(const void *a, const void *b, void *data)
{
  const FlAlias *p = a, *q = b;
  if (p->node != q->node)
    return p->node < q->node ? -1 : 1;
  return fl_graph_compare_texts(data, p->text, q->text);
}

/* Puts each node's aliases together, without its name, and once each. */
static void
order_aliases(Naming *naming)
{
  FlGraph *self = naming->graph;
  guint n = 0;
  g_array_sort_with_data(self->aliases, compare_aliases, self);
  for (guint i = 0; i < self->aliases->len; i++) {
    FlAlias alias = g_array_index(self->aliases, FlAlias, i);
    FlGraphNode *node = fl_graph_node(self, alias.node);
    const FlAlias *last = n > 0 ? &g_array_index(self->aliases, FlAlias, n - 1) : NULL;
    if (alias.text == node->name || alias.text == naming->plain[alias.node] ||
        (last != NULL && last->node == alias.node && last->text == alias.text))
      continue;
    if (node->n_aliases++ == 0)
      node->aliases = n;
    g_array_index(self->aliases, FlAlias, n++) = alias;
  }
  g_array_set_size(self->aliases, n);
}

void
fl_graph_make_names(FlGraph *self)
{
  g_autofree uint32_t *plain = g_new(uint32_t, self->nodes->len);
  g_autofree uint8_t *levels = g_new0(uint8_t, self->nodes->len);
  Naming naming = {self, plain, levels};
  for (uint32_t i = 0; i < self->nodes->len; i++)
    fl_graph_node(self, i)->name = plain[i] = make_plain_name(self, i);
  while (make_unique(&naming))
    ;
  order_aliases(&naming);
}
