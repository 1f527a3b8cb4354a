#include "fl-yaml-source.h"
#include "fl-line-starts.h"

#include <string.h>

void
fl_yaml_source_init(FlYamlSource *self, const char *text, gsize length, const char *path)
{
  gsize skipped = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  self->path = g_strdup(path);
  self->length = length - skipped;
  self->text = g_malloc(self->length + 1);
  memcpy(self->text, text + skipped, self->length);
  self->text[self->length] = '\0';
  self->lines = fl_line_starts_new(self->text, self->length);
}

void
fl_yaml_source_clear(FlYamlSource *self)
{
  g_clear_pointer(&self->lines, g_array_unref);
  g_free(self->path);
  g_free(self->text);
}

void
fl_yaml_source_locate(const FlYamlSource *self, size_t at, uint32_t *ret_line, uint32_t *ret_column)
{
  at = MIN(at, self->length);
  guint line = fl_line_starts_find(self->lines, at);
  const char *start = self->text + g_array_index(self->lines, uint32_t, line);
  *ret_line = line + 1;
  *ret_column = (uint32_t)g_utf8_strlen(start, self->text + at - start) + 1;
}

void
fl_yaml_source_report(const FlYamlSource *self, FlDiagnostics *diagnostics, FlFault fault,
                      const char *message)
{
  FlDiagnostic diagnostic = {.level = fault.level,
                             .id = (char *)fault.id,
                             .path = self->path,
                             .length = MAX(fault.length, 1),
                             .message = (char *)message,
                             .hint = (char *)fault.hint};
  if (fl_diagnostics_keep_back(diagnostics, fault.level, self->path, fault.offset, fault.id) ||
      fl_diagnostics_pass_over(diagnostics, fault.level, fault.id))
    return;
  fl_yaml_source_locate(self, fault.offset, &diagnostic.line, &diagnostic.column);
  const char *start = self->text + g_array_index(self->lines, uint32_t, diagnostic.line - 1);
  g_autofree char *source = g_strndup(start, strcspn(start, "\r\n"));
  diagnostic.source = source;
  fl_diagnostics_add(diagnostics, &diagnostic);
}

/* libfyaml hands out text that is not UTF-8 as empty strings, and a zero byte ends its input: both are looked
 * for first. */
bool
fl_yaml_source_check_bytes(FlYamlSource *self, FlDiagnostics *diagnostics)
{
  const char *stop = NULL;
  if (g_utf8_validate_len(self->text, self->length, &stop))
    return true;
  size_t at = (size_t)(stop - self->text);
  g_autofree char *message = *stop == '\0'
                                 ? g_strdup("a zero byte: this is no text")
                                 : g_strdup_printf("byte 0x%02x is not UTF-8", (unsigned char)*stop);
  FlDiagnostic diagnostic = {.level = FL_DIAGNOSTIC_ERROR,
                             .id = "not-utf8",
                             .path = self->path,
                             .length = 1,
                             .message = message,
                             .hint = "save the file as UTF-8"};
  self->length = at; /* the place is found in what lies before */
  fl_yaml_source_locate(self, at, &diagnostic.line, &diagnostic.column);
  fl_diagnostics_add(diagnostics, &diagnostic);
  return false;
}
