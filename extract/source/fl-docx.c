/*
 * DOCX: each paragraph is a line, called as paragraphs are counted, empty ones too; each row of a table is one, its cells
 * apart by tabs, but the paragraphs of a row of one cell are lines of their own. What stands in text boxes follows the
 * paragraph that they hang on; foot- and endnotes follow the text. Numbers that Word sets before a paragraph are
 * written. Left out are deleted and hidden text, field codes, and heads and feet of pages.
 */
#include "fl-archive.h"
#include "fl-docx-numbering.h"
#include "fl-docx-styles.h"
#include "fl-limits.h"
#include "fl-reader.h"

#include <string.h>

typedef struct {
  FlReading *reading;
  FlDocxStyles *styles;
  FlDocxNumbering *numbering;
  uint32_t number; /* of the last paragraph */
  uint32_t n_tables;
  bool new_page; /* what comes next begins one */
} Docx;

static void read_blocks(Docx *self, const FlNode *parent, const char *place);

/* ---- the text of a paragraph */

typedef struct {
  GString *text;
  GPtrArray *boxes; /* of FlNode: contents of text boxes */
  bool page_before, page_after;
} Runs;

static bool
is_on(const FlNode *parent, const char *name)
{
  const FlNode *child = parent == NULL ? NULL : fl_node_find(parent, (const char *const[]){name, NULL});
  const char *value = child == NULL ? "0" : fl_node_get_attribute(child, "val");
  return value == NULL ||
         (strcmp(value, "0") != 0 && strcmp(value, "false") != 0 && strcmp(value, "off") != 0);
}

static const FlNode *
find_child(const FlNode *self, const char *name)
{
  return fl_node_find(self, (const char *const[]){name, NULL});
}

/* The same again, for Words that are too old for what stands beside it. */
static bool
is_fallback(const FlNode *element, const FlNode *parent)
{
  return fl_node_is(element, "Fallback") && find_child(parent, "Choice") != NULL;
}

static void
add_break(Runs *self, const FlNode *element)
{
  const char *type = fl_node_get_attribute(element, "type");
  if (type == NULL || strcmp(type, "page") != 0)
    g_string_append_c(self->text, '\n');
  else if (self->text->len == 0)
    self->page_before = true;
  else
    self->page_after = true;
}

static void
add_text(Runs *self, const FlNode *element)
{
  for (const FlNode *child = fl_node_get_first(element); child != NULL; child = fl_node_get_next(child)) {
    const char *text = fl_node_get_text(child);
    for (; text != NULL && *text != '\0'; text++)
      g_string_append_c(self->text, *text == '\n' || *text == '\r' ? ' ' : *text);
  }
}

static void
add_runs(Runs *self, const FlNode *parent)
{
  static const char *const left_out[] = {"del",     "moveFrom", "pPr",   "rPr", "instrText",
                                         "delText", "rt",       "sdtPr", NULL};
  for (const FlNode *child = fl_node_get_first(parent); child != NULL; child = fl_node_get_next(child)) {
    const char *name = fl_node_get_name(child);
    if (name == NULL || g_strv_contains(left_out, name) || is_fallback(child, parent))
      continue;
    if (strcmp(name, "t") == 0)
      add_text(self, child);
    else if (strcmp(name, "tab") == 0)
      g_string_append_c(self->text, '\t');
    else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
      add_break(self, child);
    else if (strcmp(name, "noBreakHyphen") == 0)
      g_string_append_c(self->text, '-');
    else if (strcmp(name, "txbxContent") == 0)
      g_ptr_array_add(self->boxes, (gpointer)child);
    else if (strcmp(name, "r") != 0 || !is_on(find_child(child, "rPr"), "vanish"))
      add_runs(self, child);
  }
}

static void
runs_init(Runs *self)
{
  *self = (Runs){g_string_new(NULL), g_ptr_array_new(), false, false};
}

