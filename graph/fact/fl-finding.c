#include "fl-finding.h"

#include <string.h>

/* In the order of FlFindingLevel. */
static const char *const LEVELS[] = {"note", "warning"};

const char *
fl_finding_level_name(FlFindingLevel level)
{
  return LEVELS[level];
}

bool
fl_finding_level_from_name(const char *name, FlFindingLevel *ret_level)
{
  for (int i = 0; i <= FL_FINDING_WARNING; i++) {
    if (strcmp(LEVELS[i], name) == 0) {
      *ret_level = (FlFindingLevel)i;
      return true;
    }
  }
  return false;
}
