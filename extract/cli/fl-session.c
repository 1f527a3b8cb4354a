#include "fl-session.h"
#include "fl-command.h"
#include "fl-source-list.h"

#include <stdio.h>
#include <string.h>

/* Of a project that was right there is nothing to be said. */
static int
load_cached(FlSession *self)
{
  g_autoptr(GString) said = g_string_new(NULL);
  self->cache = self->project.cache != NULL ? fl_cache_new(self->project.cache) : NULL;
  self->cached = fl_rules_load((const char *const *)self->project.packs, self->cache, said);
  fputs(said->str, stderr);
  if (self->cached == NULL)
    return FL_EXIT_FAILED;
  self->n_warnings = fl_rules_get_n_warnings(self->cached);
  return -1;
}

int
fl_session_load_packs(FlSession *self)
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  gboolean complete = fl_project_complete(&self->project, diagnostics);
  if (complete && *self->project.packs == NULL) {
    fl_console_print_error(self->command, "no pack: name %s, list it in factloom.yaml, or put it into rules/",
                           self->of_packs ? "its folder" : "one with --pack");
    return FL_EXIT_USAGE;
  }
  if (complete && self->with_cache)
    return load_cached(self);
  if (complete)
    self->rules = (self->check ? fl_rule_set_check
                               : fl_rule_set_load)((const char *const *)self->project.packs, diagnostics);
  fl_console_print_diagnostics(diagnostics);
  self->n_warnings = fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_WARNING);
  return self->rules != NULL ? -1 : FL_EXIT_FAILED;
}

bool
fl_session_find_rule(const FlSession *self, const char *id, const FlRule **ret_rule)
{
  int index = fl_rule_set_find_rule(self->rules, id);
  g_autofree const char **ids = g_new0(const char *, self->rules->rules->len + 1);
  for (guint i = 0; i < self->rules->rules->len; i++)
    ids[i] = fl_rule_set_get_rule(self->rules, (int)i)->id;
  g_autofree char *hint = index < 0 ? fl_suggest_hint(id, ids) : NULL;
  if (index >= 0)
    *ret_rule = fl_rule_set_get_rule(self->rules, index);
  else
    fl_console_print_error(self->command, "there is no rule '%s'%s%s", id, hint != NULL ? "; " : "",
                           hint != NULL ? hint : "");
  return index >= 0;
}

const char *const *
fl_session_get_patterns(const FlSession *self)
{
  return (const char *const *)(self->rest != NULL ? self->rest : self->project.sources);
}

/* The page of review and watch lies in the out folder, whichever command runs. */
static char **
list_own(const FlSession *self)
{
  g_autofree char *page = g_build_filename(self->project.out, FL_SESSION_PAGE, NULL);
  const char *const written[] = {page, self->project.out, self->project.cache, self->page};
  GPtrArray *own = g_ptr_array_new();
  for (size_t i = 0; i < G_N_ELEMENTS(written); i++)
    if (written[i] != NULL)
      g_ptr_array_add(own, g_canonicalize_filename(written[i], NULL));
  g_ptr_array_add(own, NULL);
  return (char **)g_ptr_array_free(own, FALSE);
}

int
fl_session_refuse_stdin(const FlSession *self, const char *why)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (strcmp(((const FlSource *)self->sources->pdata[i])->path, FL_SOURCE_STDIN) == 0) {
      fl_console_print_error(self->command, "standard input can't be a source here: %s; save it as a file",
                             why);
      return FL_EXIT_USAGE;
    }
  return -1;
}

int
fl_session_find_sources(FlSession *self)
{
  g_autoptr(GError) error = NULL;
  const char *const *patterns = fl_session_get_patterns(self);
  if (patterns == NULL || *patterns == NULL) {
    fl_console_print_error(self->command, "no sources: name files or folders, or list them in factloom.yaml");
    return FL_EXIT_USAGE;
  }
  self->missing = fl_missing_sources_new();
  self->own = list_own(self);
  self->sources = fl_source_list_new(patterns, (const char *const *)self->own, self->missing, &error);
  for (guint i = 0; i < self->missing->len; i++)
    fl_session_fail_source(self, ((const FlMissingSource *)self->missing->pdata[i])->message);
  if (self->sources == NULL)
    fl_console_print_error(self->command, "%s", error->message);
  else if (self->sources->len == 0 && self->missing->len == 0)
    fl_console_print_error(self->command, "no sources: no file in there is of a known format");
  return self->sources != NULL && self->sources->len > 0 ? -1 : FL_EXIT_FAILED;
}

