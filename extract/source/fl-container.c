#include "fl-container.h"
#include "fl-archive.h"
#include "fl-config.h"
#include "fl-records.h"

static void
refuse_packed(const char *path, const char *name, FlFoundSources *found)
{
  fl_found_sources_add_missing(found, path, name, "records behind gzip are not read: unpack it");
}

#ifndef FL_HAVE_DOCX
static void
refuse_archive(const char *path, const char *name, FlFoundSources *found)
{
  fl_found_sources_add_missing(
      found, path, name,
      "this factloom was built without a reader for archives: build it with -Ddocx=enabled");
}

#define LIST_ARCHIVE                 refuse_archive
#define UNPACK_MEMBER(member, error) g_bytes_ref(member) /* there is none */
#else
#define LIST_ARCHIVE  fl_archive_list
#define UNPACK_MEMBER fl_archive_unpack_member
#endif

static const struct {
  const char *ending; /* lower-case */
  void (*list)(const char *path, const char *name, FlFoundSources *found);
} containers[] = {
    {".zip", LIST_ARCHIVE},        {".ndjson", fl_records_list}, {".jsonl", fl_records_list},
    {".ndjson.gz", refuse_packed}, {".jsonl.gz", refuse_packed},
};

static int
find(const char *name)
{
  g_autofree char *lower = g_ascii_strdown(name, -1);
  for (gsize i = 0; i < G_N_ELEMENTS(containers); i++)
    if (g_str_has_suffix(lower, containers[i].ending))
      return (int)i;
  return -1;
}

bool
fl_container_claims(const char *name)
{
  return find(name) >= 0;
}

void
fl_container_list(const char *path, const char *name, FlFoundSources *found)
{
  containers[find(path)].list(path, name, found);
}

GBytes *
fl_container_unpack(GBytes *member, G_GNUC_UNUSED GError **error)
{
  return UNPACK_MEMBER(member, error);
}
