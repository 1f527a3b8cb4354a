#include "fl-value.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <string.h>

static void
test_format(void)
{
  static const struct {
    double number;
    const char *text;
  } cases[] = {
      {0, "0.0"},
      {-0.0, "0.0"},
      {-0.00004, "0.0"},
      {5.5, "5.5"},
      {130, "130.0"},
      {-2, "-2.0"},
      {0.0312, "0.0312"},
      {0.03125, "0.0312"},
      {0.1 + 0.2, "0.3"},
      {1.00006, "1.0001"},
      {99999999999.9999, "99999999999.9999"},
      {99999999999.99999, "100000000000.0"},
      {123456789012.345, "123456789012.345"},
      {1234567890123.45, "1234567890123.45"},
      {12345678901234.5, "12345678901234.5"},
      {2600000000000, "2600000000000.0"},
      {1e15, "1000000000000000.0"},
      {9007199254740993e0, "9007199254740992.0"},
      {1e22, "10000000000000000000000.0"},
  };
  char buffer[FL_NUMBER_TEXT_SIZE];
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpstr(fl_number_format(cases[i].number, buffer), ==, cases[i].text);
  g_assert_cmpuint(strlen(fl_number_format(-DBL_MAX, buffer)), ==, 312);
  g_assert_cmpfloat(g_ascii_strtod(buffer, NULL), ==, -DBL_MAX);
  g_assert_cmpstr(fl_value_format(fl_value_integer(INT64_MIN), buffer), ==, "-9223372036854775808");
  g_assert_cmpstr(fl_value_format((FlValue){0}, buffer), ==, "");
  g_assert_cmpstr(fl_value_format(fl_value_string("三"), buffer), ==, "三");
}

/* What is written is what is read again, and is written the same. */
static void
test_round(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  char once[FL_NUMBER_TEXT_SIZE], twice[FL_NUMBER_TEXT_SIZE];
  for (int i = 0; i < 200000; i++) {
    double number = (g_rand_double(random) - 0.5) * pow(10, g_rand_int_range(random, -6, 25));
    double rounded = fl_number_round(number);
    g_assert_cmpstr(fl_number_format(number, once), ==, fl_number_format(rounded, twice));
    g_assert_cmpfloat(g_ascii_strtod(once, NULL), ==, rounded);
    g_assert_cmpfloat(fl_number_round(rounded), ==, rounded);
  }
  g_assert_false(signbit(fl_number_round(-0.00001)));
}

/* The quick way writes what printf would, ties aside. */
static void
test_format_as_printf(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(8);
  for (int i = 0; i < 200000; i++) {
    double number = (g_rand_double(random) - 0.5) * pow(10, g_rand_int_range(random, 0, 9));
    char buffer[FL_NUMBER_TEXT_SIZE];
    g_assert_cmpfloat(fabs(g_ascii_strtod(fl_number_format(number, buffer), NULL) - number), <=,
                      0.00005 + 1e-9);
  }
}

static void
test_locale(void)
{
  char buffer[FL_NUMBER_TEXT_SIZE];
  FlValue value = {0};
  locale_t german = newlocale(LC_ALL_MASK, "de_DE.UTF-8", NULL);
  if (german == NULL) {
    g_test_skip("no locale with a decimal comma is installed: de_DE.UTF-8");
    return;
  }
  uselocale(german);
  g_assert_cmpstr(fl_number_format(1.5, buffer), ==, "1.5");
  g_assert_cmpstr(fl_number_format(1.5e12, buffer), ==, "1500000000000.0");
  g_assert_true(fl_value_parse(FL_VALUE_NUMBER, "1.5", &value));
  g_assert_cmpfloat(value.number, ==, 1.5);
  uselocale(LC_GLOBAL_LOCALE);
  freelocale(german);
}

