/* When nodes and edges are joined: whose values they keep, and which nodes a late part of a key joins. */

#include "facts.h"
#include "written-facts.h"

/* ---- conflicts */

static void
test_conflict(void)
{
  static const char *const orders[] = {
      ENDS("b", 1, ",'end':'2024-01-03'") ENDS("a", 9, ",'end':'2024-01-02'")
          ENDS("a", 3, ",'end':'2024-01-01'") ENDS("c", 1, ""),
      ENDS("c", 1, "") ENDS("a", 3, ",'end':'2024-01-01'") ENDS("b", 1, ",'end':'2024-01-03'")
          ENDS("a", 9, ",'end':'2024-01-02'"),
  };
  for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
    g_autoptr(FlGraph) graph = facts_weave(orders[i]);
    g_autofree char *nodes = facts_describe_only(graph, "node");
    g_autofree char *findings = facts_describe_only(graph, "finding");
    assert_has(nodes, " end='2024-01-01'");
    g_assert_cmpstr(
        findings, ==,
        "finding a:9:1: warning conflict×1 r: Meeting 会: end is 2024-01-01 (a:3:1), not 2024-01-02 (a:9:1)\n"
        "finding b:1:1: warning conflict×1 r: Meeting 会: end is 2024-01-01 (a:3:1), not 2024-01-03 "
        "(b:1:1)\n");
  }
}

/* Of two rules in one place the first by name is told, whichever came first. */
static void
test_conflict_rule(void)
{
  static const char one[] = "{'at':'9:1-9:3','article':0,'sentence':0,'rule':'a'}";
  static const char other[] = "{'at':'9:1-9:3','article':0,'sentence':0,'rule':'b'}";
  for (int i = 0; i < 2; i++) {
    g_autofree char *facts = g_strconcat(
        ENDS("a", 1, ",'end':'2024'"),
        "{'document':'a'}\n{'sentence':0,'text':'s0'}\n{'node':0,'type':'Article'}\n",
        "{'node':1,'type':'Meeting','values':{'name':'会','end':'2025'},'evidence':[", i == 0 ? one : other,
        "]}\n", "{'node':2,'type':'Meeting','values':{'name':'会','end':'2025'},'evidence':[",
        i == 0 ? other : one, "]}\n", "{'end':'a'}\n", NULL);
    g_autoptr(FlGraph) graph = facts_weave(facts);
    g_autofree char *findings = facts_describe_only(graph, "finding");
    g_assert_cmpstr(
        findings, ==,
        "finding a:9:1: warning conflict×1 a: Meeting 会: end is 2024 (a:1:1), not 2025 (a:9:1)\n");
  }
}

static void
test_agreement(void)
{
  g_autoptr(FlGraph) graph =
      facts_weave(ENDS("b", 1, ",'end':'2024'") ENDS("a", 9, ",'end':'2024'") ENDS("c", 1, ""));
  g_assert_cmpuint(fl_graph_get_n_findings(graph), ==, 0);
}

static void
test_edge_conflict(void)
{
  static const char facts[] =
      DOCUMENT("a", "'title':'A'",
               PERSON(1, "李强", "") MEETING(2, "'name':'会'", "")
                   ATTENDED(1, 2, ",'values':{'role':'主席'},'evidence':[" AT(5, 0, "") "]")
                       ATTENDED(1, 2, ",'values':{'role':'代表'},'evidence':[" AT(2, 0, "") "]"));
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *findings = facts_describe_only(graph, "finding");
  g_assert_cmpstr(
      findings, ==,
      "finding a:5:1: warning conflict×1 r: 李强 attended 会: role is 代表 (a:2:1), not 主席 (a:5:1)\n");
}

/* ---- late keys */

static void
test_late_join(void)
{
  static const char facts[] =
      DOCUMENT("a", "'title':'A'",
               PERSON(1, "李强", "") "{'node':2,'type':'Meeting','values':{'name':'会','end':'2024-02-09'},"
                                     "'aliases':['大会'],'evidence':[" AT(4, 0, "") "]}\n" ATTENDED(
                                         1, 2, ",'values':{'role':'代表'},'evidence':[" AT(4, 1, "") "]"))
          DOCUMENT("b", "'title':'B'",
                   PERSON(1, "李强", "")
                       MEETING(2, "'name':'会','start':'2024-02-08','end':'2024-02-10'", AT(1, 0, ""))
                           ATTENDED(1, 2, ",'values':{'role':'主席'},'evidence':[" AT(1, 1, "") "]"));
  g_autoptr(FlGraph) graph = facts_weave(facts);
  g_autofree char *nodes = facts_describe_only(graph, "node");
  g_autofree char *edges = facts_describe_only(graph, "edge");
  g_autofree char *findings = facts_describe_only(graph, "finding");
  assert_has(nodes, " start='2024-02-08' end='2024-02-09' alias='大会'");
  g_assert_cmpuint(count_lines(nodes), ==, 4);
  assert_has(edges, "edge '李强' attended '会' e_");
  assert_has(edges, " mentions=2 rows=2 shown=");
  assert_has(edges, "edge 'A' mentions '会'");
  g_assert_cmpuint(count_lines(edges), ==, 3);
  g_assert_cmpuint(count_lines(findings), ==, 2);
}

