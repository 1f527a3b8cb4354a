#include "fl-review-schema.h"
#include "fl-island.h"

static void
put_properties(GString *out, const GArray *properties)
{
  fl_island_begin(out, "properties", '[');
  for (guint i = 0; i < properties->len; i++)
    fl_island_put_item(out, g_array_index(properties, FlProperty, i).name);
  fl_island_end(out, ']');
}

static void
put_types(GString *out, const FlSchema *schema)
{
  fl_island_begin(out, "types", '[');
  for (int i = 0; i < fl_schema_get_n_node_types(schema); i++) {
    const FlNodeType *type = fl_schema_get_node_type(schema, i);
    g_autofree char *colour =
        g_strdup_printf("#%02x%02x%02x", type->colour[0], type->colour[1], type->colour[2]);
    fl_island_begin(out, NULL, '{');
    fl_island_put_text(out, "name", type->name);
    fl_island_put_text(out, "label", type->label);
    fl_island_put_text(out, "colour", colour);
    put_properties(out, type->properties);
    fl_island_end(out, '}');
  }
  fl_island_end(out, ']');
  fl_island_begin(out, "relations", '[');
  for (int i = 0; i < fl_schema_get_n_edge_types(schema); i++) {
    const FlEdgeType *type = fl_schema_get_edge_type(schema, i);
    fl_island_begin(out, NULL, '{');
    fl_island_put_text(out, "name", type->name);
    fl_island_put_text(out, "label", type->label);
    put_properties(out, type->properties);
    fl_island_end(out, '}');
  }
  fl_island_end(out, ']');
}

static void
put_table(GString *out, const FlSchema *schema, const FlTable *table)
{
  fl_island_begin(out, NULL, '{');
  fl_island_begin(out, "types", '[');
  for (int i = 0; i < fl_schema_get_n_node_types(schema); i++)
    if (table->types >> i & 1)
      fl_island_append_number(out, (uint32_t)i);
  fl_island_end(out, ']');
  fl_island_begin(out, "rows", '[');
  for (char **row = table->rows; *row != NULL; row++)
    fl_island_put_item(out, *row);
  fl_island_end(out, ']');
  fl_island_put_text(out, "columns", table->columns);
  fl_island_put_text(out, "cell", table->cell);
  fl_island_end(out, '}');
}

static void
put_presentation(GString *out, const FlSchema *schema, const FlPresentation *presentation)
{
  fl_island_put_text(out, "language", presentation->language != NULL ? presentation->language : "en");
  fl_island_begin(out, "tables", '[');
  for (guint i = 0; i < presentation->tables->len; i++)
    put_table(out, schema, presentation->tables->pdata[i]);
  fl_island_end(out, ']');
  fl_island_begin(out, "timelines", '[');
  for (guint i = 0; i < presentation->timelines->len; i++) {
    const FlTimeline *timeline = presentation->timelines->pdata[i];
    fl_island_begin(out, NULL, '{');
    fl_island_put_number(out, "type", (uint32_t)timeline->type);
    fl_island_put_text(out, "start", timeline->start);
    fl_island_put_text(out, "end", timeline->end != NULL ? timeline->end : "");
    fl_island_end(out, '}');
  }
  fl_island_end(out, ']');
}

void
fl_review_append_schema(GString *out, const FlSchema *schema, const FlPresentation *presentation)
{
  put_presentation(out, schema, presentation);
  put_types(out, schema);
}
