#include "fl-value.h"

#include <math.h>
#include <string.h>

/* Below this a number times 10,000 is a whole number that a double holds exactly. */
static const double EXACT = 1e11;
static const int SCALE = 10000, DECIMALS = 4;

/* In the order of FlValueType. */
static const char *const TYPE_NAMES[] = {"none", "string", "int", "double", "date"};

FlValue
fl_value_string(const char *string)
{
  return (FlValue){.type = FL_VALUE_STRING, .string = string};
}

FlValue
fl_value_integer(int64_t integer)
{
  return (FlValue){.type = FL_VALUE_INTEGER, .integer = integer};
}

FlValue
fl_value_number(double number)
{
  return (FlValue){.type = FL_VALUE_NUMBER, .number = number};
}

/* Takes away all trailing zeros but the one behind the point. */
static void
trim_zeros(char *text, size_t length)
{
  while (length > 2 && text[length - 1] == '0' && text[length - 2] != '.')
    length--;
  text[length] = '\0';
}

/* The way of nearly every number, and many times as fast as printf. */
static void
format_exact(double number, char *buffer)
{
  uint64_t scaled = (uint64_t)llrint(fabs(number) * SCALE);
  uint64_t whole = scaled / (uint64_t)SCALE, fraction = scaled % (uint64_t)SCALE;
  char digits[24];
  int n = 0;
  do
    digits[n++] = (char)('0' + whole % 10);
  while ((whole /= 10) > 0);
  char *end = buffer;
  if (number < 0 && scaled > 0)
    *end++ = '-';
  while (n > 0)
    *end++ = digits[--n];
  *end++ = '.';
  for (int i = DECIMALS - 1; i >= 0; i--, fraction /= 10)
    end[i] = (char)('0' + fraction % 10);
  trim_zeros(buffer, (size_t)(end - buffer) + (size_t)DECIMALS);
}

const char *
fl_number_format(double number, char buffer[FL_NUMBER_TEXT_SIZE])
{
  double size = fabs(number);
  if (size < EXACT) {
    format_exact(number, buffer);
    return buffer;
  }
  /* A double has 15 certain digits: past them decimals would show only how it is stored. */
  const char *format = size < 1e12 ? "%.3f" : size < 1e13 ? "%.2f" : "%.1f";
  g_ascii_formatd(buffer, FL_NUMBER_TEXT_SIZE, format, number);
  trim_zeros(buffer, strlen(buffer));
  return buffer;
}

double
fl_number_round(double number)
{
  if (fabs(number) < EXACT)
    return rint(number * SCALE) / SCALE + 0.0; /* + 0.0: no negative zero */
  char buffer[FL_NUMBER_TEXT_SIZE];
  return g_ascii_strtod(fl_number_format(number, buffer), NULL);
}

const char *
fl_value_format(FlValue value, char buffer[FL_NUMBER_TEXT_SIZE])
{
  switch (value.type) {
  case FL_VALUE_NONE:
    break;
  case FL_VALUE_STRING:
  case FL_VALUE_DATE:
    return value.string;
  case FL_VALUE_INTEGER:
    g_snprintf(buffer, FL_NUMBER_TEXT_SIZE, "%" G_GINT64_FORMAT, value.integer);
    return buffer;
  case FL_VALUE_NUMBER:
    return fl_number_format(value.number, buffer);
  }
  return "";
}

static bool
parse_integer(const char *text, int64_t *ret_integer)
{
  return g_ascii_string_to_signed(text, 10, INT64_MIN, INT64_MAX, ret_integer, NULL);
}

/* g_ascii_strtod() would also take white space, hexadecimal numbers, infinities and nan. */
static bool
parse_number(const char *text, double *ret_number)
{
  char *end = NULL;
  double number = g_ascii_strtod(text, &end);
  if (end == text || *end != '\0' || text[strspn(text, "0123456789+-.eE")] != '\0' || !isfinite(number))
    return false;
  *ret_number = number;
  return true;
}

static bool
read_digits(const char **at, int count, int *ret_number)
{
  int number = 0;
  for (int i = 0; i < count; i++) {
    if (!g_ascii_isdigit((*at)[i]))
      return false;
    number = number * 10 + ((*at)[i] - '0');
  }
  *at += count;
  *ret_number = number;
  return true;
}

/* Moves `at` behind a year, year-month or day. */
static bool
read_iso(const char **at)
{
  int year = 0, month = 1, day = 1;
  if (!read_digits(at, 4, &year))
    return false;
  if (**at == '-') {
    ++*at;
    if (!read_digits(at, 2, &month))
      return false;
  }
  if (**at == '-') {
    ++*at;
    if (!read_digits(at, 2, &day))
      return false;
  }
  return month >= 1 && month <= 12 && day >= 1 &&
         g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

static bool
is_date(const char *text)
{
  if (!read_iso(&text))
    return false;
  if (*text == '/') {
    text++;
    if (!read_iso(&text))
      return false;
  }
  return *text == '\0';
}

bool
fl_date_is_day(const char *text)
{
  const char *end = text;
  return read_iso(&end) && *end == '\0' && end - text == 10;
}

bool
fl_value_parse(FlValueType type, const char *text, FlValue *ret_value)
{
  FlValue value = {.type = *text == '\0' ? FL_VALUE_NONE : type};
  switch (value.type) {
  case FL_VALUE_NONE:
    break;
  case FL_VALUE_STRING:
    value.string = text;
    break;
  case FL_VALUE_DATE:
    if (!is_date(text))
      return false;
    value.string = text;
    break;
  case FL_VALUE_INTEGER:
    if (!parse_integer(text, &value.integer))
      return false;
    break;
  case FL_VALUE_NUMBER:
    if (!parse_number(text, &value.number))
      return false;
    break;
  }
  *ret_value = value;
  return true;
}

const char *
fl_value_type_name(FlValueType type)
{
  return TYPE_NAMES[type];
}

bool
fl_value_type_from_name(const char *name, FlValueType *ret_type)
{
  for (size_t i = FL_VALUE_STRING; i < G_N_ELEMENTS(TYPE_NAMES); i++) {
    if (strcmp(TYPE_NAMES[i], name) == 0) {
      *ret_type = (FlValueType)i;
      return true;
    }
  }
  return false;
}