static void
test_late_alone(void)
{
  g_autoptr(FlGraph) graph = facts_weave(ENDS("a", 1, "") ENDS("b", 1, ",'end':'2024'"));
  g_assert_cmpuint(fl_graph_get_n_nodes(graph), ==, 3); /* none has a start: they are one anyway */
}

static void
test_late_ambiguous(void)
{
  g_autoptr(FlGraph) graph = facts_weave(ENDS("a", 2, "") ENDS("b", 1, ",'start':'2023-01-01'")
                                             ENDS("c", 1, ",'start':'2024-01-01'"));
  g_autofree char *nodes = facts_describe_only(graph, "node Meeting");
  g_autofree char *findings = facts_describe_only(graph, "finding");
  assert_has(nodes, "'会'");
  assert_has(nodes, "'会 (2023-01-01)'");
  assert_has(nodes, "'会 (2024-01-01)'");
  g_assert_cmpstr(findings, ==,
                  "finding a:2:1: warning ambiguous-namesake×1 r: Meeting '会' could be any of 2 of that "
                  "name: it stays a node of its own\n");
}

/* Two late parts: what has neither joins what has one joins what has both, unless two have different ones. */
static FlGraph *
weave_ladder(const char *documents)
{
  static const uint8_t grey[3] = {9, 9, 9};
  static const FlProperty parts[] = {{.name = "name", .type = FL_VALUE_STRING},
                                     {.name = "start", .type = FL_VALUE_DATE, .late = true},
                                     {.name = "city", .type = FL_VALUE_STRING, .late = true}};
  g_autoptr(FlSchema) schema = fl_schema_new();
  fl_schema_add_node_type(schema, "Meeting", NULL, "{name}", grey);
  for (int i = 0; i < 3; i++)
    fl_schema_add_key(schema, 0, fl_schema_add_node_property(schema, 0, &parts[i]));
  fl_schema_complete(schema);
  g_autoptr(GPtrArray) batches = facts_read(schema, documents);
  return facts_weave_batches(schema, batches);
}

static void
test_late_ladder(void)
{
  static const char one_way[] =
      "{'document':'a'}\n{'node':0,'type':'Meeting','values':{'name':'会'}}\n"
      "{'node':1,'type':'Meeting','values':{'name':'会','start':'2024'}}\n"
      "{'node':2,'type':'Meeting','values':{'name':'会','city':'北京'}}\n"
      "{'node':3,'type':'Meeting','values':{'name':'会','start':'2024','city':'北京'}}\n{'end':'a'}\n";
  static const char fork[] =
      "{'document':'a'}\n{'node':0,'type':'Meeting','values':{'name':'会'}}\n"
      "{'node':1,'type':'Meeting','values':{'name':'会','start':'2024'}}\n"
      "{'node':2,'type':'Meeting','values':{'name':'会','city':'北京'}}\n{'end':'a'}\n";
  static const char two_rungs[] =
      "{'document':'a'}\n{'node':0,'type':'Meeting','values':{'name':'会'}}\n"
      "{'node':1,'type':'Meeting','values':{'name':'会','start':'2024'}}\n{'end':'a'}\n";
  g_autoptr(FlGraph) all = weave_ladder(one_way);
  g_assert_cmpuint(fl_graph_get_n_nodes(all), ==, 1);
  g_autoptr(FlGraph) apart = weave_ladder(fork);
  g_assert_cmpuint(fl_graph_get_n_nodes(apart), ==, 3);
  g_assert_cmpuint(fl_graph_get_n_findings(apart), ==, 1);
  g_autoptr(FlGraph) both = weave_ladder(two_rungs);
  g_assert_cmpuint(fl_graph_get_n_nodes(both), ==, 1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/weave/conflict/the first place wins", test_conflict);
  g_test_add_func("/weave/conflict/the first rule is told", test_conflict_rule);
  g_test_add_func("/weave/conflict/equal and absent values do not", test_agreement);
  g_test_add_func("/weave/conflict/on an edge", test_edge_conflict);
  g_test_add_func("/weave/late/joins the only namesake with all it has", test_late_join);
  g_test_add_func("/weave/late/stays without a namesake", test_late_alone);
  g_test_add_func("/weave/late/stays apart from several", test_late_ambiguous);
  g_test_add_func("/weave/late/two parts make a ladder", test_late_ladder);
  return g_test_run();
}
