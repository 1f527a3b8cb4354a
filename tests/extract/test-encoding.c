#include "documents.h"
#include "fl-format.h"

#include <string.h>

/* Decodes bytes; renders the encoding, what was skipped and repaired, and the text. */
static char *
decode(const char *bytes, gsize length)
{
  g_autoptr(GError) error = NULL;
  FlDecoded decoded = {0};
  g_autofree char *copy = g_memdup2(length == 0 ? "" : bytes, MAX(length, 1)); /* of just its size */
  if (!fl_decode(copy, length, (FlDeclaration){0}, &decoded, &error)) {
    g_assert_true(error != NULL && error->domain == FL_SOURCE_ERROR);
    return g_strdup(error->code == FL_SOURCE_ERROR_BINARY ? "binary" : "unknown");
  }
  g_autofree char *text = decoded.text;
  g_assert_no_error(error);
  g_assert_true(g_utf8_validate_len(text, decoded.length, NULL));
  g_assert_cmpuint(strlen(text), ==, decoded.length);
  return g_strdup_printf("%s %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT " %s", decoded.encoding, decoded.skipped,
                         decoded.repaired, text);
}

static void
assert_decodes(const char *bytes, const char *expected)
{
  g_autofree char *decoded = decode(bytes, strlen(bytes));
  g_assert_cmpstr(decoded, ==, expected);
}

static void
test_utf8(void)
{
  assert_decodes("", "UTF-8 0 0 ");
  assert_decodes("a", "UTF-8 0 0 a");
  assert_decodes("中文\r\n", "UTF-8 0 0 中文\r\n");
  assert_decodes("\xef\xbb\xbf", "UTF-8 3 0 ");
  assert_decodes("\xef\xbb\xbf中", "UTF-8 3 0 中");
  assert_decodes("𠀀\u00a0\ufeff", "UTF-8 0 0 𠀀\u00a0\ufeff");
  assert_decodes("\xef\xbf\xbe\xef\xb7\x90",
                 "UTF-8 0 0 \xef\xbf\xbe\xef\xb7\x90"); /* no characters, but well-formed */
}

static void
test_damaged_utf8(void)
{
  const char *good = "中华人民共和国国务院办公厅关于印发计划的通知";
  g_autofree char *one = g_strdup_printf("%s\xff%s", good, good);
  g_autofree char *cut = g_strdup_printf("%s\xe4\xb8", good);
  g_autofree char *surrogate = g_strdup_printf("%s%s\xed\xa0\x80%s%s", good, good, good, good);
  g_autofree char *overlong = g_strdup_printf("%s%s\xc0\xaf%s", good, good, good);
  g_autofree char *expected_one = g_strdup_printf("UTF-8 0 1 %s\ufffd%s", good, good);
  g_autofree char *expected_cut = g_strdup_printf("UTF-8 0 2 %s\ufffd\ufffd", good);
  g_autofree char *expected_surrogate =
      g_strdup_printf("UTF-8 0 3 %s%s\ufffd\ufffd\ufffd%s%s", good, good, good, good);
  g_autofree char *expected_overlong = g_strdup_printf("UTF-8 0 2 %s%s\ufffd\ufffd%s", good, good, good);
  assert_decodes(one, expected_one);
  assert_decodes(cut, expected_cut);
  assert_decodes(surrogate, expected_surrogate);
  assert_decodes(overlong, expected_overlong);
  assert_decodes("\xef\xbb\xbf\xff\xfe", "UTF-8 3 2 \ufffd\ufffd"); /* a mark says what it is meant to be */
}

