#include "fl-schema.h"
#include "fl-string.h"

#include <string.h>

/* A number that is whole has no decimals in a name: 500 and not 500.0. */
static void
append_value(GString *out, const FlNodeType *type, const FlValue *values, const char *name)
{
  char buffer[FL_NUMBER_TEXT_SIZE];
  int property = fl_node_type_find_property(type, name);
  if (property == FL_SCHEMA_NONE)
    return;
  g_string_append(out, fl_value_format(values[property], buffer));
  if (fl_node_type_get_property(type, property)->type == FL_VALUE_NUMBER && g_str_has_suffix(out->str, ".0"))
    g_string_truncate(out, out->len - 2);
}

char *
fl_node_type_format_name(const FlNodeType *type, const FlValue *values)
{
  g_autoptr(GString) out = g_string_new(NULL);
  const char *at = type->name_template;
  for (const char *open = strchr(at, '{'); open != NULL; open = strchr(at, '{')) {
    const char *close = strchr(open, '}');
    if (close == NULL)
      break;
    g_autofree char *name = g_strndup(open + 1, (size_t)(close - open) - 1);
    g_string_append_len(out, at, open - at);
    append_value(out, type, values, name);
    at = close + 1;
  }
  g_string_append(out, at);
  return fl_string_clean(out->str);
}
