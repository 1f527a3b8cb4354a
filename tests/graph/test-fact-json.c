#include "facts.h"
#include "fl-fact-json.h"

#include <string.h>

/* An article, two people, a meeting; each line as it must be written. */
static const char DOCUMENT[] =
    "{'document':'a.txt'}\n"
    "{'sentence':0,'text':'李强出席“座谈会”。'}\n"
    "{'sentence':1}\n"
    "{'node':0,'type':'Article','values':{'title':'新闻','date':'2024-02-08','file':'a.txt','start_line':1,"
    "'ordinal':1},'evidence':[{'at':'1:1-1:3','article':0,'sentence':0}]}\n"
    "{'node':1,'type':'Person','values':{'name':'李强'},'aliases':['Li \\\\ Qiang','强'],"
    "'evidence':[{'at':'3:1-3:3','article':0,'sentence':0,'confidence':0.9,'rule':'person.title','text':'"
    "李强'},"
    "{'at':'4:1-4:3','article':0,'sentence':1,'rule':'list:people.csv','text':'李强'}]}\n"
    "{'node':2,'type':'Meeting','values':{'name':'座谈会','start':'2024-02-08'}}\n"
    "{'node':3,'type':'Figure','values':{'value':-2600000000000.0,'unit':'元'}}\n"
    "{'edge':'attended','from':1,'to':2,'values':{'role':'总理'},"
    "'evidence':[{'at':'3:1-3:9','article':0,'sentence':0,'confidence':0.5,'rule':'meeting.attend','text':'"
    "李强出席'}]}\n"
    "{'finding':'match-limit','level':'warning','rule':'a.b','file':'a.txt','line':3,'column':7,'count':2,"
    "'message':'given up'}\n"
    "{'finding':'encoding','level':'note','message':'GB18030'}\n"
    "{'end':'a.txt'}\n";

static char *
write_stream(const FlSchema *schema, const GPtrArray *batches)
{
  GString *out = g_string_new(NULL);
  fl_fact_json_append_header(out, schema);
  for (guint i = 0; i < batches->len; i++)
    fl_fact_json_append_batch(out, batches->pdata[i]);
  return g_string_free(out, FALSE);
}

static void
test_round_trip(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autofree char *given = facts_make_stream(schema, DOCUMENT);
  g_autoptr(GPtrArray) batches = facts_read(schema, DOCUMENT);
  g_autofree char *written = write_stream(schema, batches);
  g_assert_cmpuint(batches->len, ==, 1);
  g_assert_cmpstr(written, ==, given);
}

static void
test_header(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(FlSchema) read = NULL;
  g_autofree char *stream = facts_make_stream(schema, "");
  g_autoptr(GInputStream) input = g_memory_input_stream_new_from_data(stream, -1, NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(fl_fact_json_read(input, "facts", &read, NULL, NULL, &error));
  g_assert_no_error(error);
  g_assert_true(fl_schema_equal(schema, read));
  g_assert_cmpuint(strcspn(stream, "\n"), ==, strlen(stream) - 1);
}

/* JSON's other spellings of the same. */
static void
test_other_spelling(void)
{
  static const char other[] = "\t{ 'document' : '\\u0061.txt' }\r\n"
                              "{'text':'一','sentence':0}\n"
                              "{'type':'Person','node':0,'values':{'name':' 李\\n强 '},'evidence':[]}\n"
                              "{'node':1,'type':'Figure','values':{'value':3,'unit':''}}\n"
                              "{'end':'a.txt'}";
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GPtrArray) batches = facts_read(schema, other);
  g_autofree char *written = write_stream(schema, batches);
  g_assert_nonnull(strstr(written, "{\"node\":0,\"type\":\"Person\",\"values\":{\"name\":\"李 强\"}}\n"));
  g_assert_nonnull(strstr(written, "{\"node\":1,\"type\":\"Figure\",\"values\":{\"value\":3.0}}\n"));
}

static bool
take_parsed(FlFactBatch *take_batch, void *batches, G_GNUC_UNUSED GError **error)
{
  g_ptr_array_add(batches, take_batch);
  return true;
}

