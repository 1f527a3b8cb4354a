/*
 * What a person is told of the tests of rules: those that fail, each with its place, the line it stands in, and a
 * small diff. On standard output.
 */
#pragma once

#include "fl-rule-test.h"

/* `path:line:column: failed[rule:N]: text`, the line with a caret at what did not come, and the difference. */
void fl_test_report_failed(const FlRuleTestResult *result);

/* One line: `path:line:column: WHAT[rule:N]: text`. */
void fl_test_report_line(const FlRuleTest *test, const char *what);
