/*
 * FlReport: the findings about one source, as they turn up. The same thing found again is counted, not listed
 * again.
 *
 * Belongs to one thread; owns its strings.
 */
#pragma once

#include "fl-finding.h"
#include "fl-pattern.h"

#include <glib.h>

typedef struct _FlReport FlReport;

FlReport *fl_report_new(const char *file);
void fl_report_free(FlReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlReport, fl_report_free)

/* Adds a finding; `rule` may be NULL. Line and column are 1-based, 0 for none. Findings of one id, rule and
 * message are one, with the first place and a count. */
void fl_report_add(FlReport *self, FlFindingLevel level, const char *id, const char *rule, uint32_t line,
                   uint32_t column, const char *format, ...) G_GNUC_PRINTF(7, 8);

/* Adds a warning, match-limit: `pattern` has given up, by its own limit, on `what` ("this paragraph"). */
void fl_report_add_limit(FlReport *self, const FlPattern *pattern, const char *rule, uint32_t line,
                         uint32_t column, const char *what);

guint fl_report_get_length(const FlReport *self);
const FlFinding *fl_report_get(const FlReport *self, guint index);
