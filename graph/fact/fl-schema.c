#include "fl-schema.h"

#include "fl-string.h"

#include <string.h>

struct _FlSchema {
  gatomicrefcount references;
  GStringChunk *strings;
  GArray *node_types; /* of FlNodeType */
  GArray *edge_types; /* of FlEdgeType */
};

/* What every output has of its own, then what importers take for positions, labels, ids and intervals. */
static const char *const TAKEN[] = {
    "label",      "entity_type", "relation", "interaction", "weight",  "mentions",    "confidence",
    "first_date", "last_date",   "aliases",  "sources",     "doc_ids", "evidence",    "evidence_loc",
    "rule",       "r",           "g",        "b",           "size",    "source_name", "target_name",
    "id",         "timeset",     "interval", "key",         "source",  "target",      "type",
    "kind",       "x",           "y",        "z",           "xpos",    "ypos",        "edgelabel",
    "edgeid",     "d3",          "d7",
};

static const uint8_t ARTICLE_COLOUR[3] = {0xba, 0xb0, 0xac};

static const FlProperty ARTICLE_PROPERTIES[] = {
    {"title", FL_VALUE_STRING, false, false},     {"date", FL_VALUE_DATE, false, false},
    {"file", FL_VALUE_STRING, false, false},      {"start_line", FL_VALUE_INTEGER, false, false},
    {"end_line", FL_VALUE_INTEGER, false, false}, {"duplicate_of", FL_VALUE_STRING, false, false},
    {"ordinal", FL_VALUE_INTEGER, false, true},   {"fingerprint", FL_VALUE_STRING, false, true},
};

static const char *const ARTICLE_KEY[] = {"file", "title", "ordinal"};

FlSchema *
fl_schema_new(void)
{
  FlSchema *self = g_new0(FlSchema, 1);
  g_atomic_ref_count_init(&self->references);
  self->strings = g_string_chunk_new(1024);
  self->node_types = g_array_new(FALSE, FALSE, sizeof(FlNodeType));
  self->edge_types = g_array_new(FALSE, FALSE, sizeof(FlEdgeType));
  return self;
}

FlSchema *
fl_schema_ref(FlSchema *self)
{
  g_atomic_ref_count_inc(&self->references);
  return self;
}

void
fl_schema_unref(FlSchema *self)
{
  if (self == NULL || !g_atomic_ref_count_dec(&self->references))
    return;
  for (guint i = 0; i < self->node_types->len; i++) {
    g_array_unref(g_array_index(self->node_types, FlNodeType, i).properties);
    g_array_unref(g_array_index(self->node_types, FlNodeType, i).key);
  }
  for (guint i = 0; i < self->edge_types->len; i++)
    g_array_unref(g_array_index(self->edge_types, FlEdgeType, i).properties);
  g_array_unref(self->node_types);
  g_array_unref(self->edge_types);
  g_string_chunk_free(self->strings);
  g_free(self);
}

/* ---- building */

static bool
is_word(const char *name)
{
  if (!g_ascii_isalpha(*name))
    return false;
  while (g_ascii_isalnum(*name) || *name == '_')
    name++;
  return *name == '\0';
}

static bool
is_lower_case(const char *name)
{
  while (*name != '\0' && !g_ascii_isupper(*name))
    name++;
  return *name == '\0';
}

bool
fl_property_name_is_free(const char *name)
{
  if (!is_word(name) || !is_lower_case(name) || g_str_has_prefix(name, "e_"))
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS(TAKEN); i++)
    if (strcmp(TAKEN[i], name) == 0)
      return false;
  return true;
}

static const char *
keep(FlSchema *self, const char *text)
{
  g_autofree char *clean = fl_string_clean(text);
  return g_string_chunk_insert_const(self->strings, clean);
}

/* The first three letters in lower case; "e" is what the ids of edges begin with. */
static const char *
make_prefix(FlSchema *self, const char *name)
{
  g_autoptr(GString) prefix = g_string_new(NULL);
  for (; *name != '\0' && prefix->len < 3; name++)
    if (g_ascii_isalpha(*name))
      g_string_append_c(prefix, g_ascii_tolower(*name));
  if (strcmp(prefix->str, "e") == 0)
    g_string_assign(prefix, "ent");
  return g_string_chunk_insert_const(self->strings, prefix->str);
}