static void
test_gb18030(void)
{
  assert_decodes("\xd6\xd0\xce\xc4", "GB18030 0 0 中文");
  assert_decodes("\xb9\xfa\xce\xf1\xd4\xba\xa1\xa3\r\n2024", "GB18030 0 0 国务院。\r\n2024");
  assert_decodes("\x83\xc8\xd6\xd0", "GB18030 0 0 內中");                   /* in GBK, not in GB 2312 */
  assert_decodes("\xd6\xd0\x95\x32\x82\x36\xce\xc4", "GB18030 0 0 中𠀀文"); /* of four bytes */
  assert_decodes("\xd6\xd0\xff\xce\xc4\xce\xc4\xce\xc4\xce\xc4", "GB18030 0 1 中\ufffd文文文文");
  assert_decodes("\xd6\xd0\xce\xc4\xd6\xd0\xce\xc4\xb9", "GB18030 0 1 中文中文\ufffd"); /* cut short */
  assert_decodes("\xd6\xd0\xce\xc4\xd6\xd0\xce\xc4\xd6\xd0\xce\xc4\xd6\xd0\xce\xc4\x95\x32\x82",
                 "GB18030 0 2 中文中文中文中文\ufffd2\ufffd");
}

/* What UTF-8 text in another encoding is read as; a question mark stands behind what is doubtful. */
static char *
read_back(const char *text, const char *encoding, const char *declared)
{
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  g_autofree char *bytes = g_convert(text, -1, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error(error);
  FlDecoded decoded = {0};
  if (!fl_decode(bytes, length, (FlDeclaration){declared, "as I say"}, &decoded, &error))
    return g_strdup(error->message);
  g_autofree char *read = decoded.text;
  g_assert_true(decoded.doubtful || strcmp(read, text) == 0);
  g_assert_cmpint(declared != NULL, ==, decoded.known_by != NULL);
  return g_strconcat(decoded.encoding, decoded.doubtful ? "?" : "", NULL);
}

static void
assert_read_as(const char *text, const char *encoding, const char *declared, const char *expected)
{
  g_autofree char *found = read_back(text, encoding, declared);
  g_assert_cmpstr(found, ==, expected);
}

static const char *const chinese =
    "会议在镇上召开，费思棠主持会议并讲话，东方晓等出席。会议决定新建一座图书馆。";
static const char *const traditional =
    "會議在鎮上召開，費思棠主持會議並講話，東方曉等出席。會議決定新建一座圖書館。";
static const char *const korean =
    "읍사무소에서 회의가 열렸다. 김하나와 이두리가 회의에 참석했다. 도서관을 새로 짓기로 했다.";
static const char *const japanese =
    "町役場で会議が開かれ、山田さんと川口さんが出席した。新しい図書館を建てることに決めた。";

static void
test_guessed(void)
{
  assert_read_as(chinese, "GB18030", NULL, "GB18030");
  assert_read_as(traditional, "GB18030", NULL, "GB18030");
  assert_read_as("镇上：费思棠", "GB18030", NULL, "GB18030"); /* too short to tell */
  assert_read_as(traditional, "CP950", NULL, "Big5");
  assert_read_as(korean, "CP949", NULL, "EUC-KR");
  assert_read_as(japanese, "EUC-JP", NULL, "EUC-JP");
  assert_read_as(japanese, "CP932", NULL, "Shift_JIS");
  assert_read_as(korean, "UTF-8", NULL, "UTF-8");
}

static void
test_declared(void)
{
  assert_read_as("caf\u00e9", "ISO-8859-1", "latin1", "Windows-1252");
  assert_read_as("鎮", "CP950", "BIG5", "Big5");
  assert_read_as(chinese, "GB18030", " gb2312", "GB18030");
  assert_read_as(chinese, "UTF-16LE", "utf-16", "UTF-16LE");
  assert_read_as(chinese, "UTF-16BE", "utf-16be", "UTF-16BE");
  assert_read_as(chinese, "UTF-8", "klingon",
                 "is in 'klingon', as I say, which is not known here: convert it to UTF-8");
  assert_read_as(korean, "UTF-8", "Shift_JIS",
                 "is not Shift_JIS, as I say: too many of its bytes do not decode");
  FlDecoded decoded = {0}; /* a mark says more than anybody */
  g_assert_true(fl_decode("\xff\xfe\x2d\x4e", 4, (FlDeclaration){"Big5", "as I say"}, &decoded, NULL));
  g_assert_cmpstr(decoded.text, ==, "中");
  g_free(decoded.text);
}

static void
assert_decodes_all(const char *bytes, gsize length, const char *expected)
{
  g_autofree char *decoded = decode(bytes, length);
  g_assert_cmpstr(decoded, ==, expected);
}

static void
test_marks(void)
{
  assert_decodes_all("\xff\xfe", 2, "UTF-16LE 2 0 ");
  assert_decodes_all("\xff\xfe\x2d\x4e\x87\x65", 6, "UTF-16LE 2 0 中文"); /* without a zero byte */
  assert_decodes_all("\xfe\xff\x4e\x2d\0\n\x65\x87", 8, "UTF-16BE 2 0 中\n文");
  assert_decodes_all("\xff\xfe\x61\0\x40\xd8\0\xdc", 8, "UTF-16LE 2 0 a𠀀");
  assert_decodes_all("\xff\xfe\0\0\x61\0\0\0", 8, "UTF-32LE 4 0 a");
  assert_decodes_all("\0\0\xfe\xff\0\0\0\x61", 8, "UTF-32BE 4 0 a");
  assert_decodes_all("\xff\xfe\x2d\x4e\0\xd8\x87\x65", 8, "UTF-16LE 2 1 中\ufffd文"); /* half a pair */
  assert_decodes_all("\xff\xfe\x2d\x4e\x87", 5, "UTF-16LE 2 1 中\ufffd");             /* cut short */
  assert_decodes_all("\xff\xfe\0\0\x2d\x4e", 6, "UTF-32LE 4 1 \ufffd");
  assert_decodes_all("\xfe\xff\0\0", 4, "binary");
}

static void
test_refused(void)
{
  g_autofree char *zero = decode("ab\0c", 4), *only_zero = decode("", 1);
  g_assert_cmpstr(zero, ==, "binary");
  g_assert_cmpstr(only_zero, ==, "binary");
  assert_decodes("\xff", "unknown");
  assert_decodes("\x80\x80\x80", "unknown");
  assert_decodes("caf\xe9", "unknown");
  assert_decodes("d\xe9j\xe0 vu, le gar\xe7on", "unknown");
  assert_decodes("l'h\xe9t\xe9rog\xe8ne", "unknown"); /* Latin-1: a letter behind each accent */
  assert_decodes("\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0\xee\xec", "unknown"); /* Windows-1251 */
}

static void
test_errors_say_where(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) other = NULL;
  FlDecoded decoded;
  g_assert_false(fl_decode("ab\0c", 4, (FlDeclaration){0}, &decoded, &error));
  g_assert_nonnull(strstr(error->message, "offset 2"));
  g_assert_false(fl_decode("caf\xe9", 4, (FlDeclaration){0}, &decoded, &other));
  g_assert_nonnull(strstr(other->message, "0xe9 at offset 3"));
}

