/*
 * Writing a test of a rule: what a rule emitted, as `expect:` lists it.
 */
#pragma once

#include "fl-emitted.h"

/* One item of a flow or block list; the caller's. */
char *fl_yaml_format_expectation(const FlEmitted *emitted);

/* A scalar that YAML reads as just this text wherever it stands: plain where that is safe, else in quotes. */
void fl_yaml_append_scalar(GString *out, const char *text);
