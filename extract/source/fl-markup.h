/*
 * FlMarkup: a tree of HTML or XML, read carefully. The only place in extract/ that knows libxml2; readers of formats
 * that are made of markup walk the tree through this.
 *
 * Nothing is fetched and no entity expanded but the five of XML and those of HTML; a tree deeper or larger than
 * fl-limits.h says is refused. Names are without their prefix.
 */
#pragma once

#include "fl-format.h"

typedef struct _FlMarkup FlMarkup;
typedef struct _xmlNode FlNode;

typedef enum {
  FL_MARKUP_XML,
  FL_MARKUP_HTML, /* whatever it is, it becomes a tree */
} FlMarkupKind;

/* Parses UTF-8, whatever the markup itself says that it is. */
FlMarkup *fl_markup_new(const char *text, gsize length, FlMarkupKind kind, GError **error);
void fl_markup_free(FlMarkup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlMarkup, fl_markup_free)

/* The outermost element. Nodes are borrowed, valid as long as the tree. */
const FlNode *fl_markup_get_root(const FlMarkup *self);

/* Elements and texts, in order; NULL behind the last. */
const FlNode *fl_node_get_first(const FlNode *self);
const FlNode *fl_node_get_next(const FlNode *self);

/* The name of an element; NULL for a text. */
const char *fl_node_get_name(const FlNode *self);
bool fl_node_is(const FlNode *self, const char *name);

/* The text of a text; NULL for an element. */
const char *fl_node_get_text(const FlNode *self);

/* An attribute of an element; NULL when it has none of this name. Borrowed. */
const char *fl_node_get_attribute(const FlNode *self, const char *name);

/* The first child of a name, and the first child of that of the next name: a path that ends in NULL; NULL when there is
 * none. */
const FlNode *fl_node_find(const FlNode *self, const char *const *path);

/* Where an element stands: /html/body/div[2]/p[3]. */
void fl_node_append_path(const FlNode *self, GString *out);