/* Text of either encoding is known again, whatever is in it besides Han. */
static void
test_choice(void)
{
  static const char *const texts[] = {
      "国务院总理李强5月20日主持召开国务院常务会议，研究部署推动高质量发展。",
      "GDP grew by 5.2% in 2023, said 李强 (Li Qiang), premier of the State Council.",
      "　　第一章　总则\r\n　　第一条 为了……\r\n",
      "會議強調，要堅持穩中求進工作總基調，完整、準確、全面貫徹新發展理念。",
      "①②③ “引号” — ·×",
  };
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *bytes = g_convert(texts[i], -1, "GB18030", "UTF-8", NULL, NULL, NULL);
    g_autofree char *as_utf8 = g_strdup_printf("UTF-8 0 0 %s", texts[i]);
    g_autofree char *as_gb18030 = g_strdup_printf("GB18030 0 0 %s", texts[i]);
    assert_decodes(texts[i], as_utf8);
    assert_decodes(bytes, as_gb18030);
  }
}

/* Any bytes: what is decoded is valid and measured as it was decoded, and nothing is read past the end. */
static void
test_any_bytes(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(7);
  static const char *const pieces[] = {"\xd6\xd0", "\xce\xc4",         "中",   "文",  "a", "\n", "\xff",
                                       "\x80",     "\x95\x32\x82\x36", "\x81", "\xe4"};
  int decoded_ones = 0;
  for (int i = 0; i < 20000; i++) {
    g_autoptr(GString) bytes = g_string_new(NULL);
    size_t first = (size_t)g_rand_int_range(random, 0, 3),
           kinds = (size_t)g_rand_int_range(random, 1, G_N_ELEMENTS(pieces) - 2);
    for (int n = g_rand_int_range(random, 0, 40); n > 0; n--)
      g_string_append(bytes, pick(random, pieces + first, kinds));
    g_autofree char *copy = g_memdup2(bytes->str, bytes->len + 1);
    FlDecoded decoded;
    if (!fl_decode(copy, bytes->len, (FlDeclaration){0}, &decoded, NULL))
      continue;
    decoded_ones++;
    g_autofree char *text = decoded.text;
    g_assert_true(g_utf8_validate_len(text, decoded.length, NULL));
    gsize chars = (gsize)g_utf8_strlen(text, -1);
    g_assert_cmpuint(fl_encoding_measure(decoded.encoding, copy, bytes->len, chars), ==, bytes->len);
    g_assert_cmpuint(fl_encoding_measure(decoded.encoding, copy, bytes->len, chars + 5), ==, bytes->len);
  }
  g_assert_cmpint(decoded_ones, >, 2000);
}

