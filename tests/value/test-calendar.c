#include "tables.h"

#include "fl-calendar.h"

#include <string.h>

/* The patterns of dates that the cases are read by, the first that takes the whole text. */
static const char *const patterns[] = {
    ("(?<year>{y})年(?<month>{n})月(?<day>{n})日?"
     "(?:{to}(?:(?:(?<year2>{y})年)?(?<month2>{n})月)?(?<day2>{n})日)?"),
    "(?<year>\\d{4})-(?<month>\\d+)-(?<day>\\d+)",
    "(?<month>{n})月(?<day>{n})日?(?:{to}(?:(?:(?<year2>{y})年)?(?<month2>{n})月)?(?<day2>{n})日)?",
    "(?<day>{n})日(?:{to}(?:(?<month2>{n})月)?(?<day2>{n})日)?",
    "(?<year>{y})年(?<month>{n})月(?:{to}(?:(?<year2>{y})年)?(?<month2>{n})月)?",
    "(?<month>{n})月(?:{to}(?<month2>{n})月)?",
    "(?<year>{y})年?(?:{to}(?<year2>{y})年?)?",
    "(?<day>\\d+) (?<month>[A-Z][a-z]+)(?: (?<year>\\d{4}))?",
    "(?<century>\\d+)世纪(?<decade>[\\d五十]+)年代",
    "(?<decade>\\d+)年代",
    "(?<word>[^\\d至]+)(?<decade>\\d+)年代",
    "(?<year>{y})年(?<word>[^\\d至]+)",
    "(?<word>[^至]+)至(?<word2>[^至]+)",
    "(?<word>[^\\d至]+)",
};

static char *
expand(const char *pattern)
{
  g_autoptr(GString) out = g_string_new(pattern);
  g_string_replace(out, "{y}", "[\\d０-９]{4}|[一二三四五六七八九〇零]{4}", 0);
  g_string_replace(out, "{n}", "[\\d０-９一二三四五六七八九十百]{1,4}", 0);
  g_string_replace(out, "{to}", "[至-]", 0);
  return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Words: what they stand for, part by part (year, month, day, year2, month2, day2, century), and the year they
 * hold in. */
static const struct {
  const char *word;
  const char *parts[FL_DATE_N_PARTS];
  int of_year;
} words[] = {
    {"今年", {"+0", "", "", "", "", "", ""}, 0},
    {"去年", {"-1", "", "", "", "", "", ""}, 0},
    {"明年", {"+1", "", "", "", "", "", ""}, 0},
    {"本月", {"", "+0", "", "", "", "", ""}, 0},
    {"上月", {"", "-1", "", "", "", "", ""}, 0},
    {"下月", {"", "+1", "", "", "", "", ""}, 0},
    {"今天", {"+0", "+0", "+0", "", "", "", ""}, 0},
    {"昨天", {"+0", "+0", "-1", "", "", "", ""}, 0},
    {"明天", {"+0", "+0", "+1", "", "", "", ""}, 0},
    {"上半年", {"", "1", "", "", "6", "", ""}, 0},
    {"去年四季度", {"-1", "10", "", "", "12", "", ""}, 0},
    {"十四五", {"2021", "", "", "2025", "", "", ""}, 0},
    {"年底", {"", "12", "", "", "", "", ""}, 0},
    {"国庆节", {"", "10", "1", "", "", "", ""}, 0},
    {"春节", {"", "2", "10", "", "", "", ""}, 2024},
    {"春节", {"", "1", "29", "", "", "", ""}, 2025},
    {"上世纪", {"", "", "", "", "", "", "-1"}, 0},
    {"本世纪", {"", "", "", "", "", "", "+0"}, 0},
    {"January", {"", "1", "", "", "", "", ""}, 0},
    {"June", {"", "6", "", "", "", "", ""}, 0},
};

static FlCalendar *
calendar_new(const FlNumerals *numerals)
{
  FlCalendar *self = fl_calendar_new(numerals);
  for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *source = expand(patterns[i]);
    FlPattern *pattern = fl_pattern_new(source, NULL, &error);
    g_assert_no_error(error);
    fl_calendar_add_pattern(self, pattern);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    FlDateWord meaning = {.of_year = words[i].of_year};
    for (int part = 0; part < FL_DATE_N_PARTS; part++)
      g_assert_true(fl_date_part_parse(words[i].parts[part], &meaning.parts[part]));
    fl_calendar_add_word(self, words[i].word, &meaning);
  }
  return self;
}

