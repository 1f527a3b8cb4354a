#include "fl-yaml.h"
#include "fl-arena.h"
#include "fl-digest.h"
#include "fl-pack-file.h"
#include "fl-yaml-parser.h"
#include "fl-yaml-scalar.h"

#include <stdarg.h>
#include <string.h>

struct _FlYaml {
  FlYamlSource source;
  FlArena *arena; /* of all nodes */
  FlYamlNode *root;
  char digest[FL_DIGEST_SIZE];
};

FlYaml *
fl_yaml_parse(const char *text, gsize length, const char *path, FlDiagnostics *diagnostics)
{
  g_autoptr(FlYaml) self = g_new0(FlYaml, 1);
  self->arena = fl_arena_new();
  fl_digest_of(text, length, self->digest);
  fl_yaml_source_init(&self->source, text, length, path);
  if (!fl_yaml_source_check_bytes(&self->source, diagnostics) ||
      !fl_yaml_parser_read(&self->source, self, self->arena, diagnostics, &self->root))
    return NULL;
  return g_steal_pointer(&self);
}

FlYaml *
fl_yaml_load(const char *path, FlDiagnostics *diagnostics)
{
  gsize length = 0;
  g_autofree char *text = fl_pack_file_read(path, &length, diagnostics);
  return text != NULL ? fl_yaml_parse(text, length, path, diagnostics) : NULL;
}

void
fl_yaml_free(FlYaml *self)
{
  if (self == NULL)
    return;
  fl_arena_free(self->arena);
  fl_yaml_source_clear(&self->source);
  g_free(self);
}

const char *
fl_yaml_get_path(const FlYaml *self)
{
  return self->source.path;
}

const char *
fl_yaml_get_text(const FlYaml *self, gsize *ret_length)
{
  if (ret_length != NULL)
    *ret_length = self->source.length;
  return self->source.text;
}

const char *
fl_yaml_get_digest(const FlYaml *self)
{
  return self->digest;
}

const FlYamlNode *
fl_yaml_get_root(const FlYaml *self)
{
  return self->root;
}

void
fl_yaml_node_locate(const FlYamlNode *self, size_t offset, uint32_t *ret_line, uint32_t *ret_column)
{
  size_t at =
      self->kind == FL_YAML_SCALAR ? fl_yaml_scalar_find(self, self->file->source.text, offset) : self->start;
  fl_yaml_source_locate(&self->file->source, at, ret_line, ret_column);
}

void
fl_yaml_node_report(const FlYamlNode *self, FlDiagnostics *diagnostics, FlFault fault, const char *format,
                    ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fault.offset = self->kind == FL_YAML_SCALAR
                     ? fl_yaml_scalar_find(self, self->file->source.text, fault.offset)
                     : self->start;
  fl_yaml_source_report(&self->file->source, diagnostics, fault, message);
}

guint
fl_yaml_node_get_length(const FlYamlNode *self)
{
  return self->kind == FL_YAML_MAPPING ? self->n_items / 2 : self->n_items;
}

const FlYamlNode *
fl_yaml_node_get_item(const FlYamlNode *self, guint index)
{
  return self->items[index];
}

const FlYamlNode *
fl_yaml_node_get_key(const FlYamlNode *self, guint index)
{
  return self->items[(gsize)2 * index];
}

const FlYamlNode *
fl_yaml_node_get_value(const FlYamlNode *self, guint index)
{
  return self->items[(gsize)2 * index + 1];
}

const FlYamlNode *
fl_yaml_node_find(const FlYamlNode *self, const char *key)
{
  if (self == NULL || self->kind != FL_YAML_MAPPING)
    return NULL;
  for (guint i = 0; i < fl_yaml_node_get_length(self); i++)
    if (strcmp(fl_yaml_node_get_key(self, i)->text, key) == 0)
      return fl_yaml_node_get_value(self, i);
  return NULL;
}

/* Whether nothing of a node stands in a line: it is blank, or a comment. */
static bool
is_empty_line(const char *line)
{
  line += strspn(line, " \t\r");
  return *line == '\0' || *line == '#';
}

char *
fl_yaml_node_dup_source(const FlYamlNode *self)
{
  const char *text = self->file->source.text, *start = text + self->start, *line = start;
  g_autofree char *whole = g_strndup(start, self->end - self->start);
  g_auto(GStrv) lines = g_strsplit(whole, "\n", -1);
  guint n = g_strv_length(lines);
  while (line > text && line[-1] != '\n')
    line--;
  gsize indent = (gsize)(start - line);
  for (; n > 1 && is_empty_line(lines[n - 1]); n--) /* a block ends where what follows begins */
    g_clear_pointer(&lines[n - 1], g_free);
  for (guint i = 1; i < n; i++) {
    gsize blanks = MIN(strspn(lines[i], " "), indent);
    memmove(lines[i], lines[i] + blanks, strlen(lines[i] + blanks) + 1);
  }
  return g_strjoinv("\n", lines);
}
