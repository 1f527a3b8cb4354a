#include "fl-day.h"

#include <string.h>

bool
fl_day_is_valid(const int *parts)
{
  if (parts[0] < 1 || parts[0] > 9999)
    return false;
  if (parts[1] == 0)
    return parts[2] == 0;
  return parts[1] >= 1 && parts[1] <= 12 &&
         (parts[2] == 0 || (parts[2] >= 1 && parts[2] <= 31 &&
                            g_date_valid_dmy((GDateDay)parts[2], (GDateMonth)parts[1], (GDateYear)parts[0])));
}

bool
fl_day_parse(const char *iso, FlDay *ret_day)
{
  g_autofree char *day = g_strndup(iso, strcspn(iso, "/"));
  g_auto(GStrv) texts = g_strsplit(day, "-", 4);
  int parts[4] = {0};
  guint n = g_strv_length(texts);
  for (guint i = 0; i < n; i++) {
    gint64 value = 0;
    if (!g_ascii_isdigit(*texts[i]) || !g_ascii_string_to_signed(texts[i], 10, 1, 9999, &value, NULL))
      return false;
    parts[i] = (int)value;
  }
  if (n > 3 || !fl_day_is_valid(parts))
    return false;
  *ret_day = (FlDay){parts[0], parts[1], parts[2]};
  return true;
}

bool
fl_day_is_before(const int *parts, const int *others)
{
  for (int part = 0; part < 3; part++)
    if (parts[part] != others[part])
      return parts[part] != 0 && others[part] != 0 && parts[part] < others[part];
  return false;
}

void
fl_day_append(GString *out, const int *parts)
{
  g_string_append_printf(out, "%04d", parts[0]);
  if (parts[1] != 0)
    g_string_append_printf(out, "-%02d", parts[1]);
  if (parts[1] != 0 && parts[2] != 0)
    g_string_append_printf(out, "-%02d", parts[2]);
}
