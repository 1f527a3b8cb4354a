#include "tables.h"

#include <math.h>

/* A text and the number it is; NAN: none. */
typedef struct {
  const char *text;
  double number;
} Case;

static void
assert_reads(const Case *cases, size_t n)
{
  g_autoptr(FlNumerals) numerals = numerals_new();
  for (size_t i = 0; i < n; i++) {
    double number = NAN;
    bool good = fl_numerals_parse(numerals, cases[i].text, &number);
    if (good != !isnan(cases[i].number) || (good && fabs(number - cases[i].number) > fabs(number) * 1e-15)) {
      g_test_message("%s: %.17g in place of %.17g", cases[i].text, number, cases[i].number);
      g_test_fail();
    }
  }
}

#define ASSERT_READS(cases) assert_reads(cases, G_N_ELEMENTS(cases))

static void
test_arabic(void)
{
  static const Case cases[] = {
      {"0", 0},
      {"12", 12},
      {"007", 7},
      {"6.5", 6.5},
      {"0.03", 0.03},
      {"1,234", 1234},
      {"1,234,567.8", 1234567.8},
      {"-3.2", -3.2},
      {"12 345", 12345},
      {" 8 ", 8},
      {"1234567890123456", 1234567890123456},
      {"1,23", NAN},
      {"1234,567", NAN},
      {"1,2345", NAN},
      {"1.", NAN},
      {".5", NAN},
      {"1.2.3", NAN},
      {"--1", NAN},
      {"+1", NAN},
      {"1-2", NAN},
      {"6.5%", NAN},
      {"1e5", NAN},
      {"0x10", NAN},
      {"inf", NAN},
      {"nan", NAN},
  };
  ASSERT_READS(cases);
}

static void
test_full_width(void)
{
  static const Case cases[] = {
      {"１２", 12},       {"６．５", 6.5}, {"１，２３４", 1234}, {"－３", -3},
      {"１２万", 120000}, {"１2", 12},     {"１　２", 12},       {"％", NAN},
  };
  ASSERT_READS(cases);
}

static void
test_chinese(void)
{
  static const Case cases[] = {
      {"零", 0},
      {"五", 5},
      {"十", 10},
      {"十五", 15},
      {"二十", 20},
      {"九十九", 99},
      {"一百", 100},
      {"百", 100},
      {"一百零五", 105},
      {"一百一十", 110},
      {"三千五百", 3500},
      {"两千零五", 2005},
      {"两千零五十", 2050},
      {"一千零一十", 1010},
      {"一万零三十", 10030},
      {"一万零三百", 10300},
      {"十二万", 120000},
      {"一百二十三万四千五百六十七", 1234567},
      {"三亿零五万", 300050000},
      {"九亿六千万", 960000000},
      {"一万亿", 1e12},
      {"两千三百万亿", 2.3e15},
      {"万", 1e4},
      {"亿", 1e8},
  };
  ASSERT_READS(cases);
}

static void
test_mixed(void)
{
  static const Case cases[] = {
      {"1.2万亿", 1.2e12},  {"1.3万", 13000},      {"3千", 3000},      {"2百5十", 250},
      {"1亿3000万", 1.3e8}, {"5亿2千万", 5.2e8},   {"0万", 0},         {"零万", 0},
      {"-2万", -20000},     {"five hundred", 500}, {"2 million", 2e6}, {"five hundred thousand", 5e5},
      {"三5", NAN},         {"5三", NAN},          {"12三", NAN},
  };
  ASSERT_READS(cases);
}

/* Digits by position are a year, or the number of a room. */
static void
test_positions(void)
{
  static const Case cases[] = {
      {"二〇二四", 2024},
      {"二零零五", 2005},
      {"一九九八", 1998},
      {"〇五", 5},
      {"一二三四五六七八九", 123456789},
  };
  ASSERT_READS(cases);
}

/* 五六百 is five or six hundred: a range that is not written as one. */
static void
test_approximate(void)
{
  static const Case cases[] = {
      {"五六百", NAN},   {"三四十", NAN}, {"两三万", NAN},     {"二三百万", NAN},
      {"七八亿", NAN},   {"十五六", NAN}, {"二十五六", NAN},   {"一千二三百", NAN},
      {"三万五六", NAN}, {"一二千", NAN}, {"一万二三千", NAN}, {"二〇二四万", NAN},
  };
  ASSERT_READS(cases);
}

static void
test_nonsense(void)
{
  static const Case cases[] = {
      {"", NAN},     {" ", NAN},        {"-", NAN},      {"－", NAN}, {"年", NAN},           {"三年", NAN},
      {"第三", NAN}, {"百分之三", NAN}, {"三点五", NAN}, {"，", NAN}, {"1、2", NAN},         {"几十", NAN},
      {"十几", NAN}, {"数百", NAN},     {"三-", NAN},    {"٣", NAN},  {"fivehundreds", NAN},
  };
  ASSERT_READS(cases);
}

/* Past what a double holds there is no number. */
static void
test_too_large(void)
{
  g_autoptr(FlNumerals) numerals = numerals_new();
  g_autoptr(GString) text = g_string_new("1");
  double number = 0;
  for (int i = 0; i < 50; i++)
    g_string_append(text, "亿");
  g_assert_false(fl_numerals_parse(numerals, text->str, &number));
}

static void
test_scales(void)
{
  static const struct {
    const char *text;
    gsize length; /* bytes */
    double factor;
  } cases[] = {
      {"万亿元", 6, 1e12}, {"亿元", 3, 1e8}, {"千瓦", 3, 1000}, {"元", 0, 1},
      {"", 0, 1},          {"三万", 0, 1},   {"万", 3, 1e4},    {"million t", 7, 1e6},
  };
  g_autoptr(FlNumerals) numerals = numerals_new();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    double factor = 0;
    g_assert_cmpuint(fl_numerals_measure_scale(numerals, cases[i].text, &factor), ==, cases[i].length);
    g_assert_cmpfloat(factor, ==, cases[i].factor);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/numerals/Arabic digits", test_arabic);
  g_test_add_func("/numerals/full-width digits", test_full_width);
  g_test_add_func("/numerals/Chinese numerals", test_chinese);
  g_test_add_func("/numerals/digits with scales", test_mixed);
  g_test_add_func("/numerals/digits by position", test_positions);
  g_test_add_func("/numerals/five or six hundred is no number", test_approximate);
  g_test_add_func("/numerals/nonsense", test_nonsense);
  g_test_add_func("/numerals/too large a number", test_too_large);
  g_test_add_func("/numerals/scales in front of units", test_scales);
  return g_test_run();
}
