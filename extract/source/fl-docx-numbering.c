#include "fl-docx-numbering.h"

#include <string.h>

enum { N_LEVELS = 9 };

/* A list, or rather what several of them have in common. */
typedef struct {
  const FlNode *levels[N_LEVELS]; /* NULL: none */
  int counts[N_LEVELS];           /* 0: not begun */
} List;

struct _FlDocxNumbering {
  GHashTable *lists; /* abstractNumId to List */
  GHashTable *nums;  /* numId to the element num */
  GHashTable *begun; /* numIds that have been counted */
};

static const char *
get_value(const FlNode *parent, const char *name)
{
  const FlNode *child = parent == NULL ? NULL : fl_node_find(parent, (const char *const[]){name, NULL});
  return child == NULL ? NULL : fl_node_get_attribute(child, "val");
}

static int
get_number(const FlNode *parent, const char *name, int otherwise)
{
  const char *value = get_value(parent, name);
  return value == NULL ? otherwise : (int)CLAMP(g_ascii_strtoll(value, NULL, 10), 0, 1 << 20);
}

static List *
list_new(const FlNode *element)
{
  List *self = g_new0(List, 1);
  for (const FlNode *level = fl_node_get_first(element); level != NULL; level = fl_node_get_next(level)) {
    const char *index = fl_node_get_attribute(level, "ilvl");
    guint64 i = 0;
    if (fl_node_is(level, "lvl") && index != NULL &&
        g_ascii_string_to_unsigned(index, 10, 0, N_LEVELS - 1, &i, NULL))
      self->levels[i] = level;
  }
  return self;
}

FlDocxNumbering *
fl_docx_numbering_new(const FlNode *root)
{
  FlDocxNumbering *self = g_new0(FlDocxNumbering, 1);
  self->lists = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  self->nums = g_hash_table_new(g_str_hash, g_str_equal);
  self->begun = g_hash_table_new(g_str_hash, g_str_equal);
  for (const FlNode *child = root == NULL ? NULL : fl_node_get_first(root); child != NULL;
       child = fl_node_get_next(child)) {
    const char *list = fl_node_get_attribute(child, "abstractNumId"),
               *num = fl_node_get_attribute(child, "numId");
    if (fl_node_is(child, "abstractNum") && list != NULL)
      g_hash_table_insert(self->lists, (gpointer)list, list_new(child));
    else if (fl_node_is(child, "num") && num != NULL)
      g_hash_table_insert(self->nums, (gpointer)num, (gpointer)child);
  }
  return self;
}

void
fl_docx_numbering_free(FlDocxNumbering *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref(self->lists);
  g_hash_table_unref(self->nums);
  g_hash_table_unref(self->begun);
  g_free(self);
}

/* ---- numbers */

static void
append_chinese(GString *out, int number)
{
  static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  static const struct {
    int value;
    const char *name;
  } places[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};
  bool any = false, zero = false;
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
    int digit = number / places[i].value % 10;
    if (digit == 0) {
      zero = any;
      continue;
    }
    if (zero)
      g_string_append(out, "零");
    zero = false;
    if (digit > 1 || places[i].value != 10 || any) /* 十一, but 一百一十一 */
      g_string_append(out, digits[digit]);
    g_string_append(out, places[i].name);
    any = true;
  }
  if (!any)
    g_string_append(out, digits[0]);
}

