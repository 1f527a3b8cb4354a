/*
 * FlColumns: the order in which the lines of a page are read.
 *
 * A printed row is cut where there is a wide space in it. Where the pieces of a page lie left and right of a gutter, and
 * are mostly of one width on each side, they are columns: what lies across the gutter divides the page, and in each division the left
 * side is read first. Each side may have columns of its own. Anything else, tables above all, is read row by row.
 */
#pragma once

#include "fl-printed-line.h"

/* A space so many times as wide as an East Asian character cuts a row. */
static const double FL_COLUMNS_SPACE = 1.5;

/* Takes the pieces of one page (an array of FlPrintedLine, row by row; `number` is the row), puts them in order, and moves
 * them to the end of `lines` as lines, numbered. */
void fl_columns_read(GArray *pieces, GArray *lines);
