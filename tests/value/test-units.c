#include "fl-units.h"
#include "tables.h"

#include <math.h>

static FlUnits *
units_new(const FlNumerals *numerals)
{
  FlUnits *self = fl_units_new(numerals);
  fl_units_add(self, "元", "元", 1);
  fl_units_add(self, "块", "元", 1);
  fl_units_add(self, "公里", "米", 1000);
  fl_units_add(self, "千米", "米", 1000);
  fl_units_add(self, "瓦", "瓦", 1);
  fl_units_add(self, "千瓦", "千瓦", 1);
  fl_units_add(self, "亩", "公顷", 1.0 / 15);
  fl_units_add(self, "百分点", "百分点", 1);
  return self;
}

static void
test_units(void)
{
  static const struct {
    const char *text, *base;
    double factor;
  } cases[] = {
      {"元", "元", 1},
      {"块", "元", 1},
      {"万元", "元", 1e4},
      {"亿元", "元", 1e8},
      {"万亿元", "元", 1e12},
      {"公里", "米", 1000},
      {"万公里", "米", 1e7},
      {"千米", "米", 1000},
      {"千瓦", "千瓦", 1}, /* a unit of its own, not a thousand of another */
      {"万千瓦", "千瓦", 1e4},
      {"百瓦", "瓦", 100},
      {"亿千瓦", "千瓦", 1e8},
      {"百分点", "百分点", 1},
      {"万亩", "公顷", 1e4 / 15},
      {"个", "个", 1}, /* not known: as it is, without its scales */
      {"万个", "个", 1e4},
      {"亿万人次", "人次", 1e12},
      {"万", "", 1e4}, /* nothing is counted */
      {"", "", 1},
      {"三元", "三元", 1}, /* digits are no scale */
      {"元万", "元万", 1},
      {"million 元", " 元", 1e6},
  };
  g_autoptr(FlNumerals) numerals = numerals_new();
  g_autoptr(FlUnits) units = units_new(numerals);
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    double factor = 0;
    const char *base = fl_units_resolve(units, cases[i].text, &factor);
    if (g_strcmp0(base, cases[i].base) != 0 || fabs(factor - cases[i].factor) > 1e-15 * factor) {
      g_test_message("%s: %g %s in place of %g %s", cases[i].text, factor, base, cases[i].factor,
                     cases[i].base);
      g_test_fail();
    }
  }
}

/* A later row of the table takes the place of an earlier one. */
static void
test_said_again(void)
{
  g_autoptr(FlNumerals) numerals = numerals_new();
  g_autoptr(FlUnits) units = units_new(numerals);
  double factor = 0;
  fl_units_add(units, "块", "角", 10);
  g_assert_cmpstr(fl_units_resolve(units, "万块", &factor), ==, "角");
  g_assert_cmpfloat(factor, ==, 1e5);
}

/* Without numerals there are no scales. */
static void
test_no_scales(void)
{
  g_autoptr(FlNumerals) numerals = fl_numerals_new();
  g_autoptr(FlUnits) units = units_new(numerals);
  double factor = 0;
  g_assert_cmpstr(fl_units_resolve(units, "万元", &factor), ==, "万元");
  g_assert_cmpfloat(factor, ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/units/units, their bases and scales", test_units);
  g_test_add_func("/units/a unit that is said again", test_said_again);
  g_test_add_func("/units/no scales", test_no_scales);
  return g_test_run();
}