static void
test_parse(void)
{
  static const struct {
    const char *text;
    FlValueType type;
    bool good;
  } cases[] = {
      {"12", FL_VALUE_INTEGER, true},
      {"-9223372036854775808", FL_VALUE_INTEGER, true},
      {"9223372036854775808", FL_VALUE_INTEGER, false},
      {"12x", FL_VALUE_INTEGER, false},
      {" 12", FL_VALUE_INTEGER, false},
      {"1.0", FL_VALUE_INTEGER, false},
      {"2.6", FL_VALUE_NUMBER, true},
      {"-1e3", FL_VALUE_NUMBER, true},
      {"1e999", FL_VALUE_NUMBER, false},
      {"inf", FL_VALUE_NUMBER, false},
      {"INFINITY", FL_VALUE_NUMBER, false},
      {"nan", FL_VALUE_NUMBER, false},
      {"0x10", FL_VALUE_NUMBER, false},
      {" 1", FL_VALUE_NUMBER, false},
      {"1,5", FL_VALUE_NUMBER, false},
      {"1 ", FL_VALUE_NUMBER, false},
      {".", FL_VALUE_NUMBER, false},
      {"2024", FL_VALUE_DATE, true},
      {"2024-02", FL_VALUE_DATE, true},
      {"2024-02-29", FL_VALUE_DATE, true},
      {"2023-02-29", FL_VALUE_DATE, false},
      {"2024-13", FL_VALUE_DATE, false},
      {"2024-00", FL_VALUE_DATE, false},
      {"2024-02-00", FL_VALUE_DATE, false},
      {"0000", FL_VALUE_DATE, false},
      {"2021/2025", FL_VALUE_DATE, true},
      {"2023-12-21/2023-12-22", FL_VALUE_DATE, true},
      {"2023-12-21/", FL_VALUE_DATE, false},
      {"/2023", FL_VALUE_DATE, false},
      {"2023/2024/2025", FL_VALUE_DATE, false},
      {"24-02-08", FL_VALUE_DATE, false},
      {"2024-2-8", FL_VALUE_DATE, false},
      {"2024-02-08T10:00", FL_VALUE_DATE, false},
      {"2024-02-", FL_VALUE_DATE, false},
      {"anything", FL_VALUE_STRING, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    FlValue value = {0};
    if (fl_value_parse(cases[i].type, cases[i].text, &value) != cases[i].good)
      g_test_message("%s", cases[i].text), g_test_fail();
    g_assert_cmpint(value.type, ==, cases[i].good ? cases[i].type : FL_VALUE_NONE);
  }
  FlValue value = fl_value_integer(1);
  g_assert_true(fl_value_parse(FL_VALUE_DATE, "", &value));
  g_assert_cmpint(value.type, ==, FL_VALUE_NONE);
}

static void
test_day(void)
{
  g_assert_true(fl_date_is_day("2024-02-08"));
  g_assert_false(fl_date_is_day("2024-02"));
  g_assert_false(fl_date_is_day("2024-02-30"));
  g_assert_false(fl_date_is_day("2024-02-08/2024-02-09"));
  g_assert_false(fl_date_is_day("2024-02-08 "));
  g_assert_false(fl_date_is_day(""));
}

static void
test_type_names(void)
{
  for (int type = FL_VALUE_STRING; type <= FL_VALUE_DATE; type++) {
    FlValueType found = FL_VALUE_NONE;
    g_assert_true(fl_value_type_from_name(fl_value_type_name((FlValueType)type), &found));
    g_assert_cmpint(found, ==, type);
  }
  FlValueType found = FL_VALUE_DATE;
  g_assert_false(fl_value_type_from_name("none", &found));
  g_assert_false(fl_value_type_from_name("boolean", &found));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/value/numbers have one to four decimals", test_format);
  g_test_add_func("/value/a number is read as it was written", test_round);
  g_test_add_func("/value/numbers are written to the nearest", test_format_as_printf);
  g_test_add_func("/value/the locale does not matter", test_locale);
  g_test_add_func("/value/only whole texts are values", test_parse);
  g_test_add_func("/value/a full day", test_day);
  g_test_add_func("/value/names of types", test_type_names);
  return g_test_run();
}
