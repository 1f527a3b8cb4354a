#include "fl-boilerplate.h"

#include <string.h>

enum { MIN_LINKS = 3 };

static const char *const left_out[] = {
    "script", "style",  "template", "head",     "noscript", "nav",   "aside",  "footer", "form", "button",
    "select", "option", "iframe",   "textarea", "object",   "embed", "applet", "svg",    "math", "canvas",
    "audio",  "video",  "map",      "dialog",   "menu",     "del",   "rt",     "rp",     NULL};

static const char *const left_out_roles[] = {"navigation", "search", "complementary", "contentinfo", "menu",
                                             "menubar",    NULL};

static const char *const never_links[] = {"html", "body", "main", "article", NULL};

static bool
is_hidden(const FlNode *element)
{
  const char *style = fl_node_get_attribute(element, "style"),
             *aria = fl_node_get_attribute(element, "aria-hidden");
  if (fl_node_get_attribute(element, "hidden") != NULL || (aria != NULL && strcmp(aria, "true") == 0))
    return true;
  const char *display = style == NULL ? NULL : strstr(style, "display");
  return display != NULL && g_regex_match_simple("^display\\s*:\\s*none", display, G_REGEX_CASELESS, 0);
}

/* How much text there is, and how much of it in links. */
typedef struct {
  gsize chars, linked;
  guint links;
} Weight;

static gsize
count_chars(const char *text)
{
  gsize n = 0;
  for (; *text != '\0'; text++)
    n += !g_ascii_isspace(*text) && ((unsigned char)*text & 0xc0) != 0x80;
  return n;
}

static void
weigh(const FlNode *parent, bool in_link, Weight *weight)
{
  for (const FlNode *child = fl_node_get_first(parent); child != NULL; child = fl_node_get_next(child)) {
    const char *text = fl_node_get_text(child), *name = fl_node_get_name(child);
    gsize n = text == NULL ? 0 : count_chars(text);
    bool link = name != NULL && strcmp(name, "a") == 0;
    weight->chars += n;
    weight->linked += in_link ? n : 0;
    weight->links += link;
    if (name != NULL && !g_strv_contains(left_out, name))
      weigh(child, in_link || link, weight);
  }
}

static bool
is_made_of_links(const FlNode *element)
{
  Weight weight = {0};
  weigh(element, false, &weight);
  return weight.links >= MIN_LINKS && 2 * weight.linked > weight.chars;
}

bool
fl_boilerplate_is(const FlNode *element, bool is_block)
{
  const char *name = fl_node_get_name(element), *role = fl_node_get_attribute(element, "role");
  return g_strv_contains(left_out, name) || (role != NULL && g_strv_contains(left_out_roles, role)) ||
         is_hidden(element) || (is_block && !g_strv_contains(never_links, name) && is_made_of_links(element));
}
