/*
 * evidence.csv: every mention and statement, one a row.
 */
#include "fl-csv-rows.h"
#include "fl-formats.h"
#include "fl-string.h"

static void
put_evidence(FlCsvRows *self, const FlGraph *graph, const FlGraphEvidence *evidence)
{
  const FlSchema *schema = fl_graph_get_schema(graph);
  uint32_t element = evidence->element;
  char id[FL_GRAPH_ID_SIZE], number[FL_NUMBER_TEXT_SIZE];
  if (evidence->of_edge) {
    fl_csv_rows_put_text(self, FL_CSV_PLAIN, "edge");
    fl_csv_rows_put_text(self, FL_CSV_PLAIN, fl_graph_format_edge_id(graph, element, id));
    fl_csv_rows_put_text(self, FL_CSV_PLAIN,
                         fl_schema_get_edge_type(schema, fl_graph_get_edge_type(graph, element))->name);
  } else {
    fl_csv_rows_put_text(self, FL_CSV_PLAIN, "node");
    fl_csv_rows_put_text(self, FL_CSV_PLAIN, fl_graph_format_node_id(graph, element, id));
    fl_csv_rows_put_text(self, FL_CSV_PLAIN,
                         fl_schema_get_node_type(schema, fl_graph_get_node_type(graph, element))->name);
  }
  fl_csv_rows_put_text(self, FL_CSV_QUOTED, evidence->file);
  fl_csv_rows_put_number(self, evidence->at.line);
  fl_csv_rows_put_number(self, evidence->at.column);
  fl_csv_rows_put_number(self, evidence->at.end_line);
  fl_csv_rows_put_number(self, evidence->at.end_column);
  fl_csv_rows_put_text(self, FL_CSV_PLAIN, fl_graph_format_node_id(graph, evidence->article, id));
  fl_csv_rows_put_text(self, FL_CSV_QUOTED, evidence->rule);
  fl_csv_rows_put_text(self, FL_CSV_PLAIN, fl_number_format(evidence->confidence, number));
  fl_csv_rows_put_text(self, FL_CSV_QUOTED, evidence->text);
  fl_csv_rows_put_text(self, FL_CSV_QUOTED, evidence->sentence);
  fl_csv_rows_put_text(self, *evidence->place == '\0' ? FL_CSV_PLAIN : FL_CSV_QUOTED, evidence->place);
}

static const char *const EVIDENCE_HEADERS[] = {"element",    "ref",      "what",       "file",    "line",
                                               "column",     "end_line", "end_column", "article", "rule",
                                               "confidence", "text",     "sentence",   "place"};

void
fl_csv_write_evidence(const FlGraph *graph, G_GNUC_UNUSED const FlOutputOptions *options, FlFileSink *sink)
{
  g_auto(FlCsvRows) rows;
  fl_csv_rows_init(&rows, sink);
  for (size_t i = 0; i < G_N_ELEMENTS(EVIDENCE_HEADERS); i++)
    fl_csv_rows_put_text(&rows, FL_CSV_PLAIN, EVIDENCE_HEADERS[i]);
  fl_csv_rows_end(&rows);
  for (uint32_t i = 0; i < fl_graph_get_n_evidence(graph) && !fl_file_sink_has_failed(sink); i++) {
    FlGraphEvidence evidence = fl_graph_get_evidence(graph, i);
    fl_graph_look_ahead_in_evidence(graph, i);
    put_evidence(&rows, graph, &evidence);
    fl_csv_rows_end(&rows);
  }
}
