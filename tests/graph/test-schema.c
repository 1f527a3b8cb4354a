#include "facts.h"
#include "fl-schema.h"

static const uint8_t GREY[3] = {1, 2, 3};

static int
add_property(FlSchema *schema, int type, const char *name, FlValueType value_type)
{
  FlProperty property = {.name = name, .type = value_type};
  return fl_schema_add_node_property(schema, type, &property);
}

static void
test_build(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  int meeting = fl_schema_find_node_type(schema, "Meeting");
  const FlNodeType *type = fl_schema_get_node_type(schema, meeting);
  g_assert_cmpstr(type->prefix, ==, "mee");
  g_assert_cmpstr(type->label, ==, "会议");
  g_assert_cmpint(fl_node_type_find_property(type, "start"), ==, 1);
  g_assert_cmpint(fl_node_type_find_property(type, "nothing"), ==, FL_SCHEMA_NONE);
  g_assert_true(fl_node_type_get_property(type, 1)->late);
  g_assert_cmpuint(type->key->len, ==, 2);
  g_assert_cmpint(fl_schema_find_edge_type(schema, "attended"), ==, 0);
  g_assert_cmpint(fl_edge_type_find_property(fl_schema_get_edge_type(schema, 0), "role"), ==, 0);
  g_assert_cmpint(fl_schema_find_node_type(schema, "Nothing"), ==, FL_SCHEMA_NONE);
}

static void
test_complete(void)
{
  g_autoptr(FlSchema) schema = fl_schema_new();
  int article = fl_schema_add_node_type(schema, FL_ARTICLE, "文章", "{title}", GREY);
  add_property(schema, article, "genre", FL_VALUE_STRING);
  g_assert_true(fl_schema_complete(schema));
  const FlNodeType *type = fl_schema_get_node_type(schema, article);
  g_assert_cmpstr(type->label, ==, "文章");
  g_assert_cmpuint(type->properties->len, ==, 9);
  g_assert_cmpuint(type->key->len, ==, 3);
  g_assert_true(fl_node_type_get_property(type, fl_node_type_find_property(type, "fingerprint"))->hidden);
  g_assert_cmpint(fl_schema_get_n_edge_types(schema), ==, 1);
  g_assert_true(fl_schema_complete(schema)); /* nothing is missing any more */
  g_assert_cmpuint(fl_schema_get_node_type(schema, article)->key->len, ==, 3);
}

static void
test_complete_conflict(void)
{
  g_autoptr(FlSchema) schema = fl_schema_new();
  int work = fl_schema_add_node_type(schema, "Work", NULL, "{title}", GREY);
  add_property(schema, work, "title", FL_VALUE_INTEGER);
  g_assert_false(fl_schema_complete(schema));
}

