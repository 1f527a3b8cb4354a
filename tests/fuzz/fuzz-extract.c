/* A source, read with the pack beside this file, which has something of everything: up to its facts, which
 * are written, read again and woven. The first byte picks the format. */
#include "packs.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static FlRuleSet *
load(void)
{
  const char *const packs[] = {FUZZ_PACK, NULL};
  g_autoptr(FlDiagnostics) diagnostics = fl_diagnostics_new();
  FlRuleSet *rules = fl_rule_set_load(packs, diagnostics);
  for (guint i = 0; i < fl_diagnostics_get_length(diagnostics); i++)
    g_printerr("%s\n", fl_diagnostics_get(diagnostics, i)->message);
  g_assert_nonnull(rules);
  return rules;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
  static FlRuleSet *rules;
  if (rules == NULL)
    rules = load();
  if (length > 0)
    pack_run(rules, *bytes % 2 == 0 ? "2031-a.txt" : "b.md", bytes + 1, length - 1);
  return 0;
}