/* A text, and the ISO 8601 date it is, or what is wrong with it. */
typedef struct {
  const char *text, *expected;
} Case;

static void
assert_reads(FlDateContext context, const Case *cases, size_t n)
{
  g_autoptr(FlNumerals) numerals = numerals_new();
  g_autoptr(FlCalendar) calendar = calendar_new(numerals);
  g_autoptr(FlMatcher) matcher = fl_matcher_new();
  for (size_t i = 0; i < n; i++) {
    const char *problem = NULL;
    g_autofree char *iso = fl_calendar_parse(calendar, cases[i].text, context, matcher, &problem);
    g_assert_cmpint(iso == NULL, ==, problem != NULL);
    const char *read = iso != NULL ? iso : problem;
    if (strcmp(read, cases[i].expected) != 0) {
      g_test_message("%s: %s in place of %s", cases[i].text, read, cases[i].expected);
      g_test_fail();
    }
  }
}

#define ASSERT_READS(context, cases) assert_reads(context, cases, G_N_ELEMENTS(cases))

static const FlDateContext nothing = {{0, 0, 0}, 0, {0, 0, 0}}, leap_day = {{2024, 2, 29}, 0, {0, 0, 0}},
                           new_year = {{2033, 1, 1}, 0, {0, 0, 0}}, december = {{2032, 12, 20}, 0, {0, 0, 0}},
                           january = {{2032, 1, 20}, 0, {0, 0, 0}};

#define NO_PATTERN "no pattern of dates fits"
#define NO_DAY     "there is no such day"
#define NO_YEAR    "the year is not known"
#define NO_MONTH   "the month is not known"
#define BACKWARDS  "it ends before it begins"
#define RELATIVE   "relative to a date that is not known"
#define NO_WORD    "a word that no table of dates holds"

static void
test_full(void)
{
  static const Case cases[] = {
      {"2024年1月5日", "2024-01-05"},
      {"2024年12月31日", "2024-12-31"},
      {"２０２４年１月５日", "2024-01-05"},
      {"二〇二四年一月五日", "2024-01-05"},
      {"2024年十二月三十一日", "2024-12-31"},
      {"2024-1-5", "2024-01-05"},
      {"2024年1月5", "2024-01-05"},
      {"2024年3月", "2024-03"},
      {"二〇二四年十月", "2024-10"},
      {"2024年", "2024"},
      {"2024", "2024"},
      {"5 June 2024", "2024-06-05"},
      {"2024年年底", "2024-12"},
      {"2024年国庆节", "2024-10-01"},
      {"0001年1月1日", "0001-01-01"},
      {"9999年12月31日", "9999-12-31"},
  };
  ASSERT_READS(nothing, cases);
  ASSERT_READS(leap_day, cases); /* what is written needs no context */
}

static void
test_no_such_day(void)
{
  static const Case cases[] = {
      {"2024年2月29日", "2024-02-29"},
      {"2023年2月29日", NO_DAY},
      {"2000年2月29日", "2000-02-29"},
      {"1900年2月29日", NO_DAY},
      {"2024年4月31日", NO_DAY},
      {"2024年13月1日", NO_DAY},
      {"2024年1月32日", NO_DAY},
      {"2024年13月", NO_DAY},
      {"2024-2-30", NO_DAY},
      {"2023年2月28日至29日", NO_DAY},
      {"2024年2月28日至29日", "2024-02-28/2024-02-29"},
  };
  ASSERT_READS(nothing, cases);
}

