#include "facts.h"
#include "written-facts.h"

#include <string.h>

static void
test_nodes_join(void)
{
  g_autoptr(FlGraph) graph = facts_weave(
      DOCUMENT("b", "'title':'B','date':'2024-03-01'", PERSON(1, "李强", AT(1, 1, "")))
          DOCUMENT("a", "'title':'A','date':'2024-02-08'",
                   PERSON(1, "李强", AT(5, 0, ",'confidence':0.5") "," AT(7, 1, ",'confidence':0.9"))
                       PERSON(2, "李强", AT(6, 0, ",'confidence':0.9"))));
  g_autofree char *nodes = facts_describe_only(graph, "node");
  g_autofree char *edges = facts_describe_only(graph, "edge");
  assert_has(nodes, "node Person '李强' per_");
  assert_has(nodes, " mentions=4 rows=4 days=20240208-20240301 shown=");
  assert_has(edges, "edge 'A' mentions '李强'");
  assert_has(edges, " mentions=3 rows=3 days=20240208-20240208");
  g_assert_cmpuint(count_lines(nodes), ==, 3);
  g_assert_cmpuint(count_lines(edges), ==, 2);
  /* in order: the two articles, the person, who has 5:1, 6:1, 7:1 of a and 1:1 of b; confidence 1 is in b */
  FlGraphEvidence shown = fl_graph_get_evidence(graph, fl_graph_get_node_support(graph, 2)->shown);
  g_assert_cmpstr(shown.file, ==, "b");
  FlGraphEvidence first = fl_graph_get_evidence(graph, fl_graph_get_node_evidence(graph, 2, 0));
  g_assert_cmpuint(first.at.line, ==, 5);
}

static void
test_edges_join(void)
{
  static const char facts[] = DOCUMENT(
      "a", "'title':'A'",
      PERSON(1, "李强", AT(1, 0, "")) MEETING(2, "'name':'座谈会'", AT(1, 0, ""))
          ATTENDED(1, 2, ",'evidence':[" AT(3, 0, ",'confidence':0.5") "]") ATTENDED(
              1, 2, ",'evidence':[" AT(2, 1, ",'confidence':0.8") "," AT(4, 0, ",'confidence':0.8") "]"));
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *edges = facts_describe_only(graph, "edge");
  assert_has(edges, "edge '李强' attended '座谈会' e_");
  assert_has(edges, " mentions=3 rows=3 shown=");
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++) {
    const FlSupport *support = fl_graph_get_edge_support(graph, i);
    if (support->mentions == 3) /* of two with the highest confidence the first in place is shown */
      g_assert_cmpuint(fl_graph_get_evidence(graph, support->shown).at.line, ==, 2);
  }
}

static void
test_mentions(void)
{
  static const char facts[] =
      "{'document':'a'}\n{'sentence':0,'text':'s'}\n"
      "{'node':0,'type':'Article','values':{'title':'A','file':'a'},'evidence':[" AT(
          1, 0, "") "]}\n"
                    "{'node':1,'type':'Article','values':{'title':'B','file':'a'},'evidence':[" AT(
                        9, 0, "") "]}\n{'end':'a'}\n";
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *edges = facts_describe_only(graph, "edge");
  assert_has(edges, "edge 'A' mentions 'B'");
  g_assert_cmpuint(count_lines(edges), ==, 1);
}

static void
test_one_place_counts_once(void)
{
  static const char facts[] =
      DOCUMENT("a", "'title':'A'",
               PERSON(1, "李强", AT(1, 0, "") ",{'at':'1:1-1:9','article':0,'sentence':0,'rule':'other'}"));
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *nodes = facts_describe_only(graph, "node");
  assert_has(nodes, " mentions=1 rows=2 ");
}

static void
test_without_evidence(void)
{
  g_autoptr(FlGraph) graph =
      facts_weave(DOCUMENT("a", "'title':'A','date':'2024-02-08'",
                           PERSON(1, "李强", "") MEETING(2, "'name':'会'", "") ATTENDED(1, 2, "")));
  g_autofree char *all = facts_describe(graph);
  assert_has(all, "node Person '李强' per_");
  assert_has(all, "edge '李强' attended '会' e_");
  assert_has(all, " mentions=1 rows=0\n");
  assert_has(all, " mentions=1 rows=0 days=20240208-20240208 title="); /* an article has its own day */
}

