#include "fl-fact-json-schema.h"

#include "fl-fact-json.h"
#include "fl-fields.h"

#include <stdio.h>
#include <string.h>

enum { VERSION = 1 };

/* Adds a property by one of the two functions of a schema. */
typedef int (*AddProperty)(FlSchema *schema, int type, const FlProperty *property);

static bool
read_property(const FlJsonValue *json, FlSchema *schema, int type, AddProperty add, GError **error)
{
  FlFields fields = fl_fields_of(json);
  FlProperty property = {
      .name = fl_fields_get_string(&fields, "name", NULL),
      .late = fl_fields_get_bool(&fields, "late"),
      .hidden = fl_fields_get_bool(&fields, "hidden"),
  };
  if (!fl_value_type_from_name(fl_fields_get_string(&fields, "type", NULL), &property.type))
    fl_fields_fail(&fields, "type", "is none of string, int, double, date");
  if (!fl_fields_end(&fields, error))
    return false;
  if (add(schema, type, &property) != FL_SCHEMA_NONE)
    return true;
  g_set_error(error, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX, "'%s' %s", property.name,
              fl_property_name_is_free(property.name)
                  ? "is a property already, or one of another type, or one too many"
                  : "can't be the name of a property");
  return false;
}

static bool
read_properties(const FlJsonValue *list, FlSchema *schema, int type, AddProperty add, GError **error)
{
  const FlJsonValue *item = NULL;
  while ((item = fl_json_value_next(list, item)) != NULL)
    if (!read_property(item, schema, type, add, error))
      return false;
  return true;
}

static void
read_key(FlFields *fields, FlSchema *schema, int type)
{
  const FlJsonValue *list = fl_fields_get_list(fields, "key");
  const FlJsonValue *item = NULL;
  while ((item = fl_json_value_next(list, item)) != NULL) {
    const char *name = item->type == FL_JSON_STRING ? item->string : "";
    int property = fl_node_type_find_property(fl_schema_get_node_type(schema, type), name);
    if (property == FL_SCHEMA_NONE)
      fl_fields_fail(fields, "key", "names no property of its type");
    else
      fl_schema_add_key(schema, type, property);
  }
}

static void
read_colour(FlFields *fields, uint8_t colour[3])
{
  const char *text = fl_fields_get_string(fields, "colour", "#999999");
  for (int i = 0; i < 3; i++) {
    int high = strlen(text) == 7 ? g_ascii_xdigit_value(text[1 + 2 * i]) : -1;
    int low = high >= 0 ? g_ascii_xdigit_value(text[2 + 2 * i]) : -1;
    if (low < 0 || *text != '#') {
      fl_fields_fail(fields, "colour", "is not a colour like #4e79a7");
      return;
    }
    colour[i] = (uint8_t)(16 * high + low);
  }
}

static bool
read_node_type(const FlJsonValue *json, FlSchema *schema, GError **error)
{
  FlFields fields = fl_fields_of(json);
  uint8_t colour[3] = {0};
  const char *name = fl_fields_get_string(&fields, "name", NULL);
  const char *label = fl_fields_get_string(&fields, "label", name);
  const char *name_template = fl_fields_get_string(&fields, "template", "");
  const FlJsonValue *properties = fl_fields_get_list(&fields, "properties");
  read_colour(&fields, colour);
  int type = fl_schema_add_node_type(schema, name, label, name_template, colour);
  if (type == FL_SCHEMA_NONE) {
    fl_fields_fail(&fields, "name", "is no name for a type, or is taken");
    return fl_fields_end(&fields, error);
  }
  if (!read_properties(properties, schema, type, fl_schema_add_node_property, error))
    return false;
  read_key(&fields, schema, type);
  return fl_fields_end(&fields, error);
}

static uint64_t
read_type_set(FlFields *fields, const char *key, const FlSchema *schema)
{
  uint64_t set = 0;
  const FlJsonValue *list = fl_fields_get_list(fields, key);
  const FlJsonValue *item = NULL;
  while ((item = fl_json_value_next(list, item)) != NULL) {
    const char *name = item->type == FL_JSON_STRING ? item->string : "";
    int type = fl_schema_find_node_type(schema, name);
    if (type == FL_SCHEMA_NONE)
      fl_fields_fail(fields, key, "names no node type");
    else
      set |= UINT64_C(1) << type;
  }
  return set;
}

static bool
read_edge_type(const FlJsonValue *json, FlSchema *schema, GError **error)
{
  FlFields fields = fl_fields_of(json);
  const char *name = fl_fields_get_string(&fields, "name", NULL);
  const char *label = fl_fields_get_string(&fields, "label", name);
  uint64_t from = read_type_set(&fields, "from", schema), to = read_type_set(&fields, "to", schema);
  const FlJsonValue *properties = fl_fields_get_list(&fields, "properties");
  int type = fl_schema_add_edge_type(schema, name, label, from, to);
  if (type == FL_SCHEMA_NONE) {
    fl_fields_fail(&fields, "name", "is no name for a relation, or is taken");
    return fl_fields_end(&fields, error);
  }
  return read_properties(properties, schema, type, fl_schema_add_edge_property, error) &&
         fl_fields_end(&fields, error);
}

static bool
read_types(FlFields *fields, FlSchema *schema, GError **error)
{
  const FlJsonValue *nodes = fl_fields_get_list(fields, "nodes");
  const FlJsonValue *edges = fl_fields_get_list(fields, "edges");
  const FlJsonValue *type = NULL;
  while ((type = fl_json_value_next(nodes, type)) != NULL)
    if (!read_node_type(type, schema, error))
      return false;
  while ((type = fl_json_value_next(edges, type)) != NULL)
    if (!read_edge_type(type, schema, error))
      return false;
  return true;
}

FlSchema *
fl_fact_json_read_header(const FlJsonValue *header, GError **error)
{
  FlFields fields = fl_fields_of(header);
  uint32_t version = fl_fields_get_count(&fields, "factloom");
  const FlJsonValue *types = fl_fields_get_object(&fields, "schema");
  if (version != VERSION) {
    g_set_error(error, FL_FACT_JSON_ERROR, FL_FACT_JSON_ERROR_VERSION, "not of version %d", VERSION);
    return NULL;
  }
  if (types == NULL)
    fl_fields_fail(&fields, "schema", "is missing");
  if (!fl_fields_end(&fields, error))
    return NULL;
  g_autoptr(FlSchema) schema = fl_schema_new();
  FlFields type_fields = fl_fields_of(types);
  if (!read_types(&type_fields, schema, error) || !fl_fields_end(&type_fields, error))
    return NULL;
  if (!fl_schema_complete(schema)) {
    g_set_error(error, FL_JSON_ERROR, FL_JSON_ERROR_SYNTAX, "no room in the schema for what an %s has",
                FL_ARTICLE);
    return NULL;
  }
  return g_steal_pointer(&schema);
}