static void
append_roman(GString *out, int number)
{
  static const struct {
    int value;
    const char *name;
  } places[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
                {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
  for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
    for (; number >= places[i].value; number -= places[i].value)
      g_string_append(out, places[i].name);
}

/* A to Z, then AA to ZZ. */
static void
append_letters(GString *out, int number)
{
  for (int i = 0; number > 0 && i <= (number - 1) / 26; i++)
    g_string_append_c(out, (char)('A' + (number - 1) % 26));
}

static void
append_decimal(GString *out, int number)
{
  g_string_append_printf(out, "%d", number);
}

static void
append_circled(GString *out, int number)
{
  if (number >= 1 && number <= 20)
    g_string_append_unichar(out, 0x2460 + (gunichar)number - 1);
  else
    append_decimal(out, number);
}

bool
fl_docx_number_append(GString *out, const char *format, int number)
{
  static const struct {
    const char *format;
    void (*append)(GString *out, int number);
    bool lower;
  } formats[] = {{"decimal", append_decimal, false},
                 {"chineseCounting", append_chinese, false},
                 {"chineseCountingThousand", append_chinese, false},
                 {"japaneseCounting", append_chinese, false},
                 {"decimalEnclosedCircle", append_circled, false},
                 {"decimalEnclosedCircleChinese", append_circled, false},
                 {"upperRoman", append_roman, false},
                 {"lowerRoman", append_roman, true},
                 {"upperLetter", append_letters, false},
                 {"lowerLetter", append_letters, true}};
  gsize before = out->len;
  for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
    if (strcmp(formats[i].format, format) != 0)
      continue;
    formats[i].append(out, CLAMP(number, 0, 9999));
    for (gsize at = before; formats[i].lower && at < out->len; at++)
      out->str[at] = g_ascii_tolower(out->str[at]);
    return true;
  }
  return false;
}

/* ---- lists */

/* A list that begins anew says so at its first paragraph. */
static void
begin(FlDocxNumbering *self, const FlNode *num, const char *id, List *list)
{
  if (!g_hash_table_add(self->begun, (gpointer)id))
    return;
  for (const FlNode *child = fl_node_get_first(num); child != NULL; child = fl_node_get_next(child)) {
    const char *index = fl_node_is(child, "lvlOverride") ? fl_node_get_attribute(child, "ilvl") : NULL;
    guint64 i = 0;
    if (index != NULL && get_value(child, "startOverride") != NULL &&
        g_ascii_string_to_unsigned(index, 10, 0, N_LEVELS - 1, &i, NULL))
      list->counts[i] = 0;
  }
}

static void
count(List *list, int level)
{
  int start = get_number(list->levels[level], "start", 1);
  list->counts[level] = list->counts[level] == 0 ? start : list->counts[level] + 1;
  for (int i = level + 1; i < N_LEVELS; i++)
    list->counts[i] = 0;
}

/* Appends the text of a level, "%1.%2", with its numbers; false when one of them can't be written. */
static bool
append_label(const List *list, const char *text, GString *out)
{
  for (; *text != '\0'; text++) {
    int level = text[0] == '%' && text[1] >= '1' && text[1] <= '9' ? text[1] - '1' : -1;
    if (level < 0) {
      g_string_append_c(out, *text);
      continue;
    }
    const char *format = get_value(list->levels[level], "numFmt");
    int number = list->counts[level] > 0 ? list->counts[level] : get_number(list->levels[level], "start", 1);
    if (!fl_docx_number_append(out, format != NULL ? format : "decimal", number))
      return false;
    text++;
  }
  return true;
}

void
fl_docx_numbering_append(FlDocxNumbering *self, const char *num, int level, GString *out)
{
  const FlNode *element = g_hash_table_lookup(self->nums, num);
  const char *abstract = get_value(element, "abstractNumId");
  List *list = abstract == NULL ? NULL : g_hash_table_lookup(self->lists, abstract);
  if (list == NULL || level < 0 || level >= N_LEVELS || list->levels[level] == NULL)
    return;
  begin(self, element, num, list);
  count(list, level);
  const char *text = get_value(list->levels[level], "lvlText"),
             *format = get_value(list->levels[level], "numFmt");
  gsize before = out->len;
  if (text == NULL || (format != NULL && strcmp(format, "bullet") == 0))
    return;
  if (!append_label(list, text, out))
    g_string_truncate(out, before);
  else if (out->len > before && (guchar)out->str[out->len - 1] < 0x80)
    g_string_append_c(out, ' ');
}