int
fl_schema_add_node_type(FlSchema *self, const char *name, const char *label, const char *name_template,
                        const uint8_t colour[3])
{
  /* The last place is kept for the type that every schema must have. */
  bool room = strcmp(name, FL_ARTICLE) == 0 || fl_schema_find_node_type(self, FL_ARTICLE) != FL_SCHEMA_NONE ||
              self->node_types->len < FL_SCHEMA_MAX_NODE_TYPES - 1;
  if (!is_word(name) || fl_schema_find_node_type(self, name) != FL_SCHEMA_NONE ||
      self->node_types->len == FL_SCHEMA_MAX_NODE_TYPES || !room)
    return FL_SCHEMA_NONE;
  FlNodeType type = {
      .name = keep(self, name),
      .prefix = make_prefix(self, name),
      .label = keep(self, label != NULL ? label : name),
      .name_template = keep(self, name_template),
      .colour = {colour[0], colour[1], colour[2]},
      .properties = g_array_new(FALSE, FALSE, sizeof(FlProperty)),
      .key = g_array_new(FALSE, FALSE, sizeof(int)),
  };
  g_array_append_val(self->node_types, type);
  return (int)self->node_types->len - 1;
}

int
fl_schema_add_edge_type(FlSchema *self, const char *name, const char *label, uint64_t from, uint64_t to)
{
  bool room = strcmp(name, FL_MENTIONS) == 0 ||
              fl_schema_find_edge_type(self, FL_MENTIONS) != FL_SCHEMA_NONE ||
              self->edge_types->len < FL_SCHEMA_MAX_EDGE_TYPES - 1;
  if (!is_word(name) || !is_lower_case(name) || fl_schema_find_edge_type(self, name) != FL_SCHEMA_NONE ||
      self->edge_types->len == FL_SCHEMA_MAX_EDGE_TYPES || !room)
    return FL_SCHEMA_NONE;
  FlEdgeType type = {
      .name = keep(self, name),
      .label = keep(self, label != NULL ? label : name),
      .from = from,
      .to = to,
      .properties = g_array_new(FALSE, FALSE, sizeof(FlProperty)),
  };
  g_array_append_val(self->edge_types, type);
  return (int)self->edge_types->len - 1;
}

int
fl_properties_find(const GArray *properties, const char *name)
{
  for (guint i = 0; i < properties->len; i++)
    if (strcmp(g_array_index(properties, FlProperty, i).name, name) == 0)
      return (int)i;
  return FL_SCHEMA_NONE;
}

static bool
has_other_type(const GArray *properties, const FlProperty *property)
{
  int found = fl_properties_find(properties, property->name);
  return found != FL_SCHEMA_NONE && g_array_index(properties, FlProperty, found).type != property->type;
}

static bool
is_typed_otherwise(const FlSchema *self, const FlProperty *property)
{
  for (guint i = 0; i < self->node_types->len; i++)
    if (has_other_type(g_array_index(self->node_types, FlNodeType, i).properties, property))
      return true;
  for (guint i = 0; i < self->edge_types->len; i++)
    if (has_other_type(g_array_index(self->edge_types, FlEdgeType, i).properties, property))
      return true;
  return false;
}

static int
add_property(FlSchema *self, GArray *properties, const FlProperty *property)
{
  if (!fl_property_name_is_free(property->name) || property->type == FL_VALUE_NONE ||
      fl_properties_find(properties, property->name) != FL_SCHEMA_NONE ||
      is_typed_otherwise(self, property) || properties->len == FL_SCHEMA_MAX_PROPERTIES)
    return FL_SCHEMA_NONE;
  FlProperty copy = *property;
  copy.name = keep(self, property->name);
  g_array_append_val(properties, copy);
  return (int)properties->len - 1;
}

int
fl_schema_add_node_property(FlSchema *self, int node_type, const FlProperty *property)
{
  return add_property(self, fl_schema_get_node_type(self, node_type)->properties, property);
}

int
fl_schema_add_edge_property(FlSchema *self, int edge_type, const FlProperty *property)
{
  return add_property(self, fl_schema_get_edge_type(self, edge_type)->properties, property);
}

