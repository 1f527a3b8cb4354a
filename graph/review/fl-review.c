#include "fl-review.h"
#include "fl-island.h"
#include "fl-page.h"

#include <string.h>

G_DEFINE_QUARK(fl - review - error - quark, fl_review_error)

/* What the parts of a page are made of. */
typedef struct {
  const FlReview *review;
  GString *data;
  char *version;
} Parts;

static void
append_title(const Parts *self, GString *out)
{
  fl_island_append_html(out, self->review->title);
}

static void
append_language(const Parts *self, GString *out)
{
  const char *language = self->review->presentation->language;
  fl_island_append_html(out, language != NULL ? language : "en");
}

/* A page that is watched may load the script beside it; nothing else is ever loaded. */
static void
append_scripts(const Parts *self, GString *out)
{
  g_string_append(out, self->review->watch != NULL ? " 'self' file:" : "");
}

static void
append_style(G_GNUC_UNUSED const Parts *self, GString *out)
{
  g_string_append(out, fl_page_get("page.css"));
}

static void
append_version(const Parts *self, GString *out)
{
  g_string_append(out, self->version);
}

static void
append_data(const Parts *self, GString *out)
{
  g_string_append_len(out, self->data->str, (gssize)self->data->len);
}

static void
append_script(G_GNUC_UNUSED const Parts *self, GString *out)
{
  g_string_append(out, fl_page_get("page.js"));
}

/* What stands in index.html for what. */
static const struct {
  const char *mark;
  void (*append)(const Parts *, GString *);
} marks[] = {{"{{title}}", append_title},  {"{{language}}", append_language}, {"{{scripts}}", append_scripts},
             {"{{style}}", append_style},  {"{{version}}", append_version},   {"{{data}}", append_data},
             {"{{script}}", append_script}};

static GString *
fill(const char *page, const Parts *parts)
{
  GString *out = g_string_sized_new(parts->data->len + (1 << 18));
  for (const char *mark; (mark = strstr(page, "{{")) != NULL;) {
    size_t i = 0;
    while (i < G_N_ELEMENTS(marks) && !g_str_has_prefix(mark, marks[i].mark))
      i++;
    g_assert(i < G_N_ELEMENTS(marks));
    g_string_append_len(out, page, mark - page);
    marks[i].append(parts, out);
    page = mark + strlen(marks[i].mark);
  }
  g_string_append(out, page);
  return out;
}

GString *
fl_review_format(const FlReview *self, char **ret_version, GError **error)
{
  const char *page = fl_page_get("index.html");
  if (page == NULL) {
    g_set_error(error, FL_REVIEW_ERROR, FL_REVIEW_ERROR_NO_PAGE,
                "this factloom was built without the review page: install esbuild, node-d3-force and "
                "node-d3-zoom, and build it again");
    return NULL;
  }
  Parts parts = {.review = self, .data = fl_review_format_data(self)};
  parts.version = g_compute_checksum_for_string(G_CHECKSUM_SHA256, parts.data->str, (gssize)parts.data->len);
  GString *out = fill(page, &parts);
  g_string_free(parts.data, TRUE);
  *ret_version = parts.version;
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