static void
test_concatenated(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autofree char *one = facts_make_stream(schema, DOCUMENT);
  g_autofree char *both = g_strconcat(one, one, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) batches = facts_read_stream(schema, both, strlen(both), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(batches->len, ==, 2);
}

/* What a batch was made of goes with it, also where it is read from memory. */
static void
test_origin(void)
{
  static const char digest[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
  g_autofree char *lines =
      g_strdup_printf("{\"document\":\"a.txt\",\"sha256\":\"%s\"}\n{\"end\":\"a.txt\"}\n", digest);
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func((GDestroyNotify)fl_fact_batch_free);
  g_autoptr(GString) written = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  g_assert_true(fl_fact_json_parse(lines, strlen(lines), "memory", schema, take_parsed, batches, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(batches->len, ==, 1);
  g_assert_cmpstr(fl_fact_batch_get_digest(batches->pdata[0]), ==, digest);
  g_assert_cmpstr(fl_fact_batch_get_rules(batches->pdata[0]), ==, "");
  fl_fact_json_append_batch(written, batches->pdata[0]);
  g_assert_cmpstr(written->str, ==, lines);
  g_assert_false(
      fl_fact_json_parse(lines, strlen(lines) - 20, "memory", schema, take_parsed, batches, &error));
  g_assert_error(error, FL_FACT_JSON_ERROR, FL_FACT_JSON_ERROR_SYNTAX);
}

/* ---- what is not as it should be */

#define HEAD     "{'document':'a'}\n"
#define SENTENCE "{'sentence':0,'text':'s'}\n"
#define ARTICLE  "{'node':0,'type':'Article'}\n"
#define PERSON   "{'node':0,'type':'Person'}\n"
#define PROOF(x) "{'node':0,'type':'Article','evidence':[{'at':'1:1-1:2','article':0,'sentence':0" x "}]}\n"

static const struct {
  const char *documents;
  const char *message; /* the header is line 1 */
} HOSTILE[] = {
    {"nonsense\n", "facts:2: not JSON"},
    {"\n", "facts:2: not JSON"},
    {"[]\n", "facts:2: no record of this format"},
    {"{}\n", "facts:2: no record of this format"},
    {"12\n", "facts:2: not JSON"},
    {"{'document':'a'", "facts:2: not JSON"},
    {"{'document':'a','document':'b'}\n", "facts:2: not JSON"},
    {"{'document':1}\n", "facts:2: 'document' is not a string"},
    {"{'document':null}\n", "facts:2: 'document' is not a string"},
    {"{'document':'a\\u0000b'}\n", "facts:2: not JSON"},
    {"{'document':'\\ud800'}\n", "facts:2: not JSON"},
    {"{'document':'a','x':1}\n", "facts:2: no such field here: 'x'"},
    {HEAD, "facts:3: cut off: a document without its end"},
    {HEAD HEAD, "facts:3: 'document' may not stand here"},
    {HEAD "{'sentence':1,'text':'s'}\n", "facts:3: 'sentence' is not its number"},
    {HEAD "{'sentence':-1}\n", "facts:3: 'sentence' is not a whole number"},
    {HEAD "{'sentence':4294967296}\n", "facts:3: 'sentence' is not a whole number"},
    {HEAD "{'sentence':0.0}\n", "facts:3: 'sentence' is not a whole number"},
    {HEAD ARTICLE SENTENCE, "facts:4: 'sentence' may not stand here"},
    {HEAD "{'node':0}\n", "facts:3: 'type' is missing"},
    {HEAD "{'node':0,'type':'Thing'}\n", "facts:3: 'type' is no node type"},
    {HEAD "{'node':1,'type':'Person'}\n", "facts:3: 'node' is not its number"},
    {HEAD "{'node':0,'type':'Person','values':[]}\n", "facts:3: 'values' is not an object"},
    {HEAD "{'node':0,'type':'Person','values':{'age':1}}\n", "facts:3: no such property: 'age'"},
    {HEAD "{'node':0,'type':'Person','values':{'name':1}}\n",
     "facts:3: 'name' is not a value of type string"},
    {HEAD "{'node':0,'type':'Meeting','values':{'start':'soon'}}\n",
     "facts:3: 'start' is not a value of type date"},
    {HEAD "{'node':0,'type':'Figure','values':{'value':'1'}}\n",
     "facts:3: 'value' is not a value of type double"},
    {HEAD "{'node':0,'type':'Figure','values':{'value':1e999}}\n", "facts:3: not JSON"},
    {HEAD "{'node':0,'type':'Article','values':{'ordinal':1.5}}\n",
     "facts:3: 'ordinal' is not a value of type int"},
    {HEAD "{'node':0,'type':'Article','values':{'ordinal':9223372036854775808}}\n", "facts:3: not JSON"},
    {HEAD "{'node':0,'type':'Person','aliases':'x'}\n", "facts:3: 'aliases' is not a list"},
    {HEAD "{'node':0,'type':'Person','aliases':[1]}\n", "facts:3: an alias is not a string"},
    {HEAD "{'node':0,'type':'Person','evidence':[1]}\n", "facts:3: 'record' is not an object"},
    {HEAD PROOF(""), "facts:3: 'sentence' is no sentence"},
    {HEAD SENTENCE PROOF(",'confidence':1.5"), "facts:4: 'confidence' is not between 0 and 1"},
    {HEAD SENTENCE PROOF(",'confidence':'high'"), "facts:4: 'confidence' is not a number"},
    {HEAD SENTENCE PROOF(",'rule':7"), "facts:4: 'rule' is not a string"},
    {HEAD SENTENCE PROOF(",'why':7"), "facts:4: no such field here: 'why'"},
    {HEAD SENTENCE "{'node':0,'type':'Article','evidence':[{'at':'1:1','article':0,'sentence':0}]}\n",
     "facts:4: 'at' is not a place"},
    {HEAD SENTENCE
     "{'node':0,'type':'Article','evidence':[{'at':'1:1-1:4294967296','article':0,'sentence':0}]}\n",
     "facts:4: 'at' is not a place"},
    {HEAD SENTENCE "{'node':0,'type':'Article','evidence':[{'at':'1:1-1:2x','article':0,'sentence':0}]}\n",
     "facts:4: 'at' is not a place"},
    {HEAD SENTENCE ARTICLE
     "{'node':1,'type':'Person','evidence':[{'at':'1:1-1:2','article':7,'sentence':0}]}\n{'end':'a'}\n",
     "facts:5: 'article' is no Article of this document: 7"},
    {HEAD SENTENCE PERSON "{'node':1,'type':'Person'}\n"
                          "{'edge':'attended','from':0,'to':1,'evidence':[{'at':'1:1-1:2','article':1,'"
                          "sentence':0}]}\n{'end':'a'}\n",
     "facts:6: 'article' is no Article of this document: 1"},
    {HEAD PERSON "{'edge':'attended','from':0,'to':1}\n", "facts:4: 'to' is no node of this document"},
    {HEAD PERSON "{'edge':'attended','from':1,'to':0}\n", "facts:4: 'from' is no node of this document"},
    {HEAD PERSON "{'edge':'married','from':0,'to':0}\n", "facts:4: 'edge' is no relation of the schema"},
    {HEAD PERSON "{'edge':'attended','from':0,'to':0}\n" PERSON, "facts:5: 'node' may not stand here"},
    {"{'document':'a','sha256':'0123'}\n", "facts:2: 'sha256' is no digest of 64 hexadecimal digits"},
    {"{'document':'a','rules':"
     "'000000000000000000000000000000000000000000000000000000000000000G'}\n",
     "facts:2: 'rules' is no digest of 64 hexadecimal digits"},
    {HEAD "{'finding':'x'}\n", "facts:3: 'level' is missing"},
    {HEAD "{'finding':'x','level':'fatal'}\n", "facts:3: 'level' is neither note nor warning"},
    {"{'end':'a'}\n", "facts:2: 'end' may not stand here"},
    {HEAD "{'factloom':1,'schema':{}}\n", "facts:3: 'factloom' may not stand here"},
    {"{'factloom':1,'schema':{}}\n", "facts:2: a stream of another schema"},
    {"{'factloom':2,'schema':{}}\n", "facts:2: not of version 1"},
};

static void
assert_fails(const char *stream, size_t length, const char *message)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) batches = facts_read_stream(schema, stream, length, &error);
  g_assert_null(batches);
  g_assert_nonnull(error);
  if (!g_str_has_prefix(error->message, message))
    g_assert_cmpstr(error->message, ==, message);
  g_assert_true(g_utf8_validate(error->message, -1, NULL));
}

static void
test_hostile(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  for (size_t i = 0; i < G_N_ELEMENTS(HOSTILE); i++) {
    g_autofree char *stream = facts_make_stream(schema, HOSTILE[i].documents);
    assert_fails(stream, strlen(stream), HOSTILE[i].message);
  }
}

static void
test_hostile_header(void)
{
  static const char *const cases[][2] = {
      {"", "facts:1: empty: no header"},
      {"{\"document\":\"a\"}\n", "facts:1: does not begin with a header"},
      {"\xEF\xBB\xBF{}", "facts:1: not JSON"},
      {"{\"factloom\":1}", "facts:1: 'schema' is missing"},
      {"{\"factloom\":\"1\"}", "facts:1: not of version 1"},
      {"{\"factloom\":1,\"schema\":[]}", "facts:1: 'schema' is not an object"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":{}}}", "facts:1: 'nodes' is not a list"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":[{}]}}", "facts:1: 'name' is missing"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":[{\"name\":\"a b\"}]}}",
       "facts:1: 'name' is no name for a type"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":[{\"name\":\"A\",\"colour\":\"red\"}]}}",
       "facts:1: 'colour' is not"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":[{\"name\":\"A\",\"key\":[\"x\"]}]}}",
       "facts:1: 'key' names no"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":[{\"name\":\"A\",\"properties\":[{\"name\":\"id\",\"type\":"
       "\"int\"}]}]}}",
       "facts:1: 'id' can't be the name of a property"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":[{\"name\":\"A\",\"properties\":[{\"name\":\"x1\",\"type\":"
       "\"int\"},{\"name\":\"x1\",\"type\":\"int\"}]}]}}",
       "facts:1: 'x1' is a property already"},
      {"{\"factloom\":1,\"schema\":{\"nodes\":[{\"name\":\"A\",\"properties\":[{\"name\":\"x1\",\"type\":"
       "\"bool\"}]}]}}",
       "facts:1: 'type' is none of"},
      {"{\"factloom\":1,\"schema\":{\"edges\":[{\"name\":\"a\",\"from\":[\"B\"]}]}}",
       "facts:1: 'from' names no"},
      {"{\"factloom\":1,\"schema\":{\"x\":1}}", "facts:1: no such field here: 'x'"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_fails(cases[i][0], strlen(cases[i][0]), cases[i][1]);
}

static void
test_bad_bytes(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autofree char *bad = facts_make_stream(schema, "{'document':'\xff'}\n");
  assert_fails(bad, strlen(bad), "facts:2: not JSON");
  g_autofree char *cut = facts_make_stream(schema, "{'document':'\xE4\xB8'}\n");
  assert_fails(cut, strlen(cut), "facts:2: not JSON");
  g_autofree char *nul = facts_make_stream(schema, "{'document':'@'}\n");
  size_t length = strlen(nul);
  *strchr(nul, '@') = '\0';
  assert_fails(nul, length, "facts:2: not JSON");
}

/* Every beginning of a stream is refused, but those that end behind a whole document. */
static void
test_cut_off(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autofree char *stream = facts_make_stream(schema, DOCUMENT);
  size_t header = strcspn(stream, "\n"), length = strlen(stream);
  for (size_t n = 0; n < length; n++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) batches = facts_read_stream(schema, stream, n, &error);
    bool whole = n == header || n == header + 1 || n == length - 1;
    g_assert_cmpint(batches != NULL, ==, whole);
  }
}

static void
test_deep(void)
{
  g_autoptr(GString) deep = g_string_new(NULL);
  for (int i = 0; i < 1000000; i++)
    g_string_append(deep, "{\"a\":[");
  assert_fails(deep->str, deep->len, "facts:1: not JSON: maximum parsing depth reached");
}

/* A stream that never ends a line, without having it all in memory. */
typedef struct {
  GInputStream parent;
} EndlessStream;
typedef GInputStreamClass EndlessStreamClass;
GType endless_stream_get_type(void);
G_DEFINE_TYPE(EndlessStream, endless_stream, G_TYPE_INPUT_STREAM)

static gssize
read_endless(G_GNUC_UNUSED GInputStream *stream, void *buffer, gsize count,
             G_GNUC_UNUSED GCancellable *cancellable, G_GNUC_UNUSED GError **error)
{
  memset(buffer, '[', count);
  return (gssize)count;
}

static void
endless_stream_class_init(EndlessStreamClass *class)
{
  class->read_fn = read_endless;
}

static void
endless_stream_init(G_GNUC_UNUSED EndlessStream *self)
{
}

static void
test_endless_line(void)
{
  g_autoptr(FlSchema) schema = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = g_object_new(endless_stream_get_type(), NULL);
  g_assert_false(fl_fact_json_read(stream, "facts", &schema, NULL, NULL, &error));
  g_assert_cmpstr(error->message, ==, "facts:1: line longer than 512 MiB");
}

static void
test_long_line(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(GString) text = g_string_new("{'document':'a'}\n{'sentence':0,'text':'");
  for (int i = 0; i < 4 * 1024 * 1024; i++)
    g_string_append(text, "年");
  g_string_append(text, "'}\n{'end':'a'}\n");
  g_autoptr(GPtrArray) batches = facts_read(schema, text->str);
  g_assert_cmpuint(strlen(fl_fact_batch_get_sentence(batches->pdata[0], 0)), ==, 12U << 20);
}

static bool
refuse(FlFactBatch *take_batch, G_GNUC_UNUSED void *user_data, GError **error)
{
  fl_fact_batch_free(take_batch);
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  return false;
}

static void
test_sink_stops(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autofree char *stream = facts_make_stream(schema, DOCUMENT);
  g_autoptr(GInputStream) input = g_memory_input_stream_new_from_data(stream, -1, NULL);
  g_autoptr(GError) error = NULL;
  g_assert_false(fl_fact_json_read(input, "facts", &schema, refuse, NULL, &error));
  g_assert_error(error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr(error->message, ==, "facts:12: enough");
}

static void
test_error_codes(void)
{
  static const struct {
    const char *documents;
    int code;
  } cases[] = {{"x", FL_FACT_JSON_ERROR_SYNTAX},
               {"{'end':''}", FL_FACT_JSON_ERROR_SYNTAX},
               {"{'document':'a'}\n{'end':'b'}", FL_FACT_JSON_ERROR_SYNTAX},
               {"{'failed':'a','message':'gone'}", FL_FACT_JSON_ERROR_FAILED},
               {"{'factloom':3}", FL_FACT_JSON_ERROR_VERSION},
               {"{'factloom':1,'schema':{}}", FL_FACT_JSON_ERROR_SCHEMA}};
  g_autoptr(FlSchema) schema = facts_schema_new();
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_autofree char *stream = facts_make_stream(schema, cases[i].documents);
    g_assert_null(facts_read_stream(schema, stream, strlen(stream), &error));
    g_assert_error(error, FL_FACT_JSON_ERROR, cases[i].code);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/fact-json/a batch is written as it was read", test_round_trip);
  g_test_add_func("/fact-json/the header has the schema, in one line", test_header);
  g_test_add_func("/fact-json/other spellings of the same are read", test_other_spelling);
  g_test_add_func("/fact-json/streams may be concatenated", test_concatenated);
  g_test_add_func("/fact-json/what a batch was made of goes with it", test_origin);
  g_test_add_func("/fact-json/hostile documents are refused with their line", test_hostile);
  g_test_add_func("/fact-json/hostile headers are refused", test_hostile_header);
  g_test_add_func("/fact-json/bytes that are not UTF-8 are refused", test_bad_bytes);
  g_test_add_func("/fact-json/a stream that was cut off is refused", test_cut_off);
  g_test_add_func("/fact-json/a million levels are refused", test_deep);
  g_test_add_func("/fact-json/a line without end is refused", test_endless_line);
  g_test_add_func("/fact-json/a line of 12 MB is read", test_long_line);
  g_test_add_func("/fact-json/the sink can stop the reading", test_sink_stops);
  g_test_add_func("/fact-json/errors have their codes", test_error_codes);
  return g_test_run();
}
