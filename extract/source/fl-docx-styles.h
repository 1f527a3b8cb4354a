/*
 * FlDocxStyles: what the named styles of a Word document say of its paragraphs: headings, and numbering.
 */
#pragma once

#include "fl-markup.h"

typedef struct _FlDocxStyles FlDocxStyles;

/* What a style, with all that it is based on, says. */
typedef struct {
  int heading;     /* level, 1 to 6; 0: none */
  const char *num; /* the list that numbers it; NULL: none; borrowed */
  int level;       /* in that list, from 0 */
} FlDocxLook;

/* Reads the part styles.xml, of which NULL is none. The tree must outlive it. */
FlDocxStyles *fl_docx_styles_new(const FlNode *root);
void fl_docx_styles_free(FlDocxStyles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlDocxStyles, fl_docx_styles_free)

/* What a paragraph's properties (its pPr; may be NULL) say of it, by themselves or by their style. */
FlDocxLook fl_docx_styles_look(const FlDocxStyles *self, const FlNode *properties);
