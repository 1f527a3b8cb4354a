#include "fl-review.h"
#include "fl-island.h"
#include "fl-page.h"

#include <string.h>

G_DEFINE_QUARK(fl - review - error - quark, fl_review_error)

static void
append_title(const FlReview *self, GString *out)
{
  fl_island_append_html(out, self->title);
}

static void
append_language(const FlReview *self, GString *out)
{
  const char *language = self->presentation->language;
  fl_island_append_html(out, language != NULL ? language : "en");
}

/* A page that is watched may load the script beside it; nothing else is ever loaded. */
static void
append_scripts(const FlReview *self, GString *out)
{
  g_string_append(out, self->watch != NULL ? " 'self' file:" : "");
}

static void
append_style(G_GNUC_UNUSED const FlReview *self, GString *out)
{
  g_string_append(out, fl_page_get("page.css"));
}

static void
append_script(G_GNUC_UNUSED const FlReview *self, GString *out)
{
  g_string_append(out, fl_page_get("page.js"));
}

/* What stands in index.html for what. */
static const struct {
  const char *mark;
  void (*append)(const FlReview *, GString *);
} parts[] = {{"{{title}}", append_title},         {"{{language}}", append_language},
             {"{{scripts}}", append_scripts},     {"{{style}}", append_style},
             {"{{data}}", fl_review_append_data}, {"{{script}}", append_script}};

GString *
fl_review_format(const FlReview *self, GError **error)
{
  const char *rest = fl_page_get("index.html");
  if (rest == NULL) {
    g_set_error(error, FL_REVIEW_ERROR, FL_REVIEW_ERROR_NO_PAGE,
                "this factloom was built without the review page: install esbuild, node-d3-force and "
                "node-d3-zoom, and "
                "build it again");
    return NULL;
  }
  GString *out = g_string_sized_new(1 << 21);
  for (const char *mark; (mark = strstr(rest, "{{")) != NULL;) {
    size_t i = 0;
    while (i < G_N_ELEMENTS(parts) && !g_str_has_prefix(mark, parts[i].mark))
      i++;
    g_assert(i < G_N_ELEMENTS(parts));
    g_string_append_len(out, rest, mark - rest);
    parts[i].append(self, out);
    rest = mark + strlen(parts[i].mark);
  }
  g_string_append(out, rest);
  return out;
}

char *
fl_review_format_version(const char *version)
{
  g_autoptr(GString) out = g_string_new("factloomVersion(");
  fl_island_append_string(out, version);
  g_string_append(out, ")\n");
  return g_strdup(out->str);
}