static void
test_ranges(void)
{
  static const Case cases[] = {
      {"2031年3月5日至7日", "2031-03-05/2031-03-07"},
      {"2031年3月5日-7日", "2031-03-05/2031-03-07"},
      {"2031年3月5日至4月2日", "2031-03-05/2031-04-02"},
      {"2031年12月28日至2032年1月3日", "2031-12-28/2032-01-03"},
      {"2031年12月28日至1月3日", "2031-12-28/2032-01-03"},
      {"2031年11月至2月", "2031-11/2032-02"},
      {"2031年3月至5月", "2031-03/2031-05"},
      {"2031年至2035年", "2031/2035"},
      {"2031年3月5日至5日", "2031-03-05"},
      {"2031年3月至3月", "2031-03"},
      {"2031年至2031年", "2031"},
      {"2035年至2031年", BACKWARDS},
      {"2031年5月至2031年3月", BACKWARDS},
      {"2031年5月3日至2031年5月2日", BACKWARDS},
      {"2031年3月5日至13月2日", NO_DAY},
  };
  ASSERT_READS(nothing, cases);
}

/* A day that is smaller than the first, without a month, is of the next month. */
static void
test_ranges_over_months(void)
{
  static const Case written[] = {
      {"2031年1月28日至3日", "2031-01-28/2031-02-03"},
      {"2031年12月28日-3日", "2031-12-28/2032-01-03"},
      {"2031年1月31日至30日", NO_DAY},
      {"2031年12月31日至1日", "2031-12-31/2032-01-01"},
      {"2024年1月30日至29日", "2024-01-30/2024-02-29"},
      {"2031年4月30日至1日", "2031-04-30/2031-05-01"},
  };
  static const Case in_january[] = {
      {"28日至3日", "2032-01-28/2032-02-03"},
      {"28日至30日", "2032-01-28/2032-01-30"},
      {"3月28日至3日", "2032-03-28/2032-04-03"},
  };
  static const Case in_december[] = {
      {"28日至3日", "2032-12-28/2033-01-03"},
      {"28日至1月3日", "2032-12-28/2033-01-03"},
      {"12月28日至1月3日", "2032-12-28/2033-01-03"},
  };
  ASSERT_READS(nothing, written);
  ASSERT_READS(january, in_january);
  ASSERT_READS(december, in_december);
}

static void
test_without_context(void)
{
  static const Case cases[] = {
      {"1月5日", NO_YEAR},
      {"3月", NO_YEAR},
      {"5日", NO_MONTH},
      {"5日至7日", NO_MONTH},
      {"今年", RELATIVE},
      {"上月", RELATIVE},
      {"昨天", RELATIVE},
      {"上半年", NO_YEAR},
      {"春节", NO_WORD " for this year"},
      {"十四五", "2021/2025"},
      {"2024年春节", "2024-02-10"},
      {"2024年上半年", "2024-01/2024-06"},
      {"上世纪90年代", RELATIVE},
      {"19世纪90年代", "1890/1899"},
      {"20世纪五十年代", "1950/1959"},
      {"90年代", "1990/1999"},
  };
  ASSERT_READS(nothing, cases);
}

static void
test_with_context(void)
{
  static const Case cases[] = {
      {"1月5日", "2024-01-05"},
      {"12月", "2024-12"},
      {"5日", "2024-02-05"},
      {"5日至7日", "2024-02-05/2024-02-07"},
      {"30日", NO_DAY},
      {"今年", "2024"},
      {"去年", "2023"},
      {"明年", "2025"},
      {"本月", "2024-02"},
      {"上月", "2024-01"},
      {"下月", "2024-03"},
      {"今天", "2024-02-29"},
      {"昨天", "2024-02-28"},
      {"明天", "2024-03-01"},
      {"上半年", "2024-01/2024-06"},
      {"去年四季度", "2023-10/2023-12"},
      {"年底", "2024-12"},
      {"国庆节", "2024-10-01"},
      {"春节", "2024-02-10"},
      {"2025年春节", "2025-01-29"},
      {"2026年春节", NO_WORD " for this year"},
      {"上世纪90年代", "1990/1999"},
      {"本世纪20年代", "2020/2029"},
      {"昨天至明天", "2024-02-28/2024-03-01"},
      {"今年至明年", "2024/2025"},
      {"1 June", "2024-06-01"},
  };
  ASSERT_READS(leap_day, cases);
}

