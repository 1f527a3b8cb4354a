#include "fl-page-number.h"
#include "fl-han.h"

#include <glib.h>

bool
fl_is_page_number(const char *text, size_t length)
{
  static const char *const around = "-—–－·.• \t　";
  unsigned digits = 0;
  if (length > 0 && fl_is_han(text)) /* nearly every line */
    return false;
  for (const char *p = text, *end = text + length; p < end; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isdigit(c))
      digits++;
    else if (g_utf8_strchr(around, -1, c) == NULL)
      return false;
  }
  return digits > 0 && digits <= 4;
}
