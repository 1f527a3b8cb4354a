#include "fl-project.h"
#include "fl-command.h"
#include "fl-console.h"
#include "fl-project-form.h"
#include "fl-string.h"
#include "fl-version.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
fl_project_clear(FlProject *self)
{
  g_strfreev(self->packs);
  g_strfreev(self->sources);
  g_strfreev(self->formats);
  g_free(self->out);
  g_free(self->encoding);
  g_free(self->cache);
  g_free(self->depfile);
}

FlOutputOptions
fl_project_get_output(const FlProject *self)
{
  return (FlOutputOptions){(const char *const *)self->formats, (uint32_t)self->dot_top, FL_VERSION,
                           (guint)self->threads};
}

FlReadOptions
fl_project_get_reading(const FlProject *self)
{
  return (FlReadOptions){.encoding = {self->encoding, self->encoding_by}};
}

/* ---- the command line */

static int
report_usage(const char *command, const char *message)
{
  fprintf(stderr, "factloom %s: %s; factloom %s --help says what it takes\n", command, message, command);
  return FL_EXIT_USAGE;
}

static bool
check_formats(char **formats, const char *command)
{
  for (; formats != NULL && *formats != NULL; formats++)
    if (!fl_output_is_format(*formats)) {
      g_autofree const char **names = fl_output_list_formats();
      g_autofree char *all = g_strjoinv(", ", (char **)names), *hint = fl_suggest_hint(*formats, names);
      fl_console_print_error(command, "there is no format '%s'; %s%s", *formats,
                             hint != NULL ? hint : "there are: ", hint != NULL ? "" : all);
      return false;
    }
  return true;
}

static void
add_groups(GOptionContext *context, FlOptionGroups groups, FlProject *project, const GOptionEntry *extra)
{
  const GOptionEntry packs[] = {{"pack", 'p', 0, G_OPTION_ARG_FILENAME_ARRAY, &project->packs,
                                 "A pack's folder; may be given again (default: all that lie in rules/)",
                                 "DIR"},
                                {0}};
  const GOptionEntry output[] = {
      {"out", 'o', 0, G_OPTION_ARG_FILENAME, &project->out, "The folder to write (default: out)", "DIR"},
      {"format", 'f', 0, G_OPTION_ARG_FILENAME_ARRAY, &project->formats,
       "graphml, gexf, csv, dot or sqlite; may be given again (default: all but sqlite); files of the others "
       "are removed",
       "NAME"},
      {"dot-top", 0, 0, G_OPTION_ARG_INT, &project->dot_top,
       "Show the N heaviest nodes and edges in graph.dot; 0: all (default: 300)", "N"},
      {0}};
  const GOptionEntry summary[] = {{"summary", 0, 0, G_OPTION_ARG_NONE, &project->summary,
                                   "Print the summary also when standard output is no terminal", NULL},
                                  {0}};
  const GOptionEntry extract[] = {
      {"threads", 't', 0, G_OPTION_ARG_INT, &project->threads,
       "Documents, and then files, to work on at a time (default: one a processor)", "N"},
      {"no-prefilter", 0, 0, G_OPTION_ARG_NONE, &project->no_prefilter,
       "Try every pattern everywhere: the same result, slowly", NULL},
      {0}};
  const GOptionEntry cache[] = {
      {"cache", 0, 0, G_OPTION_ARG_FILENAME, &project->cache,
       "Where facts are kept, so that what has not changed is not worked on again (default: .factloom-cache)",
       "DIR"},
      {"no-cache", 0, 0, G_OPTION_ARG_NONE, &project->no_cache, "Work on everything anew, and keep nothing",
       NULL},
      {0}};
  const GOptionEntry strict[] = {
      {"strict", 0, 0, G_OPTION_ARG_NONE, &project->strict, "Fail where there are warnings", NULL}, {0}};
  const GOptionEntry verbose[] = {
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &project->verbose, "Show every finding, notes too", NULL}, {0}};
  const GOptionEntry reading[] = {
      {"encoding", 0, 0, G_OPTION_ARG_STRING, &project->encoding,
       "The encoding of texts that say nothing of it themselves (default: it is found out)", "NAME"},
      {0}};
  const struct {
    FlOptionGroups group;
    const GOptionEntry *entries;
  } all[] = {{FL_OPTION_PACKS, packs},     {FL_OPTION_OUTPUT, output},  {FL_OPTION_SUMMARY, summary},
             {FL_OPTION_EXTRACT, extract}, {FL_OPTION_CACHE, cache},    {FL_OPTION_STRICT, strict},
             {FL_OPTION_VERBOSE, verbose}, {FL_OPTION_READING, reading}};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
    if (groups & all[i].group)
      g_option_context_add_main_entries(context, all[i].entries, NULL);
  if (extra != NULL)
    g_option_context_add_main_entries(context, extra, NULL);
}