/* What is counted from the first of January runs over the end of the year. */
static void
test_over_the_year(void)
{
  static const Case in_january[] = {
      {"昨天", "2032-12-31"},
      {"上月", "2032-12"},
      {"明天", "2033-01-02"},
      {"昨天至今天", "2032-12-31/2033-01-01"},
      {"上月至本月", "2032-12/2033-01"},
  };
  static const Case in_december[] = {
      {"下月", "2033-01"},
      {"本月至下月", "2032-12/2033-01"},
      {"明天", "2032-12-21"},
  };
  ASSERT_READS(new_year, in_january);
  ASSERT_READS(december, in_december);
}

/* Where the year is that of something near by, a date is of the year that brings it nearest. */
static void
test_near(void)
{
  static const Case october[] = {
      {"1月31日", "2024-01-31"},
      {"10月27日", "2023-10-27"},
      {"4月5日", "2023-04-05"},
      {"3月5日", "2024-03-05"},
      {"12月31日至1月2日", "2023-12-31/2024-01-02"},
      {"2020年1月31日", "2020-01-31"},
  };
  static const Case in_january[] = {
      {"12月31日", "2022-12-31"},
      {"1月1日", "2023-01-01"},
      {"7月1日", "2023-07-01"},
      {"12月31日至1月2日", "2022-12-31/2023-01-02"},
  };
  ASSERT_READS(((FlDateContext){{2023, 0, 0}, 10, {0, 0, 0}}), october);
  ASSERT_READS(((FlDateContext){{2023, 0, 0}, 1, {0, 0, 0}}), in_january);
}

/* A day without a month is of the month beside the one in which the text was written where that is much nearer. */
static void
test_near_day(void)
{
  static const Case april[] = {{"30日", "2024-03-30"},
                               {"31日", "2024-03-31"},
                               {"1日", "2024-04-01"},
                               {"20日", "2024-04-20"},
                               {"30日至2日", "2024-03-30/2024-04-02"}};
  static const Case january_days[] = {{"31日", "2023-12-31"}, {"15日", "2024-01-15"}};
  static const Case year_end[] = {{"1日", "2025-01-01"}, {"20日", "2024-12-20"}};
  static const Case elsewhere[] = {{"30日", "2024-09-30"}};
  static const Case may[] = {{"31日", "2024-05-31"}, {"30日", "2024-05-30"}},
                    march[] = {{"30日", "2024-03-30"}, {"28日", "2024-02-28"}};
  ASSERT_READS(((FlDateContext){{2024, 4, 1}, 0, {2024, 4, 1}}), april);
  ASSERT_READS(((FlDateContext){{2024, 1, 2}, 0, {2024, 1, 2}}), january_days);
  ASSERT_READS(((FlDateContext){{2024, 12, 31}, 0, {2024, 12, 31}}), year_end);
  static const Case turn[] = {{"12月31日", "2023-12-31"},        {"12月20日", "2023-12-20"},
                              {"12月5日", "2023-12-05"},         {"12月", "2023-12"},
                              {"10月至12月", "2023-10/2023-12"}, {"9月5日", "2024-09-05"},
                              {"1月至11月", "2024-01/2024-11"},  {"1月5日", "2024-01-05"},
                              {"2024年12月31日", "2024-12-31"}};
  static const Case eve[] = {
      {"1月1日", "2025-01-01"}, {"1月30日", "2024-01-30"}, {"12月28日至1月3日", "2024-12-28/2025-01-03"}};
  ASSERT_READS(((FlDateContext){{2024, 1, 3}, 0, {2024, 1, 3}}), turn);
  ASSERT_READS(((FlDateContext){{2024, 12, 30}, 0, {2024, 12, 30}}), eve);
  ASSERT_READS(((FlDateContext){{2024, 9, 1}, 0, {2024, 4, 1}}), elsewhere);
  ASSERT_READS(((FlDateContext){{2024, 5, 8}, 0, {2024, 5, 8}}), may); /* no month beside has a 31st */
  ASSERT_READS(((FlDateContext){{2024, 3, 1}, 0, {2024, 3, 1}}), march);
}

