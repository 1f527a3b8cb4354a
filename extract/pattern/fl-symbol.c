#include "fl-symbol.h"

gunichar
fl_symbol_of_rare(gunichar c)
{
  GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_DECIMAL_NUMBER || type == G_UNICODE_UNASSIGNED ? FL_SYMBOL_DIGIT : c;
}
