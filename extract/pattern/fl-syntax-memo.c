#include "fl-syntax-memo.h"

#include <string.h>

/* A shorter group is parsed in no time. By so many of its first bytes a fragment is looked for. */
enum { MIN_LENGTH = 128, KEY_LENGTH = 32 };

typedef struct {
  char *text;
  size_t length;
  FlSyntaxNode *nodes; /* indices are from the fragment's first */
  gunichar *chars;
  guint n_nodes, n_chars;
  uint32_t root;
  uint32_t next; /* fragment with the same key, from 1; 0 ends */
} Fragment;

struct _FlSyntaxMemo {
  GArray *fragments;  /* of Fragment */
  GHashTable *by_key; /* hash of the first bytes to the number of the last fragment that has it */
};

static void
clear_fragment(gpointer data)
{
  Fragment *fragment = data;
  g_free(fragment->text);
  g_free(fragment->nodes);
  g_free(fragment->chars);
}

FlSyntaxMemo *
fl_syntax_memo_new(void)
{
  FlSyntaxMemo *self = g_new0(FlSyntaxMemo, 1);
  self->fragments = g_array_new(FALSE, FALSE, sizeof(Fragment));
  g_array_set_clear_func(self->fragments, clear_fragment);
  self->by_key = g_hash_table_new(NULL, NULL);
  return self;
}

void
fl_syntax_memo_free(FlSyntaxMemo *self)
{
  if (self == NULL)
    return;
  g_array_unref(self->fragments);
  g_hash_table_unref(self->by_key);
  g_free(self);
}

static const Fragment *
get(const FlSyntaxMemo *self, uint32_t number)
{
  return &g_array_index(self->fragments, Fragment, number - 1);
}

/* Of the first bytes, or of all where there are fewer. */
static gpointer
hash_key(const char *text)
{
  guint hash = 5381;
  for (size_t i = 0; i < KEY_LENGTH && text[i] != '\0'; i++)
    hash = hash * 33 + (guchar)text[i];
  return GUINT_TO_POINTER(hash);
}

uint32_t
fl_syntax_memo_find(const FlSyntaxMemo *self, const char *text, size_t *ret_length)
{
  uint32_t number = GPOINTER_TO_UINT(g_hash_table_lookup(self->by_key, hash_key(text)));
  while (number != 0 && strncmp(get(self, number)->text, text, get(self, number)->length) != 0)
    number = get(self, number)->next;
  *ret_length = number == 0 ? 0 : get(self, number)->length;
  return number;
}

/* By how much indices grow in another tree; FL_SYNTAX_NONE stays what it is. */
static uint32_t
shift(uint32_t index, uint32_t by)
{
  return index == FL_SYNTAX_NONE ? index : index + by;
}

static void
shift_nodes(FlSyntaxNode *nodes, guint n, uint32_t by_nodes, uint32_t by_chars)
{
  for (guint i = 0; i < n; i++) {
    nodes[i].child = shift(nodes[i].child, by_nodes);
    nodes[i].last_child = shift(nodes[i].last_child, by_nodes);
    nodes[i].next = shift(nodes[i].next, by_nodes);
    nodes[i].first_char += by_chars;
  }
}

uint32_t
fl_syntax_memo_graft(const FlSyntaxMemo *self, uint32_t fragment, FlSyntax *syntax)
{
  const Fragment *grafted = get(self, fragment);
  guint first_node = syntax->nodes->len, first_char = syntax->chars->len;
  g_array_append_vals(syntax->nodes, grafted->nodes, grafted->n_nodes);
  g_array_append_vals(syntax->chars, grafted->chars, grafted->n_chars);
  shift_nodes(&g_array_index(syntax->nodes, FlSyntaxNode, first_node), grafted->n_nodes, first_node,
              first_char);
  return grafted->root + first_node;
}

uint32_t
fl_syntax_memo_add(FlSyntaxMemo *self, const char *text, size_t length, FlSyntax *syntax, guint first_node,
                   guint first_char, uint32_t root)
{
  if (length < MIN_LENGTH)
    return 0;
  uint32_t number = self->fragments->len + 1;
  g_array_index(syntax->nodes, FlSyntaxNode, root).fragment = number;
  gpointer key = hash_key(text);
  Fragment kept = {.text = g_strndup(text, length),
                   .length = length,
                   .n_nodes = syntax->nodes->len - first_node,
                   .n_chars = syntax->chars->len - first_char,
                   .root = root - first_node,
                   .next = GPOINTER_TO_UINT(g_hash_table_lookup(self->by_key, key))};
  kept.nodes =
      g_memdup2(&g_array_index(syntax->nodes, FlSyntaxNode, first_node), kept.n_nodes * sizeof *kept.nodes);
  kept.chars =
      g_memdup2(&g_array_index(syntax->chars, gunichar, first_char), kept.n_chars * sizeof *kept.chars);
  shift_nodes(kept.nodes, kept.n_nodes, -first_node, -first_char);
  g_array_append_val(self->fragments, kept);
  g_hash_table_insert(self->by_key, key, GUINT_TO_POINTER(number));
  return number;
}

uint32_t
fl_syntax_memo_get_n(const FlSyntaxMemo *self)
{
  return self->fragments->len;
}
