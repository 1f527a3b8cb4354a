/* An archive, a corpus of records, or what is packed with gzip: whatever the bytes, each document in it is read, or it is
 * said why not. The first byte picks which. */
#include "fl-container.h"

#include <glib/gstdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char *const endings[] = {".zip", ".ndjson", ".html.gz", ".docx.gz"};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  if (length == 0)
    return 0;
  g_autofree char *path =
      g_strdup_printf("%s/factloom-fuzz-XXXXXX%s", g_get_tmp_dir(), endings[*bytes % G_N_ELEMENTS(endings)]);
  g_close(g_mkstemp(path), NULL);
  g_assert_true(g_file_set_contents(path, (const char *)bytes + 1, (gssize)length - 1, NULL));
  g_autoptr(GPtrArray) sources = fl_sources_new(), missing = fl_missing_sources_new();
  FlFoundSources found = {sources, missing};
  if (fl_container_claims(path))
    fl_container_list(path, "c", &found);
  else
    fl_found_sources_add(&found, &(FlSource){.path = path, .name = path});
  for (guint i = 0; i < sources->len; i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(FlDocument) document =
        fl_source_load(sources->pdata[i], &(FlReadOptions){{NULL, NULL}}, &error);
    g_assert_true((document == NULL) == (error != NULL));
  }
  for (guint i = 0; i < missing->len; i++)
    g_assert_true(g_str_has_prefix(((const FlMissingSource *)missing->pdata[i])->message, path));
  g_remove(path);
  return 0;
}