static void
runs_clear(Runs *self)
{
  g_string_free(self->text, TRUE);
  g_ptr_array_unref(self->boxes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Runs, runs_clear)

/* ---- paragraphs and tables */

static void
read_paragraph(Docx *self, const FlNode *paragraph, const char *place)
{
  g_auto(Runs) runs;
  runs_init(&runs);
  const FlNode *properties = find_child(paragraph, "pPr");
  FlDocxLook look = fl_docx_styles_look(self->styles, properties);
  if (look.num != NULL)
    fl_docx_numbering_append(self->numbering, look.num, look.level, runs.text);
  gsize label = runs.text->len;
  add_runs(&runs, paragraph);
  if (runs.text->len == label) /* Word numbers no empty paragraph that it shows */
    g_string_truncate(runs.text, 0);
  FlSourceLine line = {.number = ++self->number, .heading = (uint8_t)look.heading};
  line.new_page = self->new_page || runs.page_before || is_on(properties, "pageBreakBefore");
  self->new_page = runs.page_after || (line.new_page && runs.text->len == 0);
  fl_reading_add(self->reading, runs.text->str, &line, place);
  for (guint i = 0; i < runs.boxes->len; i++)
    read_blocks(self, runs.boxes->pdata[i], place);
}

/* The text of all paragraphs in a cell, in one line. */
static void
add_cell(const FlNode *parent, GString *out, gsize start)
{
  for (const FlNode *child = fl_node_get_first(parent); child != NULL; child = fl_node_get_next(child)) {
    if (!fl_node_is(child, "p")) {
      add_cell(child, out, start);
      continue;
    }
    g_auto(Runs) runs;
    runs_init(&runs);
    add_runs(&runs, child);
    for (char *feed = runs.text->str; (feed = strpbrk(feed, "\n\t")) != NULL;)
      *feed = ' ';
    if (out->len > start && runs.text->len > 0)
      g_string_append_c(out, ' ');
    g_string_append(out, runs.text->str);
  }
}

static guint
count_cells(const FlNode *row)
{
  guint n = 0;
  for (const FlNode *cell = fl_node_get_first(row); cell != NULL; cell = fl_node_get_next(cell))
    n += fl_node_is(cell, "tc");
  return n;
}

static void
read_row(Docx *self, const FlNode *row, const char *place)
{
  g_autoptr(GString) text = g_string_new(NULL);
  if (count_cells(row) <= 1) {
    read_blocks(self, row, place);
    return;
  }
  for (const FlNode *cell = fl_node_get_first(row); cell != NULL; cell = fl_node_get_next(cell)) {
    if (!fl_node_is(cell, "tc"))
      continue;
    if (text->len > 0)
      g_string_append_c(text, '\t');
    add_cell(cell, text, text->len);
  }
  FlSourceLine line = {.number = ++self->number, .new_page = self->new_page};
  self->new_page = false;
  fl_reading_add(self->reading, text->str, &line, place);
}

static void
read_table(Docx *self, const FlNode *table)
{
  uint32_t number = ++self->n_tables, n_rows = 0;
  for (const FlNode *row = fl_node_get_first(table); row != NULL; row = fl_node_get_next(row)) {
    if (!fl_node_is(row, "tr") || fl_node_find(row, (const char *const[]){"trPr", "del", NULL}) != NULL)
      continue;
    g_autofree char *place = g_strdup_printf("t%ur%u", number, ++n_rows);
    read_row(self, row, place);
  }
}

/* Whatever stands around paragraphs and tables is looked into: content controls, cells, inserted blocks. */
static void
read_blocks(Docx *self, const FlNode *parent, const char *place)
{
  static const char *const left_out[] = {"del", "moveFrom", "sectPr", "sdtPr", "tcPr", "trPr", "tblPr", NULL};
  for (const FlNode *child = fl_node_get_first(parent); child != NULL; child = fl_node_get_next(child)) {
    const char *name = fl_node_get_name(child);
    if (name == NULL || g_strv_contains(left_out, name) || is_fallback(child, parent))
      continue;
    if (strcmp(name, "p") == 0)
      read_paragraph(self, child, place);
    else if (strcmp(name, "tbl") == 0)
      read_table(self, child);
    else
      read_blocks(self, child, place);
  }
}

static void
read_notes(Docx *self, const FlNode *root, const char *prefix)
{
  uint32_t n = 0;
  for (const FlNode *note = root == NULL ? NULL : fl_node_get_first(root); note != NULL;
       note = fl_node_get_next(note)) {
    const char *type = fl_node_get_attribute(note, "type");
    if (fl_node_get_name(note) == NULL ||
        (type != NULL && strcmp(type, "normal") != 0)) /* lines between them */
      continue;
    g_autofree char *place = g_strdup_printf("%s%u", prefix, ++n);
    read_blocks(self, note, place);
  }
}

/* ---- parts */

static bool
is_wanted(const char *part)
{
  static const char *const names[] = {"styles.xml", "numbering.xml", "footnotes.xml", "endnotes.xml", NULL};
  g_autofree char *base = g_path_get_basename(part);
  return strcmp(part, "_rels/.rels") == 0 || g_strv_contains(names, base) ||
         (g_str_has_prefix(base, "document") && g_str_has_suffix(base, ".xml"));
}

/* The tree of a part; NULL without an error where there is none. */
static FlMarkup *
parse_part(GHashTable *parts, const char *name, GError **error)
{
  gsize length = 0;
  GBytes *bytes = g_hash_table_lookup(parts, name);
  const char *data = bytes == NULL ? NULL : g_bytes_get_data(bytes, &length);
  FlDecoded decoded = {0};
  if (data == NULL || !fl_decode(data, length, (FlDeclaration){0}, &decoded, error))
    return NULL;
  g_autofree char *text = decoded.text;
  FlMarkup *markup = fl_markup_new(text, decoded.length, FL_MARKUP_XML, error);
  if (markup == NULL)
    g_prefix_error(error, "%s in it: ", name);
  return markup;
}

/* The name of the part that holds the text: the package says which. */
static char *
find_main_part(GHashTable *parts)
{
  g_autoptr(FlMarkup) links = parse_part(parts, "_rels/.rels", NULL);
  for (const FlNode *link = links == NULL ? NULL : fl_node_get_first(fl_markup_get_root(links)); link != NULL;
       link = fl_node_get_next(link)) {
    const char *type = fl_node_get_attribute(link, "Type"), *target = fl_node_get_attribute(link, "Target");
    if (type != NULL && target != NULL && g_str_has_suffix(type, "/officeDocument"))
      return g_strdup(*target == '/' ? target + 1 : target);
  }
  return g_strdup("word/document.xml");
}

static FlMarkup *
parse_beside(GHashTable *parts, const char *main_part, const char *name, GError **error)
{
  g_autofree char *folder = g_path_get_dirname(main_part), *path = g_strdup_printf("%s/%s", folder, name);
  return error != NULL && *error != NULL ? NULL : parse_part(parts, path, error);
}

static const FlNode *
get_root(const FlMarkup *markup)
{
  return markup == NULL ? NULL : fl_markup_get_root(markup);
}

static bool
read_parts(GHashTable *parts, FlReading *reading, GError **error)
{
  GError *problem = NULL;
  g_autofree char *main_part = find_main_part(parts);
  g_autoptr(FlMarkup) text = parse_part(parts, main_part, &problem);
  if (text == NULL && problem == NULL)
    g_set_error(&problem, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, "no Word document: there is no %s in it",
                main_part);
  g_autoptr(FlMarkup) styles = parse_beside(parts, main_part, "styles.xml", &problem);
  g_autoptr(FlMarkup) lists = parse_beside(parts, main_part, "numbering.xml", &problem);
  g_autoptr(FlMarkup) footnotes = parse_beside(parts, main_part, "footnotes.xml", &problem);
  g_autoptr(FlMarkup) endnotes = parse_beside(parts, main_part, "endnotes.xml", &problem);
  if (problem != NULL) {
    g_propagate_error(error, problem);
    return false;
  }
  g_autoptr(FlDocxStyles) looks = fl_docx_styles_new(get_root(styles));
  g_autoptr(FlDocxNumbering) numbering = fl_docx_numbering_new(get_root(lists));
  Docx self = {.reading = reading, .styles = looks, .numbering = numbering};
  read_blocks(&self, fl_markup_get_root(text), NULL);
  read_notes(&self, get_root(footnotes), "fn");
  read_notes(&self, get_root(endnotes), "en");
  return true;
}

bool
fl_docx_read(GBytes *bytes, G_GNUC_UNUSED const FlReadOptions *options, FlReading *reading, GError **error)
{
  g_autoptr(GHashTable) parts = fl_archive_unpack(bytes, is_wanted, FL_LIMIT_MARKUP, error);
  return parts != NULL && read_parts(parts, reading, error);
}