static void
test_twice(void)
{
  static const char facts[] = DOCUMENT(
      "a", "'title':'A'",
      PERSON(1, "李强", AT(1, 0, "")) MEETING(2, "'name':'会'", AT(2, 0, ""))
          ATTENDED(1, 2, ",'evidence':[" AT(2, 1, "") "]") "{'finding':'x','level':'note','message':'m'}\n");
  g_autofree char *both = g_strconcat(facts, facts, NULL);
  g_autoptr(FlGraph) once = facts_weave(facts);
  g_autoptr(FlGraph) twice = facts_weave(both);
  g_autofree char *a = facts_describe(once);
  g_autofree char *b = facts_describe(twice);
  g_assert_cmpstr(a, ==, b);
}

/* ---- duplicates */

#define PRINT(name, line, print, facts)                                                                      \
  DOCUMENT(name, "'title':'T','start_line':" #line ",'fingerprint':'" print "','date':'2024-02-0" #line "'", \
           facts)

static void
test_duplicates(void)
{
  static const char facts[] = PRINT("c", 1, "x", PERSON(1, "李强", AT(1, 0, "")))
      PRINT("b", 2, "x", PERSON(1, "李强", AT(1, 0, "") "," AT(2, 0, "")))
          PRINT("a", 3, "y", PERSON(1, "李强", AT(4, 0, "")) PERSON(2, "丁", AT(5, 0, ""))) PRINT(
              "d", 4, "x", PERSON(1, "李强", AT(1, 0, "")) PERSON(2, "王", AT(1, 0, "") "," AT(2, 0, "")))
              PRINT("e", 5, "x", PERSON(1, "王", AT(1, 0, "") "," AT(2, 0, "")));
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *nodes = facts_describe_only(graph, "node");
  g_autofree char *edges = facts_describe_only(graph, "edge");
  g_auto(GStrv) lines = g_strsplit(nodes, "\n", -1);
  char original[FL_GRAPH_ID_SIZE];
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++) /* the first by file is b */
    if (strstr(lines[i], "file='b'") != NULL)
      fl_graph_format_node_id(graph, i, original);
  g_autofree char *duplicate = g_strdup_printf(" duplicate_of='%s'", original);
  guint n = 0;
  for (char **line = lines; *line != NULL; line++) {
    bool again = strstr(*line, "fingerprint='x'") != NULL && strstr(*line, "file='b'") == NULL;
    g_assert_cmpint(strstr(*line, duplicate) != NULL, ==, again);
    n += again;
  }
  g_assert_cmpuint(n, ==, 3);
  assert_has(nodes, " mentions=3 rows=5 days=20240201-20240204"); /* 李强: two in b, one in a */
  assert_has(nodes,
             " mentions=2 rows=4 days=20240204-20240205"); /* 王 is in duplicates only: those in d count */
  assert_has(edges, " mentions=1 rows=1 days=20240201-20240201"); /* c mentions 李强 all the same */
}

/* Line 3 comes before line 20. */
static void
test_original(void)
{
  g_autoptr(FlGraph) graph = facts_weave(
      "{'document':'a'}\n"
      "{'node':0,'type':'Article','values':{'title':'A','file':'a','start_line':20,'fingerprint':'x'}}\n"
      "{'node':1,'type':'Article','values':{'title':'B','file':'a','start_line':3,'fingerprint':'x'}}\n{'end'"
      ":'a'}\n");
  g_autofree char *nodes = facts_describe_only(graph, "node");
  assert_has(nodes, " start_line='20' duplicate_of='art_");
  assert_lacks(nodes, " start_line='3' duplicate_of");
}

