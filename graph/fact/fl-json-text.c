#include "fl-json-text.h"

#include <string.h>

/* What goes further is no record of ours, and read by jansson. So two members of one name can be looked for one
 * by one, and nobody's nesting fills the stack. */
enum { MAX_DEPTH = 8, MAX_MEMBERS = 32, MAX_DIGITS = 15 };

struct _FlJsonText {
  char *copy; /* of the text, with an end: strings lie in it */
  size_t copy_room;
  FlJsonValue *values;
  size_t n_values, room;
  FlJson *parsed; /* what jansson has read of this text, whose strings values name; or NULL */
  char *at;       /* how far the copy is read */
  int depth;
};

FlJsonText *
fl_json_text_new(void)
{
  return g_new0(FlJsonText, 1);
}

void
fl_json_text_free(FlJsonText *self)
{
  if (self == NULL)
    return;
  g_clear_pointer(&self->parsed, fl_json_free);
  g_free(self->copy);
  g_free(self->values);
  g_free(self);
}

/* Adds a value; returns where. */
static size_t
add(FlJsonText *self, FlJsonType type, const char *key)
{
  if (self->n_values == self->room) {
    self->room = self->room > 0 ? 2 * self->room : 64;
    self->values = g_renew(FlJsonValue, self->values, self->room);
  }
  self->values[self->n_values] = (FlJsonValue){.type = type, .size = 1, .key = key};
  return self->n_values++;
}

static FlJsonValue *
last(const FlJsonText *self)
{
  return &self->values[self->n_values - 1];
}

/* An array or an object is whole: what was added since is in it. */
static void
close_container(FlJsonText *self, size_t index, uint32_t n_items)
{
  self->values[index].size = (uint32_t)(self->n_values - index);
  self->values[index].n_items = n_items;
}

/* ---- plain JSON. All of these return false, or NULL, at what is none: jansson is asked then. */

static bool read_value(FlJsonText *self, const char *key);

static char
peek(FlJsonText *self)
{
  while (*self->at == ' ' || *self->at == '\t' || *self->at == '\r' || *self->at == '\n')
    self->at++;
  return *self->at;
}

static bool
take(FlJsonText *self, char expected)
{
  if (peek(self) != expected)
    return false;
  self->at++;
  return true;
}

/* Behind the characters at `at` that mean themselves: at a quote or backslash, or at what may not stand there. */
static char *
skip_plain(char *at)
{
  for (;;) {
    const unsigned char *p = (unsigned char *)at;
    if (p[0] < 0x80) {
      if (p[0] < 0x20 || p[0] == '"' || p[0] == '\\')
        return at;
      at++;
    } else if (p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
      at += 3;
    } else {
      if (g_utf8_get_char_validated(at, -1) >= (gunichar)-2)
        return at;
      at = g_utf8_next_char(at);
    }
  }
}

/* What a backslash makes of a character; 0 where that takes more. */
static char
unescape(char c)
{
  static const char meant[] = {['"'] = '"',  ['\\'] = '\\', ['/'] = '/',  ['b'] = '\b',
                               ['f'] = '\f', ['n'] = '\n',  ['r'] = '\r', ['t'] = '\t'};
  return (guchar)c < G_N_ELEMENTS(meant) ? meant[(guchar)c] : '\0';
}

/* A string, where it lies: it ends where its quote was. */
static char *
read_string(FlJsonText *self)
{
  if (!take(self, '"'))
    return NULL;
  char *string = self->at, *end = skip_plain(string), *from = end;
  while (*from == '\\') {
    if ((*end++ = unescape(from[1])) == '\0')
      return NULL;
    char *more = from + 2;
    from = skip_plain(more);
    memmove(end, more, (size_t)(from - more));
    end += from - more;
  }
  if (*from != '"')
    return NULL;
  *end = '\0';
  self->at = from + 1;
  return string;
}

/* Appends digits to a number. How many: one more than `most` where there are too many. */
static int
read_digits(FlJsonText *self, int most, int64_t *number)
{
  const char *start = self->at;
  for (; g_ascii_isdigit(*self->at) && self->at - start <= most; self->at++)
    *number = 10 * *number + (*self->at - '0');
  return (int)(self->at - start);
}

/* With so few digits both the whole number and the power of ten are exact, and the quotient is what strtod()
 * gives. */
static bool
read_number(FlJsonText *self, const char *key)
{
  static const double powers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6, 1e7,
                                  1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14};
  bool negative = take(self, '-');
  int64_t digits = 0;
  const char *start = self->at;
  int n = read_digits(self, MAX_DIGITS, &digits), n_decimals = 0;
  if (n == 0 || n > MAX_DIGITS || (n > 1 && *start == '0'))
    return false;
  bool whole = *self->at != '.';
  if (!whole) {
    self->at++;
    n_decimals = read_digits(self, MAX_DIGITS - n, &digits);
    if (n_decimals == 0 || n + n_decimals > MAX_DIGITS)
      return false;
  }
  if (*self->at == 'e' || *self->at == 'E')
    return false;
  add(self, whole ? FL_JSON_INTEGER : FL_JSON_NUMBER, key);
  if (whole)
    last(self)->integer = negative ? -digits : digits;
  else
    last(self)->number = (negative ? -(double)digits : (double)digits) / powers[n_decimals];
  return true;
}

