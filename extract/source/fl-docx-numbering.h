/*
 * FlDocxNumbering: the numbers that Word sets before paragraphs of a list and does not write into them: 一、, 第三条, 1.2.
 *
 * Counts as the paragraphs of a document go by. A list whose numbers are pictures, or of a script that is not known
 * here, gives none.
 */
#pragma once

#include "fl-markup.h"

typedef struct _FlDocxNumbering FlDocxNumbering;

/* Reads the part numbering.xml, of which NULL is none. The tree must outlive it. */
FlDocxNumbering *fl_docx_numbering_new(const FlNode *root);
void fl_docx_numbering_free(FlDocxNumbering *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDocxNumbering, fl_docx_numbering_free)

/* Counts a paragraph of the list `num`, at a level from 0, and appends the number that stands before it. */
void fl_docx_numbering_append(FlDocxNumbering *self, const char *num, int level, GString *out);

/* Appends a number in one of Word's formats ("decimal", "chineseCounting", …); false when it is not known. */
bool fl_docx_number_append(GString *out, const char *format, int number);
