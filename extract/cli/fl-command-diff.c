#include "fl-command.h"
#include "fl-diff.h"
#include "fl-revision.h"
#include "fl-weaver.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What a person reads; a program gets all. */
enum { SHOWN_OF_A_RULE = 10 };

typedef struct {
  char *revision; /* of the rules; NULL: two folders are compared */
  char *format;
  int most;
} Options;

static const struct {
  const char *name;
  void (*append)(const FlDiff *, const FlDiffReport *, GString *);
} formats[] = {
    {"text", fl_diff_append_text}, {"markdown", fl_diff_append_markdown}, {"json", fl_diff_append_json}};

/* The index of a format, or -1. */
static int
find_format(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
    if (name == NULL || strcmp(formats[i].name, name) == 0)
      return (int)i;
  return -1;
}

static int
report(const FlSnapshot *before, const FlSnapshot *after, const Options *options, FlDiffReport *report)
{
  g_autoptr(FlDiff) diff = fl_diff_new(before, after);
  g_autoptr(GString) out = g_string_new(NULL);
  report->most = options->most >= 0 ? (guint)options->most : SHOWN_OF_A_RULE;
  report->colour = isatty(STDOUT_FILENO) != 0;
  formats[find_format(options->format)].append(diff, report, out);
  fwrite(out->str, 1, out->len, stdout);
  if (!fl_console_end_output())
    return FL_EXIT_USAGE;
  return fl_diff_is_empty(diff) ? FL_EXIT_DONE : FL_EXIT_FAILED;
}

/* Trouble is no difference: who asks by the exit code must not take one for the other. */
static int
fail(const FlSession *session, const GError *error)
{
  fl_console_show_progress(0, 0, NULL);
  fl_console_print_error(session->command, "%s", error->message);
  return FL_EXIT_USAGE;
}

/* A folder that is read on a thread of its own. */
typedef struct {
  const char *path;
  FlSnapshot *snapshot;
  GError *error;
} Reading;

static gpointer
read_folder(gpointer data)
{
  Reading *self = data;
  self->snapshot = fl_snapshot_new_from_folder(self->path, &self->error);
  return NULL;
}

static int
compare_folders(const FlSession *session, const Options *options)
{
  Reading folders[] = {{.path = session->rest[0]}, {.path = session->rest[1]}};
  FlDiffReport names = {.before = folders[0].path, .after = folders[1].path};
  GThread *thread = g_thread_new("read", read_folder, &folders[0]);
  read_folder(&folders[1]);
  g_thread_join(thread);
  int code = FL_EXIT_USAGE;
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
    if (folders[i].error != NULL)
      fail(session, folders[i].error);
  if (folders[0].snapshot != NULL && folders[1].snapshot != NULL)
    code = report(folders[0].snapshot, folders[1].snapshot, options, &names);
  for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
    fl_snapshot_free(folders[i].snapshot);
    g_clear_error(&folders[i].error);
  }
  return code;
}

static FlSnapshot *
take_snapshot(FlSession *session, FlRuleSet *rules, GError **error)
{
  g_autoptr(FlRules) compiled = fl_rules_new(rules);
  g_autoptr(FlGraph) graph = fl_weaver_weave_sources(session, compiled, error);
  return graph != NULL ? fl_snapshot_new_from_graph(graph) : NULL;
}

static int
compare_rules(FlSession *session, const Options *options)
{
  g_autoptr(GError) error = NULL;
  int code = fl_session_load_packs(session);
  if (code < 0)
    code = fl_session_find_sources(session);
  if (code < 0)
    code =
        fl_session_refuse_stdin(session, "sources are read twice, by the rules of then and by those of now");
  if (code >= 0)
    return FL_EXIT_USAGE;
  g_autoptr(FlRuleSet) former =
      fl_revision_load(options->revision, (const char *const *)session->project.packs, &error);
  if (former == NULL)
    return fail(session, error);
  g_autoptr(FlSnapshot) before = take_snapshot(session, former, &error);
  g_autoptr(FlSnapshot) after = before == NULL ? NULL : take_snapshot(session, session->rules, &error);
  FlDiffReport names = {.before = options->revision, .after = "now"};
  if (after == NULL || session->n_failed > 0)
    return after == NULL ? fail(session, error) : FL_EXIT_USAGE;
  return report(before, after, options, &names);
}

static int
run(FlSession *session, const Options *options)
{
  if (find_format(options->format) < 0) {
    fl_console_print_error(session->command, "there is no format '%s'; there are: text, markdown, json",
                           options->format);
    return FL_EXIT_USAGE;
  }
  if (options->revision != NULL)
    return compare_rules(session, options);
  if (session->rest != NULL && g_strv_length(session->rest) == 2)
    return compare_folders(session, options);
  fl_console_print_error(
      session->command,
      "two folders that build wrote are expected, or --rules REVISION; factloom diff --help says "
      "more");
  return FL_EXIT_USAGE;
}

int
fl_command_diff(int argc, char **argv)
{
  static const char *const description =
      "Says what one graph has that another has not: nodes and edges gained (+), lost (-) and changed (~), "
      "by "
      "the rule that\n"
      "did it, each with its sentence. It compares two folders that build wrote, or the rules at a revision "
      "of "
      "git with those\n"
      "that lie there now, over the same sources:\n"
      "\n"
      "  factloom diff out.before out\n"
      "  factloom diff --rules HEAD                       # what did I just change? packs and sources of "
      "factloom.yaml\n"
      "  factloom diff --rules main --pack rules/zh-policy docs/*.txt\n"
      "  factloom diff --rules origin/main --format markdown > comment.md\n"
      "\n"
      "Markdown is for a comment on a pull request, and bounded in length; graph/diff/README.md says what "
      "JSON "
      "holds.\n"
      "Labels, colours, sizes, counts and days that follow from the evidence are not compared, nor where in "
      "its "
      "file a sentence\n"
      "stands.\n"
      "\n"
      "Exit codes: 0 no difference, 1 there are some, 2 wrong usage, or something that can't be read.\n";
  Options options = {.most = -1};
  const GOptionEntry extra[] = {{"rules", 'r', 0, G_OPTION_ARG_FILENAME, &options.revision,
                                 "Compare the rules at this revision of git with those there now",
                                 "REVISION"},
                                {"format", 'f', 0, G_OPTION_ARG_FILENAME, &options.format,
                                 "text, markdown or json (default: text)", "NAME"},
                                {"most", 'n', 0, G_OPTION_ARG_INT, &options.most,
                                 "Show N changes of each rule; 0: all (default: 10; json has all)", "N"},
                                {0}};
  g_auto(FlSession) session = {.command = argv[0]};
  const FlCommandLine line = {FL_OPTION_PACKS | FL_OPTION_EXTRACT | FL_OPTION_READING,
                              "OLD NEW | --rules REVISION [SOURCE…]", description, extra};
  int code = fl_project_parse(&session.project, argc, argv, &line, &session.rest);
  if (code < 0)
    code = run(&session, &options);
  g_free(options.revision);
  g_free(options.format);
  return code;
}
