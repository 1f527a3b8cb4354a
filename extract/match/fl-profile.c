#include "fl-profile-private.h"

#include <time.h>

/* A sentence of a report. */
enum { MOST_CHARS = 200 };

gint64
fl_profile_read_clock(void)
{
  struct timespec now = {0};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64)now.tv_sec * 1000000000 + now.tv_nsec;
}

static gint64
measure_clock(void)
{
  enum { READINGS = 2000 };
  gint64 start = fl_profile_read_clock();
  for (int i = 1; i < READINGS; i++)
    fl_profile_read_clock();
  return (fl_profile_read_clock() - start) / READINGS;
}

FlProfile *
fl_profile_new(const FlRuleSet *rules)
{
  FlProfile *self = g_new0(FlProfile, 1);
  self->rules = rules;
  self->by_rule = g_new0(FlRuleProfile, rules->rules->len);
  self->tally = fl_tally_new(rules);
  self->clock_cost = measure_clock();
  return self;
}

void
fl_profile_free(FlProfile *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rules->rules->len; i++) {
    g_free(self->by_rule[i].slowest_file);
    g_free(self->by_rule[i].slowest_text);
  }
  g_free(self->by_rule);
  fl_tally_free(self->tally);
  g_free(self);
}

FlRuleProfile *
fl_profile_get_rule(FlProfile *self, const FlRule *rule)
{
  return &self->by_rule[rule->index];
}

void
fl_rule_profile_add_unit(FlRuleProfile *self, const FlAnalysis *analysis, const FlUnit *unit, bool tried,
                         gint64 start, gint64 end)
{
  self->tried += tried;
  if (!tried || (self->slowest_file != NULL && end - start <= self->slowest))
    return;
  const char *text = fl_analysis_get_text(analysis, unit->span);
  g_free(self->slowest_file);
  g_free(self->slowest_text);
  self->slowest = end - start;
  self->slowest_file = g_strdup(fl_document_get_name(analysis->document));
  self->slowest_text = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), MOST_CHARS));
  g_strdelimit(self->slowest_text, "\n", ' ');
  self->slowest_line = fl_analysis_locate(analysis, unit->span).line;
}

void
fl_profile_add_run(FlProfile *self, FlRuleProfile *rule, guint64 n_units, guint64 n_measured, gint64 taken)
{
  rule->units += n_units;
  rule->time += MAX(taken - (gint64)(2 * n_measured + 1) * self->clock_cost, 0);
  self->n_readings += 2 * n_measured + 2;
}

void
fl_profile_add_document(FlProfile *self, const FlAnalysis *analysis, gint64 taken)
{
  self->documents++;
  self->sentences += fl_text_get_n_units(analysis->text, FL_UNIT_SENTENCE);
  self->time += taken;
  fl_tally_add(self->tally, analysis);
}
