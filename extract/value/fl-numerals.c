#include "fl-numerals.h"

#include <math.h>
#include <string.h>

typedef struct {
  gsize length;
  FlNumeralKind kind;
  double value;
} Numeral;

struct _FlNumerals {
  GHashTable *words; /* text to Numeral */
  GArray *lengths;   /* of gsize: how long words are, the longest first */
};

FlNumerals *
fl_numerals_new(void)
{
  FlNumerals *self = g_new0(FlNumerals, 1);
  self->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  self->lengths = g_array_new(FALSE, FALSE, sizeof(gsize));
  return self;
}

void
fl_numerals_free(FlNumerals *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->words);
  g_array_unref(self->lengths);
  g_free(self);
}

static void
add_length(GArray *lengths, gsize length)
{
  guint i = 0;
  while (i < lengths->len && g_array_index(lengths, gsize, i) > length)
    i++;
  if (i == lengths->len || g_array_index(lengths, gsize, i) != length)
    g_array_insert_val(lengths, i, length);
}

void
fl_numerals_add(FlNumerals *self, const char *word, FlNumeralKind kind, double value)
{
  Numeral numeral = {strlen(word), kind, value};
  if (g_hash_table_contains(self->words, word))
    return;
  g_hash_table_insert(self->words, g_strdup(word), g_memdup2(&numeral, sizeof numeral));
  add_length(self->lengths, numeral.length);
}

/* The longest word that a text begins with: there may be many words, but they are of few lengths. */
static const Numeral *
find_word(const FlNumerals *self, const char *text)
{
  if (self->lengths->len == 0)
    return NULL;
  g_autofree char *begin = g_strndup(text, g_array_index(self->lengths, gsize, 0));
  gsize length = strlen(begin);
  for (guint i = 0; i < self->lengths->len; i++) {
    gsize wanted = g_array_index(self->lengths, gsize, i);
    if (wanted > length)
      continue;
    begin[wanted] = '\0';
    const Numeral *numeral = g_hash_table_lookup(self->words, begin);
    if (numeral != NULL)
      return numeral;
  }
  return NULL;
}

/* The sum so far: `total` is closed by a scale, `section` by a multiplier, `number` is still open. */
typedef struct {
  double total, section, number, last_scale;
  bool open, arabic; /* a number is open; it is of Arabic digits */
  bool scaled;       /* there was a multiplier or a scale */
  int positions;     /* how many words for digits the open number has, zeros in front left out (零五十) */
} Sum;

static void
add_digit(Sum *sum, double value)
{
  bool first = !sum->open || sum->number == 0;
  sum->positions = first ? 1 : sum->positions + 1;
  sum->number = first ? value : sum->number * 10 + value;
  sum->open = true;
}

/* 五六百 and 十五六 say five or six of it: digits by position are a number by themselves alone. */
static bool
is_approximate(const Sum *sum)
{
  return sum->positions > 1 && sum->scaled;
}

static void
add_multiplier(Sum *sum, double value)
{
  sum->scaled = true;
  sum->section += (sum->open ? sum->number : 1) * value;
  sum->number = 0;
  sum->open = false;
}

static void
add_scale(Sum *sum, double value)
{
  double below = sum->section + sum->number;
  bool nested = sum->last_scale > 0 && (below == 0 || value > sum->last_scale);
  sum->scaled = true;
  if (nested)
    sum->total = (sum->total + below) * value;
  else
    sum->total += (below == 0 && !sum->open ? 1 : below) * value;
  sum->section = sum->number = 0;
  sum->last_scale = value;
  sum->open = false;
}

static gsize
count_digits(const char *text)
{
  return strspn(text, "0123456789");
}

/* Arabic digits with a decimal part, and commas between groups of three. Returns
 * the bytes read, 0 for none. */
static gsize
read_arabic(const char *text, double *ret_number)
{
  gsize first = count_digits(text);
  if (first == 0)
    return 0;
  g_autoptr(GString) digits = g_string_new_len(text, (gssize)first);
  const char *p = text + first;
  for (; first <= 3 && *p == ',' && count_digits(p + 1) == 3; p += 4)
    g_string_append_len(digits, p + 1, 3);
  if (*p == '.' && g_ascii_isdigit(p[1])) {
    gsize n = 1 + count_digits(p + 1);
    g_string_append_len(digits, p, (gssize)n);
    p += n;
  }
  *ret_number = g_ascii_strtod(digits->str, NULL);
  return (gsize)(p - text);
}

/* A full-width digit or sign is read as the ASCII one. */
static char *
fold(const char *text)
{
  GString *folded = g_string_new(NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c >= 0xff01 && c <= 0xff5e)
      c -= 0xfee0;
    if (!g_unichar_isspace(c))
      g_string_append_unichar(folded, c);
  }
  return g_string_free(folded, FALSE);
}

bool
fl_numerals_parse(const FlNumerals *self, const char *text, double *ret_number)
{
  g_autofree char *folded = fold(text);
  Sum sum = {0};
  const char *p = folded;
  double sign = *p == '-' ? -1 : 1;
  p += *p == '-';
  if (*p == '\0')
    return false;
  while (*p != '\0') {
    double number = 0;
    gsize n = read_arabic(p, &number);
    const Numeral *word = n == 0 ? find_word(self, p) : NULL;
    if (sum.open && (n > 0 || (sum.arabic && word != NULL && word->kind == FL_NUMERAL_DIGIT)))
      return false; /* 三5, 5三 */
    sum.arabic = n > 0;
    if (n > 0) {
      sum.number = number;
      sum.open = true;
    } else if (word == NULL)
      return false;
    else if (word->kind == FL_NUMERAL_DIGIT)
      add_digit(&sum, word->value);
    else if (word->kind == FL_NUMERAL_MULTIPLIER)
      add_multiplier(&sum, word->value);
    else
      add_scale(&sum, word->value);
    if (is_approximate(&sum))
      return false;
    p += word != NULL ? word->length : n;
  }
  *ret_number = sign * (sum.total + sum.section + sum.number);
  return isfinite(*ret_number);
}

gsize
fl_numerals_measure_scale(const FlNumerals *self, const char *text, double *ret_factor)
{
  const char *p = text;
  *ret_factor = 1;
  for (const Numeral *word = NULL; (word = find_word(self, p)) != NULL && word->kind != FL_NUMERAL_DIGIT;
       p += word->length)
    *ret_factor *= word->value;
  return (gsize)(p - text);
}
