/*
 * Writing expectations: what came of a test, as one would expect it, into the test's file.
 *
 * What was expected and came stays as it is written; what came otherwise is put right where it stands, what did
 * not come is taken out, what came besides is added at the end.
 */
#pragma once

#include "fl-rule-test.h"
#include "fl-yaml-edit.h"

/* Adds the changes that make `result` what its test expects. */
void fl_expectations_write(const FlRuleTestResult *result, FlYamlEdit *edit);

/* Whether the test expects just what came, read from `text`: its file with the changes. */
bool fl_expectations_verify(const FlRuleTestResult *result, const FlRuleSet *rules, const char *text);
