#include "fl-program.h"

#include <glib/gstdio.h>
#include <link.h>
#include <stdint.h>
#include <string.h>

/* A note's name and contents are padded to this. */
enum { NOTE_ALIGN = 4 };

typedef struct {
  FlDigest *digest;
  bool has_program; /* the first that is listed */
  bool is_first;
} Listing;

static size_t
pad(size_t size)
{
  return (size + NOTE_ALIGN - 1) / NOTE_ALIGN * NOTE_ALIGN;
}

/* Adds the build id among these notes; false when there is none. */
static bool
add_build_id(FlDigest *digest, const char *notes, size_t length)
{
  ElfW(Nhdr) note;
  for (size_t at = 0; at + sizeof note <= length;
       at += sizeof note + pad(note.n_namesz) + pad(note.n_descsz)) {
    memcpy(&note, notes + at, sizeof note);
    const char *name = notes + at + sizeof note;
    if (at + sizeof note + pad(note.n_namesz) + note.n_descsz > length)
      return false;
    if (note.n_type != NT_GNU_BUILD_ID || note.n_namesz != sizeof "GNU" || strcmp(name, "GNU") != 0)
      continue;
    fl_digest_add(digest, name + pad(note.n_namesz), note.n_descsz);
    return true;
  }
  return false;
}

static int
add_object(struct dl_phdr_info *object, G_GNUC_UNUSED size_t size, void *data)
{
  Listing *listing = data;
  bool is_first = listing->is_first;
  listing->is_first = false;
  if (strstr(object->dlpi_name, "vdso") != NULL) /* the kernel's */
    return 0;
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader gives addresses as numbers
    const char *start = (const char *)(uintptr_t)(object->dlpi_addr + part->p_vaddr);
    if (part->p_type == PT_NOTE && add_build_id(listing->digest, start, part->p_memsz))
      listing->has_program |= is_first;
  }
  return 0;
}

const char *
fl_program_digest(char buffer[FL_DIGEST_SIZE])
{
  g_autoptr(FlDigest) digest = fl_digest_new();
  Listing listing = {digest, false, true};
  GStatBuf found = {0};
  dl_iterate_phdr(add_object, &listing);
  if (!listing.has_program && g_stat("/proc/self/exe", &found) == 0) {
    const gint64 numbers[] = {found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
    fl_digest_add(digest, numbers, sizeof numbers);
  }
  return fl_digest_finish(digest, buffer);
}