static void
test_names(void)
{
  static const char *const good[] = {"name", "start", "base_unit", "value2", "date", "file"};
  static const char *const bad[] = {"",    "id",       "Name",  "1st",    "weight",   "type",
                                    "key", "timeset",  "kind",  "source", "e_amount", "a b",
                                    "名",  "relation", "label", "x"};
  for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
    g_assert_true(fl_property_name_is_free(good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_false(fl_property_name_is_free(bad[i]));
  g_autoptr(FlSchema) schema = fl_schema_new();
  g_assert_cmpint(fl_schema_add_node_type(schema, "", NULL, "", GREY), ==, FL_SCHEMA_NONE);
  g_assert_cmpint(fl_schema_add_node_type(schema, "a b", NULL, "", GREY), ==, FL_SCHEMA_NONE);
  g_assert_cmpint(fl_schema_add_edge_type(schema, "Attended", NULL, 0, 0), ==, FL_SCHEMA_NONE);
  g_assert_cmpint(fl_schema_add_node_type(schema, "Work", NULL, "", GREY), ==, 0);
  g_assert_cmpint(fl_schema_add_node_type(schema, "Work", NULL, "", GREY), ==, FL_SCHEMA_NONE);
  g_assert_cmpint(add_property(schema, 0, "weight", FL_VALUE_NUMBER), ==, FL_SCHEMA_NONE);
  g_assert_cmpint(add_property(schema, 0, "amount", FL_VALUE_NUMBER), ==, 0);
  g_assert_cmpint(add_property(schema, 0, "amount", FL_VALUE_NUMBER), ==, FL_SCHEMA_NONE);
  g_assert_cmpint(fl_schema_add_node_type(schema, "E", NULL, "", GREY), ==, 1);
  g_assert_cmpstr(fl_schema_get_node_type(schema, 1)->prefix, ==, "ent");
  g_assert_cmpint(add_property(schema, 1, "amount", FL_VALUE_STRING), ==, FL_SCHEMA_NONE);
  g_assert_cmpint(add_property(schema, 1, "amount", FL_VALUE_NUMBER), ==, 0);
}

static void
test_limits(void)
{
  g_autoptr(FlSchema) schema = fl_schema_new();
  for (int i = 0; i < FL_SCHEMA_MAX_NODE_TYPES; i++) {
    g_autofree char *name = g_strdup_printf("Type%d", i);
    int expected = i < FL_SCHEMA_MAX_NODE_TYPES - 1 ? i : FL_SCHEMA_NONE;
    g_assert_cmpint(fl_schema_add_node_type(schema, name, NULL, "", GREY), ==, expected);
  }
  g_assert_true(fl_schema_complete(schema));
  g_assert_cmpint(fl_schema_get_n_node_types(schema), ==, 64);
  g_assert_cmpuint(fl_schema_get_edge_type(schema, 0)->to, ==, UINT64_MAX);
  for (int i = 0; i <= FL_SCHEMA_MAX_PROPERTIES; i++) {
    g_autofree char *name = g_strdup_printf("property%d", i);
    int expected = i < FL_SCHEMA_MAX_PROPERTIES ? i : FL_SCHEMA_NONE;
    g_assert_cmpint(add_property(schema, 0, name, FL_VALUE_STRING), ==, expected);
  }
}

static void
test_equal(void)
{
  g_autoptr(FlSchema) one = facts_schema_new();
  g_autoptr(FlSchema) other = facts_schema_new();
  g_assert_true(fl_schema_equal(one, other));
  fl_schema_add_key(other, 0, 0);
  g_assert_false(fl_schema_equal(one, other));
  g_autoptr(FlSchema) third = facts_schema_new();
  add_property(third, 0, "born", FL_VALUE_DATE);
  g_assert_false(fl_schema_equal(one, third));
}

static void
test_node_name(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  const FlNodeType *type = fl_schema_get_node_type(schema, fl_schema_find_node_type(schema, "Figure"));
  const FlValue values[] = {fl_value_string("产量"), fl_value_number(500), fl_value_string("亿斤")};
  g_autofree char *name = fl_node_type_format_name(type, values);
  g_assert_cmpstr(name, ==, "产量 500亿斤");
  const FlValue texts[] = {{0}, fl_value_string("2.5"), {0}};
  g_autofree char *part = fl_node_type_format_name(type, texts);
  g_assert_cmpstr(part, ==, "2.5");
}

static void
test_odd_templates(void)
{
  static const char *const cases[][2] = {
      {"{nothing}", ""}, {"a{name", "a{name"}, {"}{", "}{"}, {"{}x{name}", "x李"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(FlSchema) schema = fl_schema_new();
    fl_schema_add_node_type(schema, "Person", NULL, cases[i][0], GREY);
    add_property(schema, 0, "name", FL_VALUE_STRING);
    const FlValue value = fl_value_string("李");
    g_autofree char *name = fl_node_type_format_name(fl_schema_get_node_type(schema, 0), &value);
    g_assert_cmpstr(name, ==, cases[i][1]);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/schema/types and properties are found by name", test_build);
  g_test_add_func("/schema/completing adds what is missing", test_complete);
  g_test_add_func("/schema/completing says when a name is taken", test_complete_conflict);
  g_test_add_func("/schema/names that are refused", test_names);
  g_test_add_func("/schema/limits leave room for articles", test_limits);
  g_test_add_func("/schema/equality is to the letter", test_equal);
  g_test_add_func("/schema/a node is named by its template", test_node_name);
  g_test_add_func("/schema/odd templates", test_odd_templates);
  return g_test_run();
}
