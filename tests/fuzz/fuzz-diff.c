/* A folder that should hold a graph: the bytes are its three files, with a zero byte between. Whatever they are, they
 * are refused with a message, or compared with themselves and with nothing. */
#include "fl-diff.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char *const files[] = {"nodes.csv", "edges.csv", "evidence.csv"};
static char *folder;

static void
remove_folder(void)
{
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  g_clear_pointer(&folder, g_free);
}

static void
write_files(const char *bytes, size_t length)
{
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *path = g_build_filename(folder, files[i], NULL);
    const char *end = length > 0 ? memchr(bytes, '\0', length) : NULL;
    size_t n = end != NULL && i + 1 < G_N_ELEMENTS(files) ? (size_t)(end - bytes) : length;
    if (!g_file_set_contents(path, bytes, (gssize)n, NULL))
      abort();
    n = MIN(n + 1, length);
    bytes += n;
    length -= n;
  }
}

static void
compare(const FlSnapshot *before, const FlSnapshot *after, bool same)
{
  g_autoptr(FlDiff) diff = fl_diff_new(before, after);
  g_autoptr(GString) out = g_string_new(NULL);
  const FlDiffReport report = {.before = "a", .after = "b", .most = 3, .colour = false};
  if (same && !fl_diff_is_empty(diff))
    abort();
  fl_diff_append_text(diff, &report, out);
  fl_diff_append_markdown(diff, &report, out);
  fl_diff_append_json(diff, &report, out);
  for (const char *p = out->str; *p != '\0'; p = g_utf8_next_char(p))
    if (g_unichar_iscntrl(g_utf8_get_char(p)) && *p != '\n')
      abort();
  if (!g_utf8_validate_len(out->str, out->len, NULL))
    abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  static const char nothing[] = "Id,name,entity_type,confidence\n\0Id,Source,Target,relation,confidence\n\0"
                                "element,ref,what,file,line,column,end_line,end_column,rule,text,sentence\n";
  g_autoptr(GError) error = NULL;
  if (folder == NULL) {
    folder = g_dir_make_tmp("factloom-XXXXXX", NULL);
    atexit(remove_folder);
  }
  write_files(nothing, sizeof nothing - 1);
  g_autoptr(FlSnapshot) empty = fl_snapshot_new_from_folder(folder, NULL);
  write_files((const char *)bytes, length);
  g_autoptr(FlSnapshot) read = fl_snapshot_new_from_folder(folder, &error);
  if ((read == NULL) != (error != NULL) || empty == NULL)
    abort();
  if (error != NULL && !g_utf8_validate(error->message, -1, NULL))
    abort();
  if (read == NULL)
    return 0;
  compare(read, read, true);
  compare(empty, read, false);
  compare(read, empty, false);
  return 0;
}
