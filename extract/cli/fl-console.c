#include "fl-console.h"
#include "fl-display.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Of each kind of finding so many are shown: what goes on and on hides what does not. */
enum { SHOWN_OF_A_KIND = 5, BAR = 24 };

/* Names of files are foreign text: a terminal is not to obey them. A message may have more lines than one. */
static void
print_line(const char *message)
{
  g_autofree char *valid = g_utf8_make_valid(message, -1);
  g_auto(GStrv) lines = g_strsplit(valid, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_autofree char *safe = fl_display_make_safe(*line);
    fprintf(stderr, "%s\n", safe != NULL ? safe : *line);
  }
}

void
fl_console_print_diagnostics(const FlDiagnostics *diagnostics)
{
  g_autoptr(GString) out = g_string_new(NULL);
  for (guint i = 0; i < fl_diagnostics_get_length(diagnostics); i++)
    fl_diagnostic_append(fl_diagnostics_get(diagnostics, i), out);
  fl_diagnostics_append_more(diagnostics, out);
  fputs(out->str, stderr);
}

void
fl_console_print_error(const char *command, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments),
                  *whole = g_strdup_printf("factloom %s: %s", command, message);
  va_end(arguments);
  print_line(whole);
}

bool
fl_console_end_output(void)
{
  if (fflush(stdout) == 0 && !ferror(stdout))
    return true;
  fprintf(stderr, "factloom: standard output: %s\n", g_strerror(errno));
  return false;
}

/* ---- findings */

/* Notes that are shown whether asked for or not: what a source was read as is a guess that all hangs on. */
static const char *const always_shown[] = {"encoding", NULL};

struct _FlFindingPrinter {
  gboolean all;
  GHashTable *kinds; /* id to how many were seen */
  guint n_warnings;
};

FlFindingPrinter *
fl_finding_printer_new(gboolean all)
{
  FlFindingPrinter *self = g_new0(FlFindingPrinter, 1);
  self->all = all;
  self->kinds = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
fl_finding_printer_free(FlFindingPrinter *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->kinds);
  g_free(self);
}

static void
print_finding(const FlFinding *finding)
{
  g_autoptr(GString) out = g_string_new(finding->file);
  if (finding->line > 0)
    g_string_append_printf(out, ":%u:%u", finding->line, finding->column);
  g_string_append_printf(out, "%s%s[%s]: %s", out->len > 0 ? ": " : "",
                         finding->level == FL_FINDING_WARNING ? "warning" : "note", finding->id,
                         finding->message);
  if (*finding->rule != '\0')
    g_string_append_printf(out, " (rule %s)", finding->rule);
  if (finding->count > 1)
    g_string_append_printf(out, " ×%u", finding->count);
  print_line(out->str);
}

void
fl_finding_printer_add(FlFindingPrinter *self, const FlFinding *finding)
{
  if (finding->level == FL_FINDING_WARNING)
    self->n_warnings += finding->count;
  else if (!self->all && !g_strv_contains(always_shown, finding->id))
    return;
  guint seen = GPOINTER_TO_UINT(g_hash_table_lookup(self->kinds, finding->id));
  g_hash_table_insert(self->kinds, g_strdup(finding->id), GUINT_TO_POINTER(seen + 1));
  if (!self->all && seen >= SHOWN_OF_A_KIND)
    return;
  fl_console_show_progress(0, 0, NULL);
  print_finding(finding);
}

void
fl_finding_printer_finish(FlFindingPrinter *self)
{
  g_autoptr(GList) ids = g_list_sort(g_hash_table_get_keys(self->kinds), (GCompareFunc)g_strcmp0);
  for (GList *id = ids; id != NULL && !self->all; id = id->next) {
    guint seen = GPOINTER_TO_UINT(g_hash_table_lookup(self->kinds, id->data));
    if (seen > SHOWN_OF_A_KIND)
      fprintf(stderr, "… and %u more of the kind %s; --verbose shows all\n", seen - SHOWN_OF_A_KIND,
              (char *)id->data);
  }
}

guint
fl_finding_printer_get_n_warnings(const FlFindingPrinter *self)
{
  return self->n_warnings;
}

/* ---- progress */

void
fl_console_show_progress(guint done, guint all, const char *what)
{
  if (!isatty(STDERR_FILENO))
    return;
  if (what == NULL) {
    fputs("\r\033[K", stderr);
    return;
  }
  guint full = all == 0 ? 0 : BAR * done / all;
  fputs("\r\033[K[", stderr);
  for (guint i = 0; i < BAR; i++)
    fputs(i < full ? "━" : " ", stderr);
  fprintf(stderr, "] %u/%u %s", done, all, what);
  fflush(stderr);
}

/* ---- the terminal */

gsize
fl_console_get_columns(void)
{
  enum { FEWEST = 40, USUAL = 100, MOST = 200 };
  struct winsize size = {0};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return USUAL;
  return CLAMP(size.ws_col, FEWEST, MOST);
}