/* What can't be a part of a date is as if it were not there. */
static void
test_odd_contexts(void)
{
  static const Case unknown[] = {
      {"1月5日", NO_YEAR}, {"5日", NO_MONTH}, {"今天", RELATIVE}, {"2024年", "2024"}};
  static const Case no_day[] = {{"昨天", RELATIVE}, {"5日", "2023-02-05"}, {"本月", "2023-02"}};
  ASSERT_READS(((FlDateContext){{-1, 13, 32}, 0, {0, 0, 0}}), unknown);
  ASSERT_READS(((FlDateContext){{10000, 0, 0}, 0, {0, 0, 0}}), unknown);
  ASSERT_READS(((FlDateContext){{2023, 2, 30}, 0, {0, 0, 0}}),
               no_day); /* each could be, together they are none */
}

static void
test_nonsense(void)
{
  static const Case cases[] = {
      {"", NO_PATTERN},
      {"胡说", NO_WORD},
      {"5", NO_PATTERN},
      {"2024年0月1日", "a month that can't be read"},
      {"2024年1月0日", "a number that can't be read"},
      {"0年", NO_PATTERN},
      {"0000年", "a number that can't be read"},
      {"5 Juno", "a month that can't be read"},
      {"2024年1月5日。", NO_PATTERN},
      {"20240年", NO_PATTERN},
      {"2024年十百月5日", NO_DAY},
      {"1月三五十日", "a number that can't be read"},
      {"2024年胡说", NO_WORD},
      {"今年至胡说", NO_WORD},
  };
  ASSERT_READS(leap_day, cases);
}

/* ---- ISO 8601 days, and parts of words */

static void
test_day_parse(void)
{
  static const struct {
    const char *iso;
    bool good;
    FlDay day;
  } cases[] = {
      {"2024-02-29", true, {2024, 2, 29}},
      {"2024-02", true, {2024, 2, 0}},
      {"2024", true, {2024, 0, 0}},
      {"2024-02-10/2024-02-17", true, {2024, 2, 10}},
      {"2023-02-29", false, {0, 0, 0}},
      {"2024-13", false, {0, 0, 0}},
      {"", false, {0, 0, 0}},
      {"2024-", false, {0, 0, 0}},
      {"2024-1-1-1", false, {0, 0, 0}},
      {"-2024", false, {0, 0, 0}},
      {"2024年", false, {0, 0, 0}},
      {"/2024", false, {0, 0, 0}},
      {"2024-00", false, {0, 0, 0}},
      {"10000", false, {0, 0, 0}},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    FlDay day = {0};
    g_assert_cmpint(fl_day_parse(cases[i].iso, &day), ==, cases[i].good);
    g_assert_cmpint(day.year, ==, cases[i].day.year);
    g_assert_cmpint(day.month, ==, cases[i].day.month);
    g_assert_cmpint(day.day, ==, cases[i].day.day);
  }
}

static void
test_part_parse(void)
{
  static const char *const wrong[] = {"+", "-", "x", "1x", "++1", "1.5", " 1", "10000", "-10000"};
  FlDatePart part;
  g_assert_true(fl_date_part_parse("", &part) && !part.given);
  g_assert_true(fl_date_part_parse("12", &part) && part.given && !part.relative && part.value == 12);
  g_assert_true(fl_date_part_parse("+0", &part) && part.given && part.relative && part.value == 0);
  g_assert_true(fl_date_part_parse("-1", &part) && part.relative && part.value == -1);
  for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
    g_assert_false(fl_date_part_parse(wrong[i], &part));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/calendar/dates with all their parts", test_full);
  g_test_add_func("/calendar/leap days and days that are none", test_no_such_day);
  g_test_add_func("/calendar/ranges", test_ranges);
  g_test_add_func("/calendar/ranges over the end of a month", test_ranges_over_months);
  g_test_add_func("/calendar/what needs a context", test_without_context);
  g_test_add_func("/calendar/what the context gives", test_with_context);
  g_test_add_func("/calendar/over the end of the year", test_over_the_year);
  g_test_add_func("/calendar/the nearest year", test_near);
  g_test_add_func("/calendar/the nearest month", test_near_day);
  g_test_add_func("/calendar/contexts that are no dates", test_odd_contexts);
  g_test_add_func("/calendar/nonsense", test_nonsense);
  g_test_add_func("/calendar/days in ISO 8601", test_day_parse);
  g_test_add_func("/calendar/parts of words", test_part_parse);
  return g_test_run();
}
