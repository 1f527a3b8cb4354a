#include "fl-columns.h"

/* Of the rows of a page, the share that must have a piece on both sides of a gutter, and the least number of them; and
 * how wide the middle one of these pieces is beside the widest. */
static const double min_rows = 0.3, min_fill = 0.7;
enum { MIN_ROWS = 3, MAX_DEPTH = 3, STEPS = 64 };

static const FlPrintedLine *
get_piece(const GPtrArray *pieces, guint index)
{
  return pieces->pdata[index];
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return (first > second) - (first < second);
}

/* ---- gutters */

typedef enum { LEFT, RIGHT, ACROSS } Side;

static Side
find_side(const FlPrintedLine *piece, double gutter)
{
  return piece->right <= gutter ? LEFT : piece->left >= gutter ? RIGHT : ACROSS;
}

/* What a place would be as a gutter: how many rows have pieces on both sides, and how wide the nearest ones are; how many
 * pieces lie across. */
typedef struct {
  guint both, across, rows;
  GArray *left, *right; /* of double */
} Gutter;

static void
gutter_init(Gutter *self)
{
  *self = (Gutter){.left = g_array_new(FALSE, FALSE, sizeof(double)),
                   .right = g_array_new(FALSE, FALSE, sizeof(double))};
}

static void
gutter_clear(Gutter *self)
{
  g_array_unref(self->left);
  g_array_unref(self->right);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Gutter, gutter_clear)

static void
look(Gutter *self, const GPtrArray *pieces, double at)
{
  const FlPrintedLine *left = NULL; /* of the row in hand */
  uint32_t row = 0;
  for (guint i = 0; i < pieces->len; i++) {
    const FlPrintedLine *piece = get_piece(pieces, i);
    Side side = find_side(piece, at);
    left = piece->number == row ? left : NULL;
    self->rows += piece->number != row;
    self->across += side == ACROSS;
    row = piece->number;
    if (side == RIGHT && left != NULL) {
      double widths[] = {left->right - left->left, piece->right - piece->left};
      g_array_append_val(self->left, widths[0]);
      g_array_append_val(self->right, widths[1]);
      self->both++;
    }
    left = side == LEFT ? piece : NULL;
  }
}

/* Whether the middle width is most of the widest. */
static bool
is_filled(GArray *widths)
{
  g_array_sort(widths, compare_doubles);
  return g_array_index(widths, double, widths->len / 2) >=
         min_fill * g_array_index(widths, double, widths->len - 1);
}

/* The place that parts most rows, each piece across it taken off; negative when there is no gutter. */
static double
find_gutter(const GPtrArray *pieces)
{
  double left = 1e9, right = -1e9, found = -1;
  guint best = 0;
  for (guint i = 0; i < pieces->len; i++) {
    left = MIN(left, get_piece(pieces, i)->left);
    right = MAX(right, get_piece(pieces, i)->right);
  }
  for (int step = 1; step < STEPS; step++) {
    g_auto(Gutter) gutter;
    gutter_init(&gutter);
    double at = left + (right - left) * step / STEPS;
    look(&gutter, pieces, at);
    if (gutter.both < MAX(MIN_ROWS, min_rows * gutter.rows) || gutter.both <= best + gutter.across ||
        !is_filled(gutter.left) || !is_filled(gutter.right))
      continue;
    best = gutter.both - gutter.across;
    found = at;
  }
  return found;
}

/* ---- order */

static void order(const GPtrArray *pieces, GPtrArray *ordered, int depth);

/* Orders a division of the page: its left side, then its right one; both are emptied. */
static void
end_division(GPtrArray *left, GPtrArray *right, GPtrArray *ordered, int depth)
{
  order(left, ordered, depth);
  order(right, ordered, depth);
  g_ptr_array_set_size(left, 0);
  g_ptr_array_set_size(right, 0);
}

static void
order(const GPtrArray *pieces, GPtrArray *ordered, int depth)
{
  double gutter = depth < MAX_DEPTH && pieces->len > 0 ? find_gutter(pieces) : -1;
  g_autoptr(GPtrArray) left = g_ptr_array_new(), right = g_ptr_array_new();
  for (guint i = 0; i < pieces->len; i++) {
    Side side = gutter < 0 ? ACROSS : find_side(get_piece(pieces, i), gutter);
    if (side == ACROSS) {
      end_division(left, right, ordered, depth + 1);
      g_ptr_array_add(ordered, pieces->pdata[i]);
    } else
      g_ptr_array_add(side == LEFT ? left : right, pieces->pdata[i]);
  }
  if (left->len + right->len > 0)
    end_division(left, right, ordered, depth + 1);
}

void
fl_columns_read(GArray *pieces, GArray *lines)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new(), ordered = g_ptr_array_new();
  for (guint i = 0; i < pieces->len; i++)
    g_ptr_array_add(all, &g_array_index(pieces, FlPrintedLine, i));
  order(all, ordered, 0);
  uint32_t row = 0, number = 0;
  for (guint i = 0; i < ordered->len; i++) {
    FlPrintedLine *piece = ordered->pdata[i];
    if (row == piece->number) {
      fl_printed_line_join(&g_array_index(lines, FlPrintedLine, lines->len - 1), piece);
      continue;
    }
    FlPrintedLine line = *piece;
    line.text = g_steal_pointer(&piece->text);
    line.number = ++number;
    row = piece->number;
    g_array_append_val(lines, line);
  }
}