static void
test_no_fingerprint(void)
{
  g_autoptr(FlGraph) graph = facts_weave(DOCUMENT("a", "'title':'T'", "") DOCUMENT("b", "'title':'T'", ""));
  g_autofree char *nodes = facts_describe_only(graph, "node");
  assert_lacks(nodes, "duplicate_of");
}

/* ---- names */

static void
test_names(void)
{
  static const char facts[] =
      DOCUMENT("a.txt", "'title':'讲话','ordinal':1",
               "{'node':1,'type':'Article','values':{'title':'讲话','file':'a.txt','ordinal':2}}\n"
               "{'node':2,'type':'Article','values':{'title':'讲话 (a.txt, 2)','file':'a.txt'}}\n"
               "{'node':3,'type':'Article','values':{'title':'报告','file':'a.txt'}}\n"
               "{'node':4,'type':'Article','values':{'file':'a.txt'}}\n"
               "{'node':5,'type':'Person','values':{'name':'讲话'}}\n")
          DOCUMENT("b.txt", "'title':'讲话','ordinal':1", "");
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *nodes = facts_describe_only(graph, "node");
  assert_has(nodes, "node Article '讲话 (a.txt, 1)'");
  assert_has(nodes, "node Article '讲话 (b.txt, 1)'");
  assert_has(nodes, "node Article '报告'");
  assert_has(nodes, "node Article 'art_"); /* without a title */
  assert_has(nodes, "node Person '讲话'");
  /* What the second would be called is the third's title. */
  assert_has(nodes, "node Article '讲话 (a.txt, 2) [art_bb3cba4817ee6ef5]'");
  assert_has(nodes, "node Article '讲话 (a.txt, 2) [art_e7b5172a3443b8ac]'");
}

static void
test_aliases(void)
{
  static const char facts[] =
      "{'document':'a'}\n"
      "{'node':0,'type':'Meeting','values':{'name':'会','start':'2023'},'aliases':['b','会','a','会 "
      "(2023)']}\n"
      "{'node':1,'type':'Meeting','values':{'name':'会','start':'2024'},'aliases':['会','会 (2023)']}\n"
      "{'node':2,'type':'Meeting','values':{'name':'会','start':'2023'},'aliases':['c','a']}\n{'end':'a'}\n";
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *nodes = facts_describe_only(graph, "node");
  assert_has(nodes, " start='2023' alias='a' alias='b' alias='c'\n");
  assert_has(nodes, " start='2024' alias='会 (2023)'\n");
}

static void
test_order(void)
{
  g_autoptr(FlGraph) graph = facts_weave(
      DOCUMENT("a", "'title':'A'",
               PERSON(1, "b", AT(2, 0, "")) PERSON(2, "a", AT(1, 0, "")) PERSON(3, "abcdefghij", AT(1, 0, ""))
                   PERSON(4, "abcdefgha", AT(3, 0, "")) MEETING(5, "'name':'z'", "") PERSON(6, "李", "")
                       ATTENDED(1, 5, "") ATTENDED(2, 5, "")));
  static const char *const names[] = {"A", "z", "a", "abcdefgha", "abcdefghij", "b", "李"};
  for (uint32_t i = 0; i < fl_graph_get_n_nodes(graph); i++)
    g_assert_cmpstr(fl_graph_get_node_name(graph, i), ==, names[i]);
  char last[3 * FL_GRAPH_ID_SIZE] = "";
  for (uint32_t i = 0; i < fl_graph_get_n_edges(graph); i++) {
    char from[FL_GRAPH_ID_SIZE], to[FL_GRAPH_ID_SIZE], key[3 * FL_GRAPH_ID_SIZE];
    fl_graph_format_node_id(graph, fl_graph_get_edge_from(graph, i), from);
    fl_graph_format_node_id(graph, fl_graph_get_edge_to(graph, i), to);
    g_snprintf(key, sizeof key, "%s %d %s", from, fl_graph_get_edge_type(graph, i), to);
    g_assert_cmpstr(last, <, key);
    g_strlcpy(last, key, sizeof last);
  }
}

/* ---- the rest */

