/* Forms as JSON Schema: draft 7, which editors of YAML know best. */

#include "fl-form.h"
#include "fl-json.h"

typedef struct {
  FlJson *definitions; /* by name of the form */
  GHashTable *written; /* names of forms whose definitions are made, or being made */
} Writer;

static FlJson *write_form(Writer *self, const FlForm *form);

static FlJson *
new_typed(const char *type)
{
  FlJson *json = fl_json_new_object();
  fl_json_put(json, "type", fl_json_new_string(type));
  return json;
}

static void
put_pattern(FlJson *json, const FlForm *form)
{
  g_autofree char *made = form->make_pattern != NULL ? form->make_pattern() : NULL;
  const char *pattern = made != NULL ? made : form->pattern;
  if (pattern != NULL)
    fl_json_put(json, "pattern", fl_json_new_string(pattern));
}

/* Rules take every scalar as it is written: 5, true, and nothing are texts too. */
static FlJson *
write_text(G_GNUC_UNUSED Writer *self, const FlForm *form)
{
  static const char *const types[] = {"string", "number", "boolean", "null"};
  FlJson *json = fl_json_new_object(), *list = fl_json_new_array();
  for (size_t i = 0; i < G_N_ELEMENTS(types) - (form->pattern != NULL); i++)
    fl_json_append(list, fl_json_new_string(types[i]));
  fl_json_put(json, "type", list);
  put_pattern(json, form);
  return json;
}

static FlJson *
write_bool(G_GNUC_UNUSED Writer *self, G_GNUC_UNUSED const FlForm *form)
{
  return new_typed("boolean");
}

static FlJson *
write_number(G_GNUC_UNUSED Writer *self, const FlForm *form)
{
  FlJson *json = new_typed(form->kind == FL_FORM_WHOLE ? "integer" : "number");
  fl_json_put(json, "minimum", fl_json_new_number(form->least));
  fl_json_put(json, "maximum", fl_json_new_number(form->most));
  return json;
}

static FlJson *
write_choice(G_GNUC_UNUSED Writer *self, const FlForm *form)
{
  g_autofree const char **listed = form->list != NULL ? form->list() : NULL;
  FlJson *json = fl_json_new_object(), *list = fl_json_new_array();
  for (const char *const *choice = listed != NULL ? listed : form->choices; *choice != NULL; choice++)
    fl_json_append(list, fl_json_new_string(*choice));
  fl_json_put(json, "enum", list);
  return json;
}

/* The names that a mapping may have beside its keys. */
static void
put_names(Writer *self, FlJson *json, const FlForm *form)
{
  fl_json_put(json, "additionalProperties",
              form->item != NULL ? write_form(self, form->item) : fl_json_new_bool(false));
  if (form->pattern == NULL)
    return;
  FlJson *names = fl_json_new_object();
  put_pattern(names, form);
  fl_json_put(json, "propertyNames", names);
}

static FlJson *
write_keys(Writer *self, const FlForm *form)
{
  FlJson *json = new_typed("object"), *properties = fl_json_new_object(), *required = fl_json_new_array();
  for (const FlKey *key = form->keys; key->name != NULL; key++) {
    FlJson *value = write_form(self, key->form);
    fl_json_put(value, "description", fl_json_new_string(key->about));
    fl_json_put(properties, key->name, value);
    if (key->required)
      fl_json_append(required, fl_json_new_string(key->name));
  }
  fl_json_put(json, "properties", properties);
  if (fl_json_get_n_items(required) > 0)
    fl_json_put(json, "required", required);
  else
    fl_json_free(required);
  put_names(self, json, form);
  return json;
}

static FlJson *
write_names(Writer *self, const FlForm *form)
{
  FlJson *json = new_typed("object");
  put_names(self, json, form);
  return json;
}

static FlJson *
write_list(Writer *self, const FlForm *form)
{
  FlJson *json = new_typed("array");
  fl_json_put(json, "items", write_form(self, form->item));
  return json;
}

static FlJson *
write_some(Writer *self, const FlForm *form)
{
  FlJson *json = fl_json_new_object(), *list = fl_json_new_array();
  fl_json_append(list, write_form(self, form->item));
  fl_json_append(list, write_list(self, form));
  fl_json_put(json, "anyOf", list);
  return json;
}

static FlJson *
write_either(Writer *self, const FlForm *form)
{
  FlJson *json = fl_json_new_object(), *list = fl_json_new_array();
  for (const FlForm *const *one = form->forms; *one != NULL; one++)
    fl_json_append(list, write_form(self, *one));
  fl_json_put(json, "anyOf", list);
  return json;
}

static FlJson *(*const writers[])(Writer *self, const FlForm *form) = {
    [FL_FORM_TEXT] = write_text,     [FL_FORM_BOOL] = write_bool,     [FL_FORM_WHOLE] = write_number,
    [FL_FORM_NUMBER] = write_number, [FL_FORM_CHOICE] = write_choice, [FL_FORM_KEYS] = write_keys,
    [FL_FORM_NAMES] = write_names,   [FL_FORM_LIST] = write_list,     [FL_FORM_SOME] = write_some,
    [FL_FORM_EITHER] = write_either};

static FlJson *
write_content(Writer *self, const FlForm *form)
{
  FlJson *json = writers[form->kind](self, form);
  g_autofree char *about = form->make_about != NULL ? form->make_about() : NULL;
  if (form->title != NULL)
    fl_json_put(json, "title", fl_json_new_string(form->title));
  if (about != NULL)
    fl_json_put(json, "description", fl_json_new_string(about));
  return json;
}

/* A form with a name is defined once, and referred to; beside a reference nothing else counts, so that it stands
 * in a list of one. */
static FlJson *
write_form(Writer *self, const FlForm *form)
{
  if (form->name == NULL)
    return write_content(self, form);
  if (g_hash_table_add(self->written, (gpointer)form->name))
    fl_json_put(self->definitions, form->name, write_content(self, form));
  g_autofree char *place = g_strconcat("#/definitions/", form->name, NULL);
  FlJson *reference = fl_json_new_object(), *list = fl_json_new_array(), *json = fl_json_new_object();
  fl_json_put(reference, "$ref", fl_json_new_string(place));
  fl_json_append(list, reference);
  fl_json_put(json, "allOf", list);
  return json;
}

char *
fl_form_format_schema(const FlForm *self, const char *title)
{
  g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);
  Writer writer = {fl_json_new_object(), written};
  g_autoptr(FlJson) json = writers[self->kind](&writer, self);
  fl_json_put(json, "$schema", fl_json_new_string("http://json-schema.org/draft-07/schema#"));
  fl_json_put(json, "title", fl_json_new_string(title));
  fl_json_put(json, "definitions", writer.definitions);
  return fl_json_format(json);
}