static bool
read_word(FlJsonText *self, const char *key)
{
  static const struct {
    const char *word;
    FlJsonType type;
    bool truth;
  } words[] = {{"true", FL_JSON_BOOL, true}, {"false", FL_JSON_BOOL, false}, {"null", FL_JSON_NULL, false}};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    size_t length = strlen(words[i].word);
    if (strncmp(self->at, words[i].word, length) != 0)
      continue;
    self->at += length;
    add(self, words[i].type, key);
    last(self)->truth = words[i].truth;
    return true;
  }
  return false;
}

static bool
read_array(FlJsonText *self, const char *key)
{
  size_t index = add(self, FL_JSON_ARRAY, key);
  uint32_t n = 0;
  self->at++;
  if (peek(self) != ']')
    do {
      if (!read_value(self, NULL))
        return false;
      n++;
    } while (take(self, ','));
  close_container(self, index, n);
  return take(self, ']');
}

/* Whether one of an object's members so far has this name. */
static bool
has_member(const FlJsonText *self, size_t index, const char *key)
{
  for (const FlJsonValue *member = self->values + index + 1; member <= last(self); member += member->size)
    if (strcmp(member->key, key) == 0)
      return true;
  return false;
}

static bool
read_object(FlJsonText *self, const char *key)
{
  size_t index = add(self, FL_JSON_OBJECT, key);
  uint32_t n = 0;
  self->at++;
  if (peek(self) != '}')
    do {
      const char *name = peek(self) == '"' ? read_string(self) : NULL;
      if (name == NULL || has_member(self, index, name) || !take(self, ':') || !read_value(self, name) ||
          ++n > MAX_MEMBERS)
        return false;
    } while (take(self, ','));
  close_container(self, index, n);
  return take(self, '}');
}

static bool
read_container(FlJsonText *self, const char *key, bool object)
{
  if (self->depth == MAX_DEPTH)
    return false;
  self->depth++;
  bool read = object ? read_object(self, key) : read_array(self, key);
  self->depth--;
  return read;
}

static bool
read_value(FlJsonText *self, const char *key)
{
  char first = peek(self);
  if (first == '"') {
    const char *string = read_string(self);
    if (string == NULL)
      return false;
    add(self, FL_JSON_STRING, key);
    last(self)->string = string;
    return true;
  }
  if (first == '{' || first == '[')
    return read_container(self, key, first == '{');
  return first == '-' || g_ascii_isdigit(first) ? read_number(self, key) : read_word(self, key);
}

static bool
read_plain(FlJsonText *self, const char *text, size_t length)
{
  if (self->copy_room <= length) {
    self->copy_room = 2 * length + 1;
    self->copy = g_realloc(self->copy, self->copy_room);
  }
  memcpy(self->copy, text, length);
  self->copy[length] = '\0';
  self->at = self->copy;
  self->depth = 0;
  self->n_values = 0;
  char first = peek(self);
  return (first == '{' || first == '[') && read_value(self, NULL) && peek(self) == '\0' &&
         self->at == self->copy + length;
}

/* ---- what jansson has read */

static void
copy_parsed(FlJsonText *self, const char *key, const FlJson *parsed)
{
  size_t index = add(self, fl_json_get_type(parsed), key);
  FlJsonValue *value = last(self);
  uint32_t n = 0;
  void *member = NULL;
  const FlJson *item = NULL;
  switch (value->type) {
  case FL_JSON_NULL:
    break;
  case FL_JSON_BOOL:
    value->truth = fl_json_is_true(parsed);
    break;
  case FL_JSON_STRING:
    fl_json_get_string(parsed, &value->string);
    break;
  case FL_JSON_INTEGER:
    fl_json_get_integer(parsed, &value->integer);
    break;
  case FL_JSON_NUMBER:
    fl_json_get_number(parsed, &value->number);
    break;
  case FL_JSON_ARRAY:
    for (; n < fl_json_get_n_items(parsed); n++)
      copy_parsed(self, NULL, fl_json_get_item(parsed, n));
    close_container(self, index, n);
    break;
  case FL_JSON_OBJECT:
    for (; fl_json_next_member(parsed, &member, &key, &item); n++)
      copy_parsed(self, key, item);
    close_container(self, index, n);
    break;
  }
}

const FlJsonValue *
fl_json_text_parse(FlJsonText *self, const char *text, size_t length, GError **error)
{
  g_clear_pointer(&self->parsed, fl_json_free);
  if (read_plain(self, text, length))
    return self->values;
  self->n_values = 0;
  self->parsed = fl_json_parse(text, length, error);
  if (self->parsed == NULL)
    return NULL;
  copy_parsed(self, NULL, self->parsed);
  return self->values;
}
