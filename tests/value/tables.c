#include "tables.h"

static const struct {
  const char *word;
  FlNumeralKind kind;
  double value;
} numerals[] = {
    {"零", FL_NUMERAL_DIGIT, 0},
    {"〇", FL_NUMERAL_DIGIT, 0},
    {"一", FL_NUMERAL_DIGIT, 1},
    {"二", FL_NUMERAL_DIGIT, 2},
    {"两", FL_NUMERAL_DIGIT, 2},
    {"三", FL_NUMERAL_DIGIT, 3},
    {"四", FL_NUMERAL_DIGIT, 4},
    {"五", FL_NUMERAL_DIGIT, 5},
    {"六", FL_NUMERAL_DIGIT, 6},
    {"七", FL_NUMERAL_DIGIT, 7},
    {"八", FL_NUMERAL_DIGIT, 8},
    {"九", FL_NUMERAL_DIGIT, 9},
    {"十", FL_NUMERAL_MULTIPLIER, 10},
    {"百", FL_NUMERAL_MULTIPLIER, 100},
    {"千", FL_NUMERAL_MULTIPLIER, 1000},
    {"万", FL_NUMERAL_SCALE, 1e4},
    {"亿", FL_NUMERAL_SCALE, 1e8},
    {"five", FL_NUMERAL_DIGIT, 5},
    {"hundred", FL_NUMERAL_MULTIPLIER, 100},
    {"thousand", FL_NUMERAL_SCALE, 1e3},
    {"million", FL_NUMERAL_SCALE, 1e6},
};

FlNumerals *
numerals_new(void)
{
  FlNumerals *self = fl_numerals_new();
  for (size_t i = 0; i < G_N_ELEMENTS(numerals); i++)
    fl_numerals_add(self, numerals[i].word, numerals[i].kind, numerals[i].value);
  return self;
}
