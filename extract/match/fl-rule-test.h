/*
 * FlRuleTest: a test written inside a rule: a text, what is given, and exactly what the rule must emit.
 *
 *   - text: 李四、王五出席座谈会。
 *     given: {Person: [李四, 王五], Meeting: [座谈会]}
 *     context: {year: 2024, host: {Organization: 省委}}
 *     expect: [李四 attended 座谈会, 王五 attended 座谈会]
 *     todo: true
 *
 * It may also stand apart, under `tests:` of any rule file of a pack, and then names its rule: rule: attended.
 *
 * `given`: these mentions and no others, which must stand in the text; without it the whole pack runs. `context`: texts or nodes that hold
 * for the whole text. `todo`: known to fail, counted apart.
 *
 * A text stands where the rule looks: in a title for `in: title`, and so on; for `in: source` its first line
 * is the source's name. A given mention is a text, or a mapping of `text` and properties. An expectation is
 * an edge as above, or a mapping: {node: Figure, text: 增长6.5%, value: 6.5}, {set: {period: 2024}}, {update:
 * 座谈会, start: …}, {edge: attended, from: 李四, to: 座谈会}. Properties that it does not name are free. A
 * node that an expected edge begins or ends at need not be listed; anything else that the rule emits makes
 * the test fail.
 */
#pragma once

#include "fl-expectation.h"
#include "fl-extractor.h"

typedef struct {
  const FlRule *rule;
  const FlYamlNode *source; /* the test's mapping */
  guint number;             /* among the rule's that can be read, from 1 */
  char *text;
  FlTrial trial;           /* its given mentions and contexts belong to the test */
  GPtrArray *expectations; /* of FlExpectation */
  bool todo;
} FlRuleTest;

/* The tests of a rule; the caller's array of FlRuleTest. What is wrong in them is added to the diagnostics,
 * and such a test left out. */
GPtrArray *fl_rule_tests_read(const FlRuleSet *rules, const FlRule *rule, FlDiagnostics *diagnostics);

/* What came of a test. */
typedef struct {
  const FlRuleTest *test;
  bool passed;
  char *problem;      /* the text can't be read: nothing else is known; NULL: it can */
  GPtrArray *absent;  /* of const char*: given mentions that do not stand in the text */
  GPtrArray *emitted; /* of FlEmitted */
  bool *met;          /* by expectation of the test */
  bool *expected;     /* by emitted */
  FlAnalysis *analysis;
} FlRuleTestResult;

/* Runs a test; the caller's. */
FlRuleTestResult *fl_rule_test_run(const FlRuleTest *self, FlExtractor *extractor);
void fl_rule_test_result_free(FlRuleTestResult *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlRuleTestResult, fl_rule_test_result_free)

/* Appends a small diff: `-` what was expected, `+` what came, `!` what is wrong with the test. */
void fl_rule_test_result_append(const FlRuleTestResult *self, GString *out);

/* Whether what was emitted is just what `expectations` (of FlExpectation) say; `met` and `expected`, by these and by
 * emitted, say which are. */
bool fl_expectations_compare(const GPtrArray *expectations, const GPtrArray *emitted, bool *met,
                             bool *expected);
