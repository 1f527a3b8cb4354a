/*
 * FlTestAccept: failing tests whose expectations are to become what came: collected, then written into their files.
 *
 * Borrows results and rules; belongs to one thread.
 */
#pragma once

#include "fl-rule-test.h"

typedef struct _FlTestAccept FlTestAccept;

FlTestAccept *fl_test_accept_new(const FlRuleSet *rules);
void fl_test_accept_free(FlTestAccept *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlTestAccept, fl_test_accept_free)

/* Takes what came of a failing test, which it shows, to be written; or says why it can't be. */
void fl_test_accept_add(FlTestAccept *self, FlRuleTestResult *take_result);

/* Whether no failing test was added. */
bool fl_test_accept_is_empty(const FlTestAccept *self);

/* Writes all files and says what was written. False, with a message, where any could not be. */
bool fl_test_accept_write(FlTestAccept *self);
