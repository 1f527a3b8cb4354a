#include "fl-docx-styles.h"

#include <string.h>

/* Styles are based on each other; a chain is not longer than this, or it is a circle. */
enum { MAX_CHAIN = 16, MAX_HEADING = 6, NO_OUTLINE = 9 };

struct _FlDocxStyles {
  GHashTable *styles; /* id to element */
};

static const char *
get_value(const FlNode *parent, const char *name)
{
  const FlNode *child = parent == NULL ? NULL : fl_node_find(parent, (const char *const[]){name, NULL});
  return child == NULL ? NULL : fl_node_get_attribute(child, "val");
}

FlDocxStyles *
fl_docx_styles_new(const FlNode *root)
{
  FlDocxStyles *self = g_new0(FlDocxStyles, 1);
  self->styles = g_hash_table_new(g_str_hash, g_str_equal);
  for (const FlNode *style = root == NULL ? NULL : fl_node_get_first(root); style != NULL;
       style = fl_node_get_next(style)) {
    const char *id = fl_node_get_attribute(style, "styleId");
    if (fl_node_is(style, "style") && id != NULL)
      g_hash_table_insert(self->styles, (gpointer)id, (gpointer)style);
  }
  return self;
}

void
fl_docx_styles_free(FlDocxStyles *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->styles);
  g_free(self);
}

/* What paragraph properties say themselves is added to what is known; a style that is based on another one comes
 * first. */
static void
add_properties(const FlNode *properties, FlDocxLook *look, bool *outlined)
{
  const char *outline = get_value(properties, "outlineLvl");
  const FlNode *list =
      properties == NULL ? NULL : fl_node_find(properties, (const char *const[]){"numPr", NULL});
  const char *num = get_value(list, "numId"), *level = get_value(list, "ilvl");
  if (outline != NULL && !*outlined) {
    int value = (int)g_ascii_strtoll(outline, NULL, 10);
    look->heading = value >= 0 && value < NO_OUTLINE ? MIN(value + 1, MAX_HEADING) : 0;
    *outlined = true;
  }
  if (look->num == NULL && num != NULL)
    look->num = num;
  if (look->level < 0 && level != NULL)
    look->level = (int)g_ascii_strtoll(level, NULL, 10);
}

/* Styles that come with Word are headings by their names, which are English in every language. */
static void
add_name(const FlNode *style, FlDocxLook *look, bool *outlined)
{
  const char *given = get_value(style, "name");
  g_autofree char *name = given == NULL ? NULL : g_ascii_strdown(given, -1);
  if (name == NULL || *outlined)
    return;
  if (g_str_has_prefix(name, "heading ") && g_ascii_isdigit(name[strlen("heading ")]))
    look->heading = CLAMP(name[strlen("heading ")] - '0', 1, MAX_HEADING);
  else if (strcmp(name, "title") == 0)
    look->heading = 1;
  *outlined = look->heading > 0;
}

FlDocxLook
fl_docx_styles_look(const FlDocxStyles *self, const FlNode *properties)
{
  FlDocxLook look = {.level = -1};
  bool outlined = false;
  const char *id = get_value(properties, "pStyle");
  add_properties(properties, &look, &outlined);
  for (int i = 0; id != NULL && i < MAX_CHAIN; i++) {
    const FlNode *style = g_hash_table_lookup(self->styles, id);
    if (style == NULL)
      break;
    add_properties(fl_node_find(style, (const char *const[]){"pPr", NULL}), &look, &outlined);
    add_name(style, &look, &outlined);
    id = get_value(style, "basedOn");
  }
  look.level = MAX(look.level, 0);
  if (look.num != NULL && strcmp(look.num, "0") == 0) /* a list taken away */
    look.num = NULL;
  return look;
}
