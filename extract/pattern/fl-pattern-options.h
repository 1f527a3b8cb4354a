/*
 * PCRE2, and how patterns are compiled. Private to what runs and traces them.
 */
#pragma once

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define FL_PATTERN_OPTIONS                                                                                   \
  (PCRE2_UTF | PCRE2_UCP | PCRE2_NO_AUTO_CAPTURE | PCRE2_DUPNAMES | PCRE2_DOLLAR_ENDONLY |                   \
   PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT)