int
fl_session_parse_packs(FlSession *self, int argc, char **argv, const FlCommandLine *line)
{
  self->command = argv[0];
  self->of_packs = true;
  int code = fl_project_parse(&self->project, argc, argv, line, &self->rest);
  if (code < 0)
    fl_project_add_packs(&self->project, (const char *const *)self->rest);
  return code;
}

int
fl_session_begin_packs(FlSession *self, int argc, char **argv, const FlCommandLine *line)
{
  int code = fl_session_parse_packs(self, argc, argv, line);
  return code >= 0 ? code : fl_session_load_packs(self);
}

int
fl_session_parse(FlSession *self, int argc, char **argv, const FlCommandLine *line)
{
  self->command = argv[0];
  self->with_cache = (line->groups & FL_OPTION_CACHE) != 0;
  return fl_project_parse(&self->project, argc, argv, line, &self->rest);
}

int
fl_session_load(FlSession *self)
{
  self->findings = fl_finding_printer_new(self->project.verbose);
  int code = fl_session_load_packs(self);
  return code >= 0 ? code : fl_session_find_sources(self);
}

int
fl_session_begin(FlSession *self, int argc, char **argv, const FlCommandLine *line)
{
  int code = fl_session_parse(self, argc, argv, line);
  return code >= 0 ? code : fl_session_load(self);
}

void
fl_session_fail_source(FlSession *self, const char *message)
{
  fl_console_show_progress(0, 0, NULL);
  fl_console_print_error(self->command, "%s", message);
  self->n_failed++;
}

int
fl_session_judge(const FlSession *self, guint warnings)
{
  if (!self->project.strict || warnings == 0)
    return FL_EXIT_DONE;
  fl_console_print_error(self->command, "%u %s: --strict lets none pass", warnings,
                         warnings == 1 ? "warning" : "warnings");
  return FL_EXIT_FAILED;
}

void
fl_session_finish_cache(FlSession *self)
{
  if (self->cache == NULL)
    return;
  fl_cache_prune(self->cache);
  const char *problem = fl_cache_get_problem(self->cache);
  if (problem != NULL)
    fl_console_print_error(self->command, "warning: cache: %s", problem);
}

int
fl_session_end(FlSession *self)
{
  fl_console_show_progress(0, 0, NULL);
  fl_finding_printer_finish(self->findings);
  fl_session_finish_cache(self);
  guint warnings = self->n_warnings + fl_finding_printer_get_n_warnings(self->findings);
  if (self->n_failed == 0)
    return fl_session_judge(self, warnings);
  fl_console_print_error(self->command, "%u of %u sources could not be read", self->n_failed,
                         self->sources->len + (self->missing != NULL ? self->missing->len : 0));
  return FL_EXIT_FAILED;
}

FlPipeline
fl_session_get_pipeline(const FlSession *self, FlRules *rules)
{
  const FlProject *project = &self->project;
  return (FlPipeline){.rules = rules,
                      .cache = self->cache,
                      .n_threads = (guint)project->threads,
                      .prefilter = !project->no_prefilter,
                      .reading = fl_project_get_reading(project)};
}

bool
fl_session_may_write(const FlSession *self, int code)
{
  guint warnings = self->n_warnings + fl_finding_printer_get_n_warnings(self->findings);
  if (code == FL_EXIT_DONE || self->n_failed == 0 || !self->project.keep_going)
    return code == FL_EXIT_DONE;
  return self->n_failed < self->sources->len + self->missing->len &&
         fl_session_judge(self, warnings) == FL_EXIT_DONE;
}

void
fl_session_clear(FlSession *self)
{
  fl_project_clear(&self->project);
  g_strfreev(self->rest);
  g_strfreev(self->own);
  g_free(self->page);
  fl_rule_set_unref(self->rules);
  g_clear_pointer(&self->cached, fl_rules_free);
  g_clear_pointer(&self->cache, fl_cache_free);
  g_clear_pointer(&self->sources, g_ptr_array_unref);
  g_clear_pointer(&self->missing, g_ptr_array_unref);
  g_clear_pointer(&self->findings, fl_finding_printer_free);
}
