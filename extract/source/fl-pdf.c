/*
 * PDF: each printed line is a line, in the order in which columns are read (fl-columns.h); which of them are text, and
 * where paragraphs begin, fl-printed-line.h says.
 */
#include "fl-columns.h"
#include "fl-limits.h"
#include "fl-poppler.h"
#include "fl-reader.h"

#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

static bool
fail(const FlPoppler *poppler, const GError *problem, GError **error)
{
  if (problem->domain == poppler->error_quark() && problem->code == POPPLER_ERROR_ENCRYPTED)
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, "behind a password: save it without one");
  else
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT,
                "a damaged or truncated PDF: get it anew (%s)", problem->message);
  return false;
}

/* A page's text, with a rectangle for each character, and the pieces of its rows so far. */
typedef struct {
  const PopplerRectangle *boxes;
  guint n_boxes;
  uint32_t page;
  double height;
  GArray *pieces; /* of FlPrintedLine */
} Page;

static FlPrintedLine *
get_last(const Page *self)
{
  return self->pieces->len == 0 ? NULL : &g_array_index(self->pieces, FlPrintedLine, self->pieces->len - 1);
}

/* The row that something stands in: the last one, when it is beside that. What poppler calls a line is now a row, now a
 * part of one. */
static uint32_t
find_row(const Page *self, const PopplerRectangle *around)
{
  const FlPrintedLine *last = get_last(self);
  double middle = (around->y1 + around->y2) / 2;
  return last == NULL ? 1 : last->number + (middle < last->top || middle > last->bottom);
}

static void
add_piece(Page *self, const char *text, gsize length, const PopplerRectangle *around)
{
  FlPrintedLine *last = get_last(self);
  FlPrintedLine piece = {.text = g_strstrip(g_strndup(text, length)),
                         .left = around->x1,
                         .right = around->x2,
                         .top = around->y1,
                         .bottom = around->y2,
                         .page_height = self->height,
                         .page = self->page,
                         .number = find_row(self, around)};
  double space = last == NULL ? 0 : piece.left - last->right;
  bool joins = last != NULL && last->number == piece.number && space >= 0 &&
               space <= FL_COLUMNS_SPACE * (piece.bottom - piece.top);
  if (*piece.text != '\0' && !joins) {
    g_array_append_val(self->pieces, piece);
    return;
  }
  if (*piece.text != '\0')
    fl_printed_line_join(last, &piece);
  g_free(piece.text);
}

static void
extend(PopplerRectangle *around, const PopplerRectangle *box, bool first)
{
  around->x1 = first ? box->x1 : MIN(around->x1, box->x1);
  around->x2 = first ? box->x2 : MAX(around->x2, box->x2);
  around->y1 = first ? box->y1 : MIN(around->y1, box->y1);
  around->y2 = first ? box->y2 : MAX(around->y2, box->y2);
}

/* Adds the pieces of a row, whose first character is the `at`th of the page. Returns the number of the first one behind
 * it. */
static guint
add_row(Page *self, const char *text, gsize length, guint at)
{
  PopplerRectangle around = {0};
  const char *start = text;
  bool first = true;
  for (const char *p = text; p < text + length && at < self->n_boxes; p = g_utf8_next_char(p), at++) {
    const PopplerRectangle *box = &self->boxes[at];
    if (g_unichar_isspace(g_utf8_get_char(p)))
      continue;
    if (!first && box->x1 - around.x2 > FL_COLUMNS_SPACE * (box->y2 - box->y1)) {
      add_piece(self, start, (gsize)(p - start), &around);
      start = p;
      first = true;
    }
    extend(&around, box, first);
    first = false;
  }
  add_piece(self, start, (gsize)(text + length - start), &around);
  return at + 1; /* its line feed has a rectangle, too */
}

static void
add_page(const FlPoppler *poppler, PopplerPage *page, uint32_t number, GArray *lines)
{
  double width = 0;
  PopplerRectangle *boxes = NULL;
  g_autoptr(GArray) pieces = fl_printed_lines_new();
  Page self = {.page = number, .pieces = pieces};
  g_autofree char *text = poppler->get_text(page);
  if (text == NULL || !g_utf8_validate(text, -1, NULL) ||
      !poppler->get_text_layout(page, &boxes, &self.n_boxes))
    return;
  self.boxes = boxes;
  poppler->get_size(page, &width, &self.height);
  guint n = 0;
  for (const char *at = text; *at != '\0';) {
    gsize length = strcspn(at, "\n");
    n = add_row(&self, at, length, n);
    at += length + (at[length] == '\n');
  }
  g_free(boxes);
  fl_columns_read(pieces, lines);
}

bool
fl_pdf_read(GBytes *bytes, G_GNUC_UNUSED const FlReadOptions *options, FlReading *reading, GError **error)
{
  FlPoppler poppler;
  g_autoptr(GError) problem = NULL;
  if (!fl_poppler_load(&poppler, error))
    return false;
  g_autoptr(PopplerDocument) document = poppler.document_new(bytes, NULL, &problem);
  if (document == NULL)
    return fail(&poppler, problem, error);
  int n_pages = poppler.get_n_pages(document);
  if (n_pages > FL_LIMIT_PAGES) {
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE, "%d pages, more than %d: divide it", n_pages,
                FL_LIMIT_PAGES);
    return false;
  }
  g_autoptr(GArray) lines = fl_printed_lines_new();
  for (int i = 0; i < n_pages; i++) {
    g_autoptr(PopplerPage) page = poppler.get_page(document, i);
    if (page != NULL)
      add_page(&poppler, page, (uint32_t)i + 1, lines);
  }
  fl_printed_lines_read(lines, reading);
  return true;
}
