/*
 * FlExpectation: one thing that a test of a rule expects of it. Owned by its test; strings are its own.
 */
#pragma once

#include "fl-diagnostic.h"
#include "fl-emitted.h"

typedef struct {
  FlEmitKind kind;
  char *text; /* an edge as a sentence, `李四 attended 座谈会`; NULL for others, which have */
  char *what, *name, *from, *to; /* as in FlEmitted; NULL: free */
  GPtrArray *properties;         /* of char*: name, value, … */
  const FlYamlNode *source;      /* where it is written: the item, or the value of a context */
} FlExpectation;

/* Reads a list of expectations: the caller's array of FlExpectation. NULL, with errors added, when something
 * in it is none, or names what the rules do not know. */
GPtrArray *fl_expectations_read(const FlRuleSet *rules, FlDiagnostics *diagnostics, const FlYamlNode *node);

/* Adds an error: there is no context of this name. False, for the caller to return. */
bool fl_expectation_fail_context(const FlRuleSet *rules, FlDiagnostics *diagnostics, const FlYamlNode *key);

/* Whether this is what was expected. */
bool fl_expectation_fits(const FlExpectation *self, const FlEmitted *emitted);

/* Whether both are of one kind and, as far as the expectation says, about the same. */
bool fl_expectation_resembles(const FlExpectation *self, const FlEmitted *emitted);

/* As a person would put it; the caller's. */
char *fl_expectation_format(const FlExpectation *self);
