#include "fl-markup.h"
#include "fl-limits.h"
#include "fl-markup-tags.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <string.h>

struct _FlMarkup {
  xmlDoc *tree;
};

static bool
fail(GError **error, const char *what)
{
  g_set_error_literal(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, what);
  return false;
}

/* What libxml2 says, in one line. */
static bool
fail_parsing(const xmlError *problem, GError **error)
{
  if (problem == NULL || problem->message == NULL)
    return fail(error, "no markup that can be read");
  g_autofree char *message = g_strstrip(g_strdup(problem->message));
  if (strstr(message, "xcessive depth") != NULL)
    return fail(error, "its elements are nested more than 256 deep: convert it to text");
  g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_FORMAT, "line %d of the markup: %s", problem->line,
              message);
  return false;
}

/* Each element gets its number among those of its name, for paths, and 0 where it is the only one: counting afresh for
 * each would take the square of how many there are. */
static void
number_children(const xmlNode *parent)
{
  g_autoptr(GHashTable) counts = g_hash_table_new(g_str_hash, g_str_equal);
  for (xmlNode *child = parent->children; child != NULL; child = child->next) {
    if (child->type != XML_ELEMENT_NODE)
      continue;
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, child->name)) + 1;
    g_hash_table_insert(counts, (gpointer)child->name, GUINT_TO_POINTER(n));
    child->_private = GUINT_TO_POINTER(n);
  }
  for (xmlNode *child = parent->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE && GPOINTER_TO_UINT(g_hash_table_lookup(counts, child->name)) == 1)
      child->_private = NULL;
}

/* The next element of the tree, children first. */
static xmlNode *
step(xmlNode *at, const xmlNode *root)
{
  if (at->type == XML_ELEMENT_NODE && at->children != NULL)
    return at->children;
  while (at != root && at->next == NULL)
    at = at->parent;
  return at == root ? NULL : at->next;
}

static bool
check_tree(const xmlDoc *tree, GError **error)
{
  xmlNode *root = xmlDocGetRootElement(tree);
  if (root == NULL)
    return fail(error, "there is no element in it");
  for (xmlNode *at = root; at != NULL; at = step(at, root)) {
    int depth = 0;
    if (at->type != XML_ELEMENT_NODE || at->children == NULL)
      continue;
    for (const xmlNode *above = at; above != root; above = above->parent)
      depth++;
    if (depth > FL_LIMIT_DEPTH)
      return fail(error, "its elements are nested more than 256 deep: convert it to text");
    number_children(at);
  }
  return true;
}

static xmlDoc *
parse(const char *text, gsize length, FlMarkupKind kind, GError **error)
{
  xmlDoc *tree = NULL;
  if (kind == FL_MARKUP_HTML) {
    htmlParserCtxt *parser = htmlNewParserCtxt();
    tree = htmlCtxtReadMemory(parser, text, (int)length, NULL, "UTF-8",
                              HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                  HTML_PARSE_NOWARNING | HTML_PARSE_COMPACT);
    const xmlError *problem = xmlCtxtGetLastError(parser);
    bool deep =
        problem != NULL && problem->message != NULL && strstr(problem->message, "xcessive depth") != NULL;
    if (tree == NULL || deep) {
      fail_parsing(problem, error);
      g_clear_pointer(&tree, xmlFreeDoc);
    }
    htmlFreeParserCtxt(parser);
    return tree;
  }
  xmlParserCtxt *parser = xmlNewParserCtxt();
  tree = xmlCtxtReadMemory(parser, text, (int)length, NULL, "UTF-8",
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
  if (tree == NULL)
    fail_parsing(xmlCtxtGetLastError(parser), error);
  xmlFreeParserCtxt(parser);
  return tree;
}

FlMarkup *
fl_markup_new(const char *text, gsize length, FlMarkupKind kind, GError **error)
{
  xmlInitParser(); /* before threads use it; it knows when that was done */
  if (length > FL_LIMIT_MARKUP) {
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_SIZE, "more than 128 MiB of markup: divide it");
    return NULL;
  }
  if (!fl_markup_tags_check(text, length, kind)) {
    fail(error, "a tag in it has more than 4096 attributes: convert it to text");
    return NULL;
  }
  xmlDoc *tree = parse(text, length, kind, error);
  if (tree == NULL || !check_tree(tree, error)) {
    g_clear_pointer(&tree, xmlFreeDoc);
    return NULL;
  }
  FlMarkup *self = g_new0(FlMarkup, 1);
  self->tree = tree;
  return self;
}

void
fl_markup_free(FlMarkup *self)
{
  if (self == NULL)
    return;
  xmlFreeDoc(self->tree);
  g_free(self);
}

const FlNode *
fl_markup_get_root(const FlMarkup *self)
{
  return xmlDocGetRootElement(self->tree);
}

/* Comments, instructions and entities that are not expanded are passed over. */
static const FlNode *
find_visible(const FlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE && node->type != XML_TEXT_NODE &&
         node->type != XML_CDATA_SECTION_NODE)
    node = node->next;
  return node;
}

const FlNode *
fl_node_get_first(const FlNode *self)
{
  return self->type == XML_ELEMENT_NODE ? find_visible(self->children) : NULL;
}

const FlNode *
fl_node_get_next(const FlNode *self)
{
  return find_visible(self->next);
}

const char *
fl_node_get_name(const FlNode *self)
{
  return self->type == XML_ELEMENT_NODE ? (const char *)self->name : NULL;
}

bool
fl_node_is(const FlNode *self, const char *name)
{
  return self->type == XML_ELEMENT_NODE && strcmp((const char *)self->name, name) == 0;
}

const char *
fl_node_get_text(const FlNode *self)
{
  return self->type == XML_ELEMENT_NODE || self->content == NULL ? NULL : (const char *)self->content;
}

const char *
fl_node_get_attribute(const FlNode *self, const char *name)
{
  if (self->type != XML_ELEMENT_NODE)
    return NULL;
  for (const xmlAttr *attribute = self->properties; attribute != NULL; attribute = attribute->next)
    if (strcmp((const char *)attribute->name, name) == 0)
      return attribute->children != NULL && attribute->children->content != NULL
                 ? (const char *)attribute->children->content
                 : "";
  return NULL;
}

const FlNode *
fl_node_find(const FlNode *self, const char *const *path)
{
  for (; self != NULL && *path != NULL; path++) {
    const FlNode *child = fl_node_get_first(self);
    while (child != NULL && !fl_node_is(child, *path))
      child = fl_node_get_next(child);
    self = child;
  }
  return self;
}

void
fl_node_append_path(const FlNode *self, GString *out)
{
  if (self->parent != NULL && self->parent->type == XML_ELEMENT_NODE)
    fl_node_append_path(self->parent, out);
  g_string_append_printf(out, "/%s", (const char *)self->name);
  if (self->_private != NULL)
    g_string_append_printf(out, "[%u]", GPOINTER_TO_UINT(self->_private));
}