/* Checks what the parser can't, and goes into the folder that -C names. */
static int
check_options(const FlProject *self, const char *command, const char *folder)
{
  if (self->threads < 0 || self->threads > 256)
    return report_usage(command, "--threads is a number from 0 to 256");
  if (self->dot_top < -1)
    return report_usage(command, "--dot-top is a number, 0 for all");
  if (self->out != NULL && *self->out == '\0')
    return report_usage(command, "--out names a folder: it can't be empty");
  if (self->cache != NULL && *self->cache == '\0')
    return report_usage(command, "--cache names a folder: it can't be empty; --no-cache does without one");
  if (self->depfile != NULL && *self->depfile == '\0')
    return report_usage(command, "--depfile names a file: it can't be empty");
  if (!check_formats(self->formats, command))
    return FL_EXIT_USAGE;
  if (self->encoding != NULL && fl_encoding_find(self->encoding) == NULL)
    return report_usage(command,
                        "--encoding names one that is not known here: UTF-8, GB18030, Big5 and UTF-16LE are");
  if (folder == NULL || chdir(folder) == 0)
    return -1;
  fl_console_print_error(command, "%s: %s", folder, g_strerror(errno));
  return FL_EXIT_FAILED;
}

int
fl_project_parse(FlProject *ret_project, int argc, char **argv, const FlCommandLine *line, char ***ret_rest)
{
  g_autofree char *folder = NULL, *program = g_strdup_printf("factloom %s", argv[0]);
  g_autoptr(GError) error = NULL;
  g_autoptr(GOptionContext) context = g_option_context_new(line->usage);
  gboolean help = FALSE;
  const char *command = argv[0];
  const GOptionEntry common[] = {
      {"directory", 'C', 0, G_OPTION_ARG_FILENAME, &folder, "Go into this folder first", "DIR"},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, ret_rest, NULL, NULL},
      {0}};
  ret_project->dot_top = -1;
  ret_project->encoding_by = "as --encoding says";
  g_set_prgname(program);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_set_description(context, line->description);
  add_groups(context, line->groups, ret_project, line->extra);
  g_option_context_add_main_entries(context, common, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error))
    return report_usage(command, error->message);
  if (!help)
    return check_options(ret_project, command, folder);
  g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);
  fputs(text, stdout);
  return FL_EXIT_DONE;
}

void
fl_project_add_packs(FlProject *self, const char *const *folders)
{
  g_autoptr(GPtrArray) packs = g_ptr_array_new();
  for (char **pack = self->packs; pack != NULL && *pack != NULL; pack++)
    g_ptr_array_add(packs, *pack);
  for (; folders != NULL && *folders != NULL; folders++)
    g_ptr_array_add(packs, g_strdup(*folders));
  if (packs->len == 0)
    return;
  g_ptr_array_add(packs, NULL);
  g_free(self->packs);
  self->packs = (char **)g_ptr_array_steal(packs, NULL);
}

/* ---- factloom.yaml */

static void
take_list(char ***list, FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  if (*list != NULL || node == NULL)
    return;
  g_autoptr(GPtrArray) nodes = fl_read_scalars(diagnostics, node);
  GPtrArray *texts = g_ptr_array_new();
  for (guint i = 0; i < nodes->len; i++)
    g_ptr_array_add(texts, g_strdup(((const FlYamlNode *)nodes->pdata[i])->text));
  g_ptr_array_add(texts, NULL);
  *list = (char **)g_ptr_array_free(texts, FALSE);
}

static void
take_number(int *number, int unset, FlDiagnostics *diagnostics, const FlYamlNode *node, const FlForm *form)
{
  int value = unset;
  if (fl_form_read_whole(form, diagnostics, node, &value) && *number == unset)
    *number = value;
}

static void
check_format_names(FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  g_autoptr(GPtrArray) names = fl_read_scalars(diagnostics, node);
  if (node != NULL && names->len == 0)
    fl_read_fail(diagnostics, node, "wrong-type", "leave the key out for all but sqlite",
                 "no format is named here");
  for (guint i = 0; i < names->len; i++)
    fl_form_read_choice(&fl_output_format_form, diagnostics, names->pdata[i], "format");
}

