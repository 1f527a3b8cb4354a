#include "fl-command.h"
#include "fl-pack-forms.h"
#include "fl-project-form.h"
#include "fl-session.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The kinds of files that a person writes. */
static const struct {
  const char *name, *of, *title;
  const FlForm *form;
} kinds[] = {{"pack", "pack.yaml", "factloom: pack.yaml", &fl_settings_form},
             {"schema", "schema.yaml", "factloom: schema.yaml", &fl_schema_file_form},
             {"rules", "any other file of a pack", "factloom: a file of rules", &fl_rule_file_form},
             {"factloom", "factloom.yaml", "factloom: factloom.yaml", &fl_project_form}};

static int
fail_kind(const char *name)
{
  const char *names[G_N_ELEMENTS(kinds) + 1] = {NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    names[i] = kinds[i].name;
  g_autofree char *all = g_strjoinv(", ", (char **)names), *hint = fl_suggest_hint(name, names);
  fl_console_print_error("schema", "there is no schema '%s'; %s%s", name,
                         hint != NULL ? hint : "there are: ", hint != NULL ? "" : all);
  return FL_EXIT_USAGE;
}

static int
print(const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (strcmp(kinds[i].name, name) == 0) {
      g_autofree char *text = fl_form_format_schema(kinds[i].form, kinds[i].title);
      fputs(text, stdout);
      return FL_EXIT_DONE;
    }
  return fail_kind(name);
}

static void
list(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    printf("%-10s %s\n", kinds[i].name, kinds[i].of);
}

static int
write_all(const char *folder)
{
  if (g_mkdir_with_parents(folder, 0777) != 0) {
    fl_console_print_error("schema", "%s: %s", folder, g_strerror(errno));
    return FL_EXIT_FAILED;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    g_autofree char *file = g_strconcat(kinds[i].name, ".json", NULL),
                    *path = g_build_filename(folder, file, NULL),
                    *text = fl_form_format_schema(kinds[i].form, kinds[i].title);
    g_autoptr(GError) error = NULL;
    if (!g_file_set_contents(path, text, -1, &error)) {
      fl_console_print_error("schema", "%s", error->message);
      return FL_EXIT_FAILED;
    }
  }
  return FL_EXIT_DONE;
}

int
fl_command_schema(int argc, char **argv)
{
  static const char *const description =
      "Prints the JSON Schema (draft 7) of one kind of file: pack, schema, rules or factloom. With it an "
      "editor\n"
      "completes and checks what is written: VS Code with its YAML extension takes it from a first line\n"
      "\n"
      "  # yaml-language-server: $schema=../schema/rules.json\n"
      "\n"
      "Without a name the kinds are listed.\n"
      "\n"
      "  factloom schema rules\n"
      "  factloom schema --out rules/schema\n";
  g_autofree char *folder = NULL;
  const GOptionEntry extra[] = {{"out", 'o', 0, G_OPTION_ARG_FILENAME, &folder,
                                 "Write all of them into this folder, as NAME.json", "DIR"},
                                {0}};
  g_auto(FlProject) project = {0};
  g_auto(GStrv) names = NULL;
  const FlCommandLine line = {0, "[pack|schema|rules|factloom]", description, extra};
  int code = fl_project_parse(&project, argc, argv, &line, &names);
  if (code >= 0)
    return code;
  if (names != NULL && (folder != NULL || names[1] != NULL)) {
    fl_console_print_error("schema", "%s",
                           folder != NULL ? "--out writes all of them: name none"
                                          : "one schema is printed at a time: name one");
    return FL_EXIT_USAGE;
  }
  if (folder != NULL)
    return write_all(folder);
  if (names == NULL)
    list();
  return names == NULL ? FL_EXIT_DONE : print(names[0]);
}
