#include "fl-pack-source.h"
#include "fl-pack-file.h"
#include "fl-string.h"

#include <string.h>

static void
source_free(gpointer data)
{
  FlPackSource *self = data;
  g_free(self->path);
  g_free(self->name);
  g_free(self);
}

GPtrArray *
fl_pack_sources_new(void)
{
  return g_ptr_array_new_with_free_func(source_free);
}

void
fl_pack_sources_append(GPtrArray *self, const char *path, const char *name, const char *digest)
{
  FlPackSource *source = g_new0(FlPackSource, 1);
  source->path = g_strdup(path);
  source->name = g_strdup(name);
  g_strlcpy(source->digest, digest, sizeof source->digest);
  g_ptr_array_add(self, source);
}

void
fl_pack_sources_add(GPtrArray *self, const char *folder, const char *pack, const char *file,
                    const char *digest)
{
  g_autofree char *path = g_build_filename(folder, file, NULL), *name = g_strconcat(pack, "/", file, NULL);
  for (guint i = 0; i < self->len; i++)
    if (strcmp(((const FlPackSource *)self->pdata[i])->path, path) == 0)
      return;
  fl_pack_sources_append(self, path, name, digest);
}

const char *
fl_pack_sources_format_digest(const GPtrArray *self, char buffer[FL_DIGEST_SIZE])
{
  g_autoptr(FlDigest) digest = fl_digest_new();
  for (guint i = 0; i < self->len; i++) {
    const FlPackSource *source = self->pdata[i];
    g_autofree char *line = g_strdup_printf("%s  %s\n", source->digest, source->name);
    fl_digest_add(digest, line, strlen(line));
  }
  return fl_digest_finish(digest, buffer);
}

GPtrArray *
fl_pack_list_files(const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name = NULL; dir != NULL && (name = g_dir_read_name(dir)) != NULL;)
    if (g_str_has_suffix(name, ".yaml") && *name != '.' && strcmp(name, "pack.yaml") != 0 &&
        strcmp(name, "schema.yaml") != 0)
      g_ptr_array_add(names, g_strdup(name));
  g_ptr_array_sort(names, fl_string_compare);
  g_autofree char *schema = g_build_filename(folder, "schema.yaml", NULL);
  if (g_file_test(schema, G_FILE_TEST_EXISTS))
    g_ptr_array_insert(names, 0, g_strdup("schema.yaml"));
  g_ptr_array_insert(names, 0, g_strdup("pack.yaml"));
  return names;
}

bool
fl_pack_digest_file(const char *path, char buffer[FL_DIGEST_SIZE])
{
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  gsize length = 0;
  g_autofree char *bytes = fl_pack_file_read(path, &length, diagnostics);
  if (bytes != NULL)
    fl_digest_of(bytes, length, buffer);
  return bytes != NULL;
}
