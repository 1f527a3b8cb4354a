#include "fl-fact-element.h"
#include "fl-fact-json.h"
#include "fl-fields.h"

static bool
read_value(const FlJsonValue *json, const FlProperty *property, FlValue *ret_value, GError **error)
{
  FlValue value = {.type = property->type};
  bool fits = false;
  switch (property->type) {
  case FL_VALUE_STRING:
  case FL_VALUE_DATE:
    fits = json->type == FL_JSON_STRING && fl_value_parse(property->type, json->string, &value);
    break;
  case FL_VALUE_INTEGER:
    fits = json->type == FL_JSON_INTEGER;
    value.integer = fits ? json->integer : 0;
    break;
  case FL_VALUE_NUMBER:
    fits = fl_json_value_get_number(json, &value.number);
    break;
  case FL_VALUE_NONE:
    break;
  }
  if (!fits) {
    g_set_error(error, FL_FACT_JSON_ERROR, FL_FACT_JSON_ERROR_SYNTAX, "'%s' is not a value of type %s",
                property->name, fl_value_type_name(property->type));
    return false;
  }
  *ret_value = value;
  return true;
}

bool
fl_element_read_values(FlFactBatch *self, const FlJsonValue *values, const GArray *properties,
                       uint32_t element, FlSetValue set, GError **error)
{
  const FlJsonValue *json = NULL;
  while ((json = fl_json_value_next(values, json)) != NULL) {
    int i = fl_properties_find(properties, json->key);
    if (i == FL_SCHEMA_NONE) {
      g_set_error(error, FL_FACT_JSON_ERROR, FL_FACT_JSON_ERROR_SYNTAX, "no such property: '%s'", json->key);
      return false;
    }
    FlValue value = {0};
    if (!read_value(json, &g_array_index(properties, FlProperty, i), &value, error))
      return false;
    set(self, element, i, value);
  }
  return true;
}

bool
fl_element_read_aliases(FlFactBatch *self, const FlJsonValue *aliases, uint32_t node, GError **error)
{
  const FlJsonValue *alias = NULL;
  while ((alias = fl_json_value_next(aliases, alias)) != NULL) {
    if (alias->type != FL_JSON_STRING) {
      g_set_error(error, FL_FACT_JSON_ERROR, FL_FACT_JSON_ERROR_SYNTAX, "an alias is not a string");
      return false;
    }
    fl_fact_batch_add_alias(self, node, alias->string);
  }
  return true;
}

/* Reads 3:1-3:5. */
static bool
read_place(const char *text, FlLocation *ret_at)
{
  uint32_t *const numbers[] = {&ret_at->line, &ret_at->column, &ret_at->end_line, &ret_at->end_column};
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
    uint64_t number = 0;
    const char *start = text;
    for (; g_ascii_isdigit(*text) && number <= UINT32_MAX; text++)
      number = 10 * number + (uint64_t)(*text - '0');
    if (text == start || number > UINT32_MAX || *text != ":-:"[i])
      return false;
    text++;
    *numbers[i] = (uint32_t)number;
  }
  return true;
}

static bool
read_one_evidence(FlFactBatch *self, const FlJsonValue *json, uint32_t element, FlAddEvidence add,
                  GError **error)
{
  FlFields fields = fl_fields_of(json);
  FlEvidence evidence = {
      .article = fl_fields_get_count(&fields, "article"),
      .sentence = fl_fields_get_count(&fields, "sentence"),
      .confidence = fl_fields_get_number_or(&fields, "confidence", 1),
      .rule = fl_fields_get_string(&fields, "rule", ""),
      .text = fl_fields_get_string(&fields, "text", ""),
      .place = fl_fields_get_string(&fields, "place", ""),
  };
  if (!read_place(fl_fields_get_string(&fields, "at", NULL), &evidence.at))
    fl_fields_fail(&fields, "at", "is not a place like 3:1-3:5");
  if (evidence.sentence >= fl_fact_batch_get_n_sentences(self))
    fl_fields_fail(&fields, "sentence", "is no sentence of this document");
  if (!(evidence.confidence >= 0 && evidence.confidence <= 1))
    fl_fields_fail(&fields, "confidence", "is not between 0 and 1");
  if (!fl_fields_end(&fields, error))
    return false;
  add(self, element, &evidence);
  return true;
}

bool
fl_element_read_evidence(FlFactBatch *self, const FlJsonValue *list, uint32_t element, FlAddEvidence add,
                         GError **error)
{
  const FlJsonValue *one = NULL;
  while ((one = fl_json_value_next(list, one)) != NULL)
    if (!read_one_evidence(self, one, element, add, error))
      return false;
  return true;
}