/* ---- formats */

static void
assert_format(const char *name, const char *bytes, const char *expected)
{
  g_autoptr(GBytes) given = g_bytes_new(bytes, strlen(bytes));
  g_assert_cmpstr(fl_format_find(name, given)->name, ==, expected);
}

static void
test_formats(void)
{
  static const char *const cases[][2] = {
      {"a.txt", "text"},     {"a.md", "markdown"}, {"A.MD", "markdown"},   {"a/b.Markdown", "markdown"},
      {"a.text", "text"},    {"md", "text"},       {"", "text"},           {"a.pdf", "pdf"},
      {"文.md", "markdown"}, {"a.md.txt", "text"}, {"a.docx", "docx"},     {"a.html.gz", "html"},
      {"a.XHTML", "html"},   {"a.gz", "text"},     {"a.md.GZ", "markdown"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_format(cases[i][0], "", cases[i][1]);
  assert_format("-", "%PDF-1.4", "pdf");
  assert_format("a", "\ufeff <!DOCTYPE HTML>", "html");
  assert_format("-", "PK\x03\x04", "docx");
  assert_format("a", "<?xml version=\"1.0\"?>", "xml");
  assert_format("a.txt", "%PDF-1.4", "text"); /* an ending tells more */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/encoding/UTF-8", test_utf8);
  g_test_add_func("/encoding/damaged UTF-8", test_damaged_utf8);
  g_test_add_func("/encoding/GB18030", test_gb18030);
  g_test_add_func("/encoding/guessed", test_guessed);
  g_test_add_func("/encoding/declared", test_declared);
  g_test_add_func("/encoding/byte order marks", test_marks);
  g_test_add_func("/encoding/refused", test_refused);
  g_test_add_func("/encoding/errors say where", test_errors_say_where);
  g_test_add_func("/encoding/the choice", test_choice);
  g_test_add_func("/encoding/any bytes", test_any_bytes);
  g_test_add_func("/format/by its ending, or how it begins", test_formats);
  return g_test_run();
}
