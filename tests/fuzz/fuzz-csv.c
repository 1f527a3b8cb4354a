/* A CSV file of a pack: the first byte picks what the pack takes it for. */
#include "packs.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const char *const settings[] = {
    "name: fuzz\n",
    "name: fuzz\nnumerals: list.csv\n",
    "name: fuzz\nunits: list.csv\n",
    "name: fuzz\ndates: {words: list.csv, patterns: ['(?<word>\\w+)( (?<year>\\d{4}))?']}\n",
};

static const char *const schemas[] = {
    "nodes: {Place: {key: [name], properties: {n: double, d: date}}}\n",
    "nodes: {Place: {key: [name], canonical: list.csv, properties: {n: double, d: date}}}\n",
};

static const char rule_file[] =
    "- id: place\n"
    "  match: '[A-Z](?<w>[a-z]+) (?<v>\\S+)'\n"
    "  emit: [{node: Place, name: '{w|map:words|default:none}', n: '{v|number|scale:w}', d: '{v|date}'}]\n";

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  static const char text[] = "Upham 12. Over ten. Netherby june 2031. All Upham and Over stood.";
  if (length == 0)
    return 0;
  guint use = *bytes % 6;
  const char *setting = settings[use < G_N_ELEMENTS(settings) ? use : 0], *schema = schemas[use == 4];
  g_autofree char *rules = g_strconcat(use == 0 ? "lists: [{type: Place, file: list.csv}]\n" : "",
                                       use == 5 ? "tables: {words: list.csv}\nrules:\n"
                                                : "tables: {words: {pham: upham}}\nrules:\n",
                                       rule_file, NULL);
  pack_write("pack.yaml", setting, strlen(setting));
  pack_write("schema.yaml", schema, strlen(schema));
  pack_write("rules.yaml", rules, strlen(rules));
  pack_write("list.csv", (const char *)bytes + 1, length - 1);
  g_autoptr(FlRuleSet) set = pack_load();
  if (set != NULL)
    pack_run(set, "a.txt", text, strlen(text));
  return 0;
}