void
fl_schema_add_key(FlSchema *self, int node_type, int property)
{
  g_array_append_val(fl_schema_get_node_type(self, node_type)->key, property);
}

void
fl_schema_set_look(FlSchema *self, int node_type, const char *label, const char *name_template,
                   const uint8_t *colour)
{
  FlNodeType *type = &g_array_index(self->node_types, FlNodeType, node_type);
  if (label != NULL)
    type->label = keep(self, label);
  if (name_template != NULL)
    type->name_template = keep(self, name_template);
  if (colour != NULL)
    memcpy(type->colour, colour, sizeof type->colour);
}

void
fl_schema_set_edge_label(FlSchema *self, int edge_type, const char *label)
{
  g_array_index(self->edge_types, FlEdgeType, edge_type).label = keep(self, label);
}

void
fl_schema_set_late(FlSchema *self, int node_type, int property)
{
  g_array_index(fl_schema_get_node_type(self, node_type)->properties, FlProperty, property).late = true;
}

static bool
complete_article(FlSchema *self, int article)
{
  bool complete = true;
  const FlNodeType *type = fl_schema_get_node_type(self, article);
  for (size_t i = 0; i < G_N_ELEMENTS(ARTICLE_PROPERTIES); i++)
    if (fl_node_type_find_property(type, ARTICLE_PROPERTIES[i].name) == FL_SCHEMA_NONE)
      complete &= fl_schema_add_node_property(self, article, &ARTICLE_PROPERTIES[i]) != FL_SCHEMA_NONE;
  if (type->key->len > 0)
    return complete;
  for (size_t i = 0; i < G_N_ELEMENTS(ARTICLE_KEY); i++) {
    int property = fl_node_type_find_property(type, ARTICLE_KEY[i]);
    if (property != FL_SCHEMA_NONE)
      fl_schema_add_key(self, article, property);
  }
  return complete;
}

bool
fl_schema_complete(FlSchema *self)
{
  int article = fl_schema_find_node_type(self, FL_ARTICLE);
  if (article == FL_SCHEMA_NONE)
    article = fl_schema_add_node_type(self, FL_ARTICLE, NULL, "{title}", ARTICLE_COLOUR);
  if (article == FL_SCHEMA_NONE)
    return false;
  uint64_t all = 0;
  for (guint i = 0; i < self->node_types->len; i++)
    all |= UINT64_C(1) << i;
  fl_schema_add_edge_type(self, FL_MENTIONS, NULL, UINT64_C(1) << article, all); /* not when it is there */
  return complete_article(self, article);
}

/* ---- reading */

int
fl_schema_get_n_node_types(const FlSchema *self)
{
  return (int)self->node_types->len;
}

int
fl_schema_get_n_edge_types(const FlSchema *self)
{
  return (int)self->edge_types->len;
}

const FlNodeType *
fl_schema_get_node_type(const FlSchema *self, int index)
{
  return &g_array_index(self->node_types, FlNodeType, index);
}

const FlEdgeType *
fl_schema_get_edge_type(const FlSchema *self, int index)
{
  return &g_array_index(self->edge_types, FlEdgeType, index);
}

int
fl_schema_find_node_type(const FlSchema *self, const char *name)
{
  for (guint i = 0; i < self->node_types->len; i++)
    if (strcmp(g_array_index(self->node_types, FlNodeType, i).name, name) == 0)
      return (int)i;
  return FL_SCHEMA_NONE;
}

int
fl_schema_find_edge_type(const FlSchema *self, const char *name)
{
  for (guint i = 0; i < self->edge_types->len; i++)
    if (strcmp(g_array_index(self->edge_types, FlEdgeType, i).name, name) == 0)
      return (int)i;
  return FL_SCHEMA_NONE;
}

int
fl_node_type_find_property(const FlNodeType *type, const char *name)
{
  return fl_properties_find(type->properties, name);
}

int
fl_edge_type_find_property(const FlEdgeType *type, const char *name)
{
  return fl_properties_find(type->properties, name);
}

const FlProperty *
fl_node_type_get_property(const FlNodeType *type, int index)
{
  return &g_array_index(type->properties, FlProperty, index);
}
