#include "fl-command.h"
#include "fl-diagnostic.h"

static const FlCommand commands[] = {
    {"build", "read sources, write the graph into a folder", fl_command_build},
    {"extract", "the first half of build: sources to facts, as NDJSON", fl_command_extract},
    {"weave", "the second half of build: facts to the graph", fl_command_weave},
    {"check", "check the rules of packs", fl_command_check},
    {"test", "run the tests written inside the rules", fl_command_test},
    {"explain", "say what the rules make of one sentence, and why", fl_command_explain},
    {"worklist", "say where the rules lose most", fl_command_worklist},
    {"profile", "say what each rule takes and brings", fl_command_profile},
    {"diff", "say what a graph has that another has not, and by which rule", fl_command_diff},
    {"review", "write a page that shows what was found where, for a browser", fl_command_review},
    {"watch", "build again whenever a source or a rule is saved, and say what that changed",
     fl_command_watch},
    {"schema", "print the JSON Schema of rule files, for editors", fl_command_schema},
    {0},
};

const FlCommand *
fl_command_get_all(void)
{
  return commands;
}

void
fl_command_print_all(FILE *out)
{
  fputs("factloom turns documents into a knowledge graph with rules a person can read.\n\n"
        "usage: factloom COMMAND [OPTION…]\n\n",
        out);
  for (const FlCommand *command = fl_command_get_all(); command->name != NULL; command++)
    fprintf(out, "  %-10s %s\n", command->name, command->summary);
  fputs("\n  factloom COMMAND --help   what a command takes, with an example\n"
        "  factloom --version        the version\n",
        out);
}

int
fl_command_report_unknown(const char *name)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (const FlCommand *command = fl_command_get_all(); command->name != NULL; command++)
    g_ptr_array_add(names, (gpointer)command->name);
  g_ptr_array_add(names, NULL);
  g_autofree char *hint = fl_suggest_hint(name, (const char *const *)names->pdata);
  fprintf(stderr, "factloom: there is no command '%s'; %s\n", name,
          hint != NULL ? hint : "factloom --help lists them");
  return FL_EXIT_USAGE;
}
