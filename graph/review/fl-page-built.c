#include "fl-page-resource.h"
#include "fl-page.h"

const char *
fl_page_get(const char *name)
{
  g_autofree char *path = g_strconcat("/page/", name, NULL);
  g_autoptr(GBytes) bytes =
      g_resource_lookup_data(fl_page_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  return bytes == NULL ? NULL
                       : g_bytes_get_data(bytes, NULL); /* it lies in the program, with a zero byte behind */
}
