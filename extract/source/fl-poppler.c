#include "fl-poppler.h"
#include "fl-encoding.h"

#include <dlfcn.h>

static const char *const library = "libpoppler-glib.so.8";

bool
fl_poppler_load(FlPoppler *ret_poppler, GError **error)
{
  const struct {
    const char *name;
    void **function;
  } functions[] = {{"poppler_document_new_from_bytes", (void **)&ret_poppler->document_new},
                   {"poppler_document_get_n_pages", (void **)&ret_poppler->get_n_pages},
                   {"poppler_document_get_page", (void **)&ret_poppler->get_page},
                   {"poppler_page_get_text", (void **)&ret_poppler->get_text},
                   {"poppler_page_get_text_layout", (void **)&ret_poppler->get_text_layout},
                   {"poppler_page_get_size", (void **)&ret_poppler->get_size},
                   {"poppler_error_quark", (void **)&ret_poppler->error_quark}};
  void *handle = dlopen(library, RTLD_LAZY | RTLD_LOCAL);
  bool good = handle != NULL;
  for (gsize i = 0; good && i < G_N_ELEMENTS(functions); i++)
    good = (*functions[i].function = dlsym(handle, functions[i].name)) != NULL;
  if (!good)
    g_set_error(error, FL_SOURCE_ERROR, FL_SOURCE_ERROR_LEFT_OUT,
                "to read PDF install %s, of poppler 22.12 or later", library);
  return good;
}
