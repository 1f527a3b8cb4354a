/* Runs a fuzz target over the files of a folder: what was once found stays found. */
#include <glib.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int
main(int argc, char **argv)
{
  g_autoptr(GDir) folder = argc == 2 ? g_dir_open(argv[1], 0, NULL) : NULL;
  int n = 0;
  if (folder == NULL) {
    fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  for (const char *name = g_dir_read_name(folder); name != NULL; name = g_dir_read_name(folder), n++) {
    g_autofree char *path = g_build_filename(argv[1], name, NULL);
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &bytes, &length, NULL))
      return 1;
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, length);
  }
  printf("%d inputs\n", n);
  return n > 0 ? 0 : 1;
}
