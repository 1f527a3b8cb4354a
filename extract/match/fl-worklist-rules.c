/* Rules that bring nothing: never tried, never a match, or all of it taken by others. */

#include "fl-worklist-private.h"

/* From this part of what a rule says on, which others take, it is worth a look. */
#define SHADOWED 0.95

static char *
describe(const FlWorklist *self, const FlRule *rule, const FlRuleTally *tally, double *ret_gain)
{
  guint64 tried = self->tried[rule->index];
  guint64 said = tally->stands + tally->lost;
  if (tally->matches == 0 && (rule->in == FL_UNIT_SOURCE || rule->in == FL_UNIT_ARTICLE || tried > 0)) {
    *ret_gain = 1 + (double)tried;
    return tried > 0
               ? g_strdup_printf("%s: tried %" G_GUINT64_FORMAT " times, and never matched", rule->id, tried)
               : g_strdup_printf("%s: never matched", rule->id);
  }
  if (tally->matches == 0) {
    *ret_gain = 0.5;
    return g_strdup_printf("%s: never tried: what it looks for is nowhere", rule->id);
  }
  if (tally->stands > 0 && (double)tally->lost < SHADOWED * (double)said)
    return NULL;
  if (tally->stands == 0 && tally->lost == 0) {
    *ret_gain = 2 + (double)tally->matches;
    return g_strdup_printf("%s: matched %" G_GUINT64_FORMAT " times, and nothing came of it", rule->id,
                           tally->matches);
  }
  *ret_gain = (double)tally->lost / 100;
  if (tally->best == NULL)
    return g_strdup_printf("%s: %" G_GUINT64_FORMAT " of its %" G_GUINT64_FORMAT " mentions are refused",
                           rule->id, tally->lost, said);
  return g_strdup_printf("%s: others take %" G_GUINT64_FORMAT " of the %" G_GUINT64_FORMAT
                         " things it says, most of them %s (%" G_GUINT64_FORMAT ")",
                         rule->id, tally->lost, said, tally->best, tally->best_taken);
}

void
fl_worklist_write_rules(FlWorklist *self)
{
  FlWorkSection *section = fl_worklist_add_section(self, "Rules that bring nothing here, or hardly anything");
  for (guint i = 0; i < self->rules->rules->len; i++) {
    const FlRule *rule = fl_rule_set_get_rule(self->rules, (int)i);
    double gain = 0;
    char *title = describe(self, rule, fl_tally_get(self->tally, rule), &gain);
    if (title == NULL)
      continue;
    FlWorkItem *item = fl_work_section_add(section, title, gain);
    uint32_t line = 0, column = 0;
    fl_yaml_node_locate(rule->source, 0, &line, &column);
    FlWorkPlace place = {fl_yaml_get_path(rule->source->file), line,
                         *rule->about != '\0' ? rule->about : rule->id, NULL};
    g_array_append_val(item->places, place);
  }
}
