#include "fl-separator.h"

/* In order. */
const gunichar fl_separators[FL_N_SEPARATORS] = {
    '\n',   ' ',    '!',    '"',    '#',    '%',    '&',    '\'',   '(',    ')',    '*',    '+',
    ',',    '-',    '.',    '/',    '0',    ':',    ';',    '<',    '=',    '>',    '?',    '@',
    '[',    ']',    0x00b7, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2026, 0x3001, 0x3002, 0x3008,
    0x3009, 0x300a, 0x300b, 0x300c, 0x300d, 0x300e, 0x300f, 0x3010, 0x3011, 0x3014, 0x3015, 0xff01,
    0xff08, 0xff09, 0xff0c, 0xff0d, 0xff1a, 0xff1b, 0xff1f, 0xff5e,
};

uint64_t
fl_separator_look_up(gunichar symbol)
{
  uint32_t low = 0, high = FL_N_SEPARATORS;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (fl_separators[middle] == symbol)
      return (uint64_t)1 << middle;
    if (fl_separators[middle] < symbol)
      low = middle + 1;
    else
      high = middle;
  }
  return FL_SEPARATORS_NONE;
}