static void
test_dates(void)
{
  static const char *const cases[][2] = {
      {"'date':'2024-02-08'", "days=20240208-20240208"},
      {"'date':'2024-02-08/2024-02-10'", "days=20240208-20240210"},
      {"'date':'2024-02-10/2024-02-08'", "days=20240208-20240210"},
      {"'date':'2024-02'", NULL},
      {"'date':'2024-02/2024-02-10'", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *facts =
        g_strconcat("{'document':'a'}\n{'node':0,'type':'Article','values':{'title':'A',", cases[i][0],
                    "}}\n{'end':'a'}\n", NULL);
    g_autoptr(FlGraph) graph = facts_weave(facts);
    g_autofree char *nodes = facts_describe(graph);
    if (cases[i][1] != NULL)
      assert_has(nodes, cases[i][1]);
    else
      assert_lacks(nodes, "days=");
  }
}

static void
test_empty(void)
{
  g_autoptr(FlGraph) graph = facts_weave("");
  g_autofree char *all = facts_describe(graph);
  g_assert_cmpstr(all, ==, "");
  g_autoptr(FlGraph) documents = facts_weave("{'document':'a'}\n{'end':'a'}\n");
  g_assert_cmpuint(fl_graph_get_n_nodes(documents), ==, 0);
}

static void
test_other_schema(void)
{
  g_autoptr(FlSchema) schema = facts_schema_new();
  g_autoptr(FlSchema) other = fl_schema_new();
  fl_schema_complete(other);
  g_autoptr(FlGraph) graph = fl_graph_new(schema);
  g_autoptr(FlFactBatch) batch = fl_fact_batch_new(other, "x.txt");
  g_autoptr(GError) error = NULL;
  g_assert_false(fl_graph_add_batch(graph, batch, &error));
  g_assert_error(error, FL_GRAPH_ERROR, FL_GRAPH_ERROR_SCHEMA);
  g_assert_cmpstr(error->message, ==, "x.txt: facts of another schema");
}

static void
test_findings(void)
{
  static const char facts[] =
      "{'document':'b'}\n{'finding':'z','level':'note','file':'b','message':'m'}\n"
      "{'finding':'y','level':'warning','file':'b','line':2,'message':'m'}\n{'end':'b'}\n"
      "{'document':'a'}\n{'finding':'z','level':'note','file':'a','line':10,'message':'m'}\n"
      "{'finding':'z','level':'note','file':'a','line':9,'count':3,'message':'m'}\n"
      "{'finding':'z','level':'note','file':'a','line':9,'count':3,'message':'m'}\n{'end':'a'}\n";
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *findings = facts_describe(graph);
  g_assert_cmpstr(findings, ==,
                  "finding a:9:0: note z×3 : m\nfinding a:10:0: note z×1 : m\n"
                  "finding b:0:0: note z×1 : m\nfinding b:2:0: warning y×1 : m\n");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/weave/nodes of one key are one", test_nodes_join);
  g_test_add_func("/weave/statements of one relation are one edge", test_edges_join);
  g_test_add_func("/weave/an article mentions what lies in it, not itself", test_mentions);
  g_test_add_func("/weave/two rules in one place count once", test_one_place_counts_once);
  g_test_add_func("/weave/nodes and edges without evidence", test_without_evidence);
  g_test_add_func("/weave/a batch given twice changes nothing", test_twice);
  g_test_add_func("/weave/duplicates/evidence counts once", test_duplicates);
  g_test_add_func("/weave/duplicates/the first by line is the original", test_original);
  g_test_add_func("/weave/duplicates/no fingerprint, no duplicate", test_no_fingerprint);
  g_test_add_func("/weave/names are unique in their type", test_names);
  g_test_add_func("/weave/aliases are in order, without the name", test_aliases);
  g_test_add_func("/weave/nodes by type and name, edges by ids", test_order);
  g_test_add_func("/weave/days come from articles with a full date", test_dates);
  g_test_add_func("/weave/nothing", test_empty);
  g_test_add_func("/weave/facts of another schema are refused", test_other_schema);
  g_test_add_func("/weave/findings are in order, each once", test_findings);
  return g_test_run();
}
