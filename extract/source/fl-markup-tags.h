/*
 * What of markup is looked at before libxml2 parses it.
 */
#pragma once

#include "fl-markup.h"

/* Whether each tag has at most FL_LIMIT_ATTRIBUTES attributes: libxml2 compares each with all before it in its tag. */
bool fl_markup_tags_check(const char *text, gsize length, FlMarkupKind kind);
