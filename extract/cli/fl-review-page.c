#include "fl-review-page.h"
#include "fl-document.h"
#include "fl-file.h"
#include "fl-review.h"
#include "fl-source-list.h"
#include "fl-trials.h"

#include <gio/gio.h>
#include <string.h>

static void
clear_source(gpointer data)
{
  FlReviewSource *self = data;
  g_free((char *)self->name);
  g_free((char *)self->text);
  g_clear_pointer(&self->lines, g_array_unref);
}

/* What the format of a document calls its lines; NULL where the text's own lines say it. */
static GArray *
list_lines(const FlDocument *document)
{
  if (fl_document_get_n_lines(document) == 0 || fl_document_get_source_line(document, 1) == NULL)
    return NULL;
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(FlReviewLine));
  for (guint i = 1; i <= fl_document_get_n_lines(document); i++) {
    const FlSourceLine *line = fl_document_get_source_line(document, i);
    FlReviewLine called = {line->number, line->column};
    g_array_append_val(lines, called);
  }
  return lines;
}

/* The texts that evidence has its lines and columns in. */
static GArray *
read_sources(const GPtrArray *sources, const FlReadOptions *reading)
{
  GArray *texts = g_array_new(FALSE, FALSE, sizeof(FlReviewSource));
  g_array_set_clear_func(texts, clear_source);
  for (guint i = 0; i < sources->len; i++) {
    const FlSource *source = sources->pdata[i];
    g_autoptr(FlDocument) document = fl_source_load(source, reading, NULL);
    gsize length = 0;
    if (document == NULL)
      continue;
    const char *text = fl_document_get_text(document, &length);
    FlReviewSource read = {g_strdup(source->name), g_strndup(text, length), list_lines(document)};
    g_array_append_val(texts, read);
  }
  return texts;
}

static void
clear_rule(gpointer data)
{
  g_free((char *)((FlReviewRule *)data)->text);
}

static GArray *
list_rules(const FlRuleSet *rules)
{
  GArray *list = g_array_new(FALSE, FALSE, sizeof(FlReviewRule));
  g_array_set_clear_func(list, clear_rule);
  for (guint i = 0; i < rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(rules, (int)i);
    const FlYamlNode *about = fl_yaml_node_find(rule->whole, "about");
    FlReviewRule shown = {.id = rule->id,
                          .file = fl_yaml_get_path(rule->source->file),
                          .about = about != NULL ? about->text : NULL,
                          .text = fl_yaml_node_dup_source(rule->whole)};
    uint32_t column = 0;
    fl_yaml_node_locate(rule->whole, 0, &shown.line, &column);
    g_array_append_val(list, shown);
  }
  return list;
}

static char *
make_title(const FlRuleSet *rules)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint i = 0; i < rules->packs->len; i++)
    g_ptr_array_add(names, rules->packs->pdata[i]);
  g_ptr_array_add(names, NULL);
  return g_strjoinv(", ", (char **)names->pdata);
}

/* The title of every page ends so. */
#define MARK " · factloom</title>"

bool
fl_review_page_check(const char *path, GError **error)
{
  char beginning[4096];
  g_autoptr(GFile) file = g_file_new_for_path(path);
  g_autoptr(GFileInputStream) stream = NULL;
  gsize length = 0;
  if (g_file_query_file_type(file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_REGULAR)
    stream = g_file_read(file, NULL, NULL);
  if (stream == NULL)
    return true; /* what else may be wrong is said when it is written */
  g_input_stream_read_all(G_INPUT_STREAM(stream), beginning, sizeof beginning, &length, NULL, NULL);
  if (length == 0 || g_strstr_len(beginning, (gssize)length, MARK) != NULL)
    return true;
  g_set_error(
      error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
      "%s: this file is no review page, and is not written over: move it, or have the page elsewhere (--out)",
      path);
  return false;
}

bool
fl_review_page_write(const FlReviewPage *self, GError **error)
{
  if (!fl_review_page_check(self->path, error))
    return false;
  g_autoptr(GArray) sources = read_sources(self->sources, &self->reading), rules = list_rules(self->rules);
  g_autoptr(GPtrArray) trials = fl_trials_new(self->graph, self->rules);
  g_autofree char *folder = g_path_get_dirname(self->path), *name = g_path_get_basename(self->path),
                  *title = make_title(self->rules);
  g_autofree char *stem =
      g_str_has_suffix(name, ".html") ? g_strndup(name, strlen(name) - 5) : g_strdup(name);
  g_autofree char *script = g_strconcat(stem, ".version.js", NULL),
                  *script_path = g_build_filename(folder, script, NULL);
  FlReview review = {.graph = self->graph,
                     .presentation = self->rules->presentation,
                     .sources = sources,
                     .rules = rules,
                     .trials = trials,
                     .title = title,
                     .watch = self->watched ? script : NULL};
  g_autofree char *version = NULL;
  g_autoptr(GString) page = fl_review_format(&review, &version, error);
  if (page == NULL)
    return false;
  g_autofree char *line = fl_review_format_version(version);
  if (g_mkdir_with_parents(folder, 0755) != 0) {
    g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", folder, g_strerror(errno));
    return false;
  }
  return fl_file_write(self->path, page->str, page->len, error) &&
         (!self->watched || fl_file_write(script_path, line, strlen(line), error));
}