static void
take_encoding(FlProject *self, FlDiagnostics *diagnostics, const FlYamlNode *root)
{
  const FlYamlNode *node = fl_yaml_node_find(root, "encoding");
  const char *name = node == NULL ? NULL : fl_read_required(diagnostics, root, "encoding");
  if (name != NULL && fl_encoding_find(name) == NULL)
    fl_read_fail(diagnostics, node, "unknown-value", "UTF-8, GB18030, Big5 and UTF-16LE are",
                 "no such encoding is known here: '%s'", name);
  else if (name != NULL && self->encoding == NULL) {
    self->encoding = g_strdup(name);
    self->encoding_by = "as factloom.yaml says";
  }
}

/* A folder, or false. */
static void
take_cache(FlProject *self, FlDiagnostics *diagnostics, const FlYamlNode *node)
{
  if (node == NULL)
    return;
  const char *folder = fl_read_string(diagnostics, node);
  if (folder == NULL || self->cache != NULL || strcmp(folder, "true") == 0)
    return;
  if (strcmp(folder, "false") == 0)
    self->no_cache = TRUE;
  else if (*folder != '\0')
    self->cache = g_strdup(folder);
  else
    fl_read_fail(diagnostics, node, "wrong-type", "the name of a folder, or false for none",
                 "no folder is named here");
}

static void
read_project_file(FlProject *self, FlDiagnostics *diagnostics)
{
  g_autoptr(FlYaml) file = fl_yaml_load(FL_PROJECT_FILE, diagnostics);
  const FlYamlNode *root = file == NULL ? NULL : fl_yaml_get_root(file);
  if (root == NULL || !fl_form_read_keys(&fl_project_form, diagnostics, root))
    return;
  bool strict = self->strict;
  take_list(&self->packs, diagnostics, fl_yaml_node_find(root, "packs"));
  take_list(&self->sources, diagnostics, fl_yaml_node_find(root, "sources"));
  take_list(&self->formats, diagnostics, fl_yaml_node_find(root, "formats"));
  check_format_names(diagnostics, fl_yaml_node_find(root, "formats"));
  take_number(&self->threads, 0, diagnostics, fl_yaml_node_find(root, "threads"), &fl_threads_form);
  take_number(&self->dot_top, -1, diagnostics, fl_yaml_node_find(root, "dot-top"), &fl_dot_top_form);
  take_encoding(self, diagnostics, root);
  const FlYamlNode *folder = fl_yaml_node_find(root, "out");
  const char *out = folder == NULL ? NULL : fl_read_required(diagnostics, root, "out");
  if (self->out == NULL && out != NULL)
    self->out = g_strdup(out);
  if (fl_read_bool(diagnostics, fl_yaml_node_find(root, "strict"), &strict))
    self->strict = strict;
  take_cache(self, diagnostics, fl_yaml_node_find(root, "cache"));
}

/* The packs that lie in rules/. */
static char **
find_packs(void)
{
  g_autoptr(GDir) dir = g_dir_open(FL_PROJECT_RULES, 0, NULL);
  GPtrArray *packs = g_ptr_array_new();
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
    g_autofree char *file = g_build_filename(FL_PROJECT_RULES, name, "pack.yaml", NULL);
    if (g_file_test(file, G_FILE_TEST_EXISTS))
      g_ptr_array_add(packs, g_build_filename(FL_PROJECT_RULES, name, NULL));
  }
  g_ptr_array_sort(packs, fl_string_compare);
  g_ptr_array_add(packs, NULL);
  return (char **)g_ptr_array_free(packs, FALSE);
}

gboolean
fl_project_complete(FlProject *self, FlDiagnostics *diagnostics)
{
  if (g_file_test(FL_PROJECT_FILE, G_FILE_TEST_EXISTS))
    read_project_file(self, diagnostics);
  fl_diagnostics_sort(diagnostics);
  if (self->packs == NULL || *self->packs == NULL) {
    g_strfreev(self->packs);
    self->packs = find_packs();
    self->packs_found = true;
  }
  if (self->out == NULL)
    self->out = g_strdup("out");
  if (self->no_cache)
    g_clear_pointer(&self->cache, g_free);
  else if (self->cache == NULL)
    self->cache = g_strdup(".factloom-cache");
  if (self->dot_top < 0)
    self->dot_top = FL_OUTPUT_DOT_TOP;
  if (self->threads == 0)
    self->threads = (int)g_get_num_processors();
  return fl_diagnostics_count(diagnostics, FL_DIAGNOSTIC_ERROR) == 0;
}
