/* A pack in one file: a line `=== NAME` begins each of its files. Where it can be loaded its tests are run,
 * and its rules over the part `text`. */
#include "packs.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char *const names[] = {"pack.yaml", "schema.yaml", "rules.yaml",
                                    "list.csv",  "table.csv",   "text"};

/* The part of a name; NULL when there is none. */
static const char *
find_part(const char *all, const char *end, const char *name, gsize *ret_length)
{
  static const char mark[] = "=== ";
  g_autofree char *line = g_strconcat(mark, name, "\n", NULL);
  for (const char *p = all; p < end; p++) {
    if ((p > all && p[-1] != '\n') || (gsize)(end - p) < strlen(line) || memcmp(p, line, strlen(line)) != 0)
      continue;
    const char *start = p + strlen(line), *stop = start;
    while (stop < end && !(stop[-1] == '\n' && (gsize)(end - stop) >= strlen(mark) &&
                           memcmp(stop, mark, strlen(mark)) == 0))
      stop++;
    *ret_length = (gsize)(stop - start);
    return start;
  }
  return NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  const char *all = (const char *)bytes;
  const char *text = NULL;
  gsize part_length = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    text = find_part(all, all + length, names[i], &part_length);
    pack_write(names[i], text, part_length);
  }
  g_autoptr(FlRuleSet) rules = pack_load();
  if (rules == NULL)
    return 0;
  pack_test(rules);
  if (text != NULL)
    pack_run(rules, "a.txt", text, part_length);
  return 0;
}
