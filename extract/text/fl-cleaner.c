#include "fl-cleaner.h"
#include "fl-plain.h"

#include <string.h>

#define REPLACEMENT 0xfffdu

void
fl_cleaner_init(FlCleaner *self, const char *source, gsize size_hint)
{
  *self = (FlCleaner){.source = source};
  self->clean = g_string_sized_new(size_hint);
  self->segments = g_array_new(FALSE, FALSE, sizeof(FlSegment));
}

static void
add_segment(FlCleaner *self, uint32_t source, uint32_t source_length)
{
  FlSegment segment = {(uint32_t)self->clean->len, source, source_length};
  g_array_append_val(self->segments, segment);
}

void
fl_cleaner_insert(FlCleaner *self, const char *text, uint32_t at)
{
  add_segment(self, at, 0);
  g_string_append(self->clean, text);
}

void
fl_cleaner_begin(FlCleaner *self, const FlCleaning *cleaning, FlRole role)
{
  self->cleaning = cleaning;
  self->role = role;
  self->begin = self->clean->len;
  self->gap = self->line_break = false;
  self->last = 0;
}

/* Copies bytes as they are; what follows the last copy directly lengthens its segment. */
static void
copy(FlCleaner *self, uint32_t at, uint32_t length)
{
  FlSegment *last =
      self->segments->len == 0 ? NULL : &g_array_index(self->segments, FlSegment, self->segments->len - 1);
  if (last != NULL && last->source_length > 0 && last->source + last->source_length == at &&
      last->clean + last->source_length == self->clean->len)
    last->source_length += length;
  else
    add_segment(self, at, length);
  gsize before = self->clean->len;
  g_string_set_size(self->clean, before + length);
  memcpy(self->clean->str + before, self->source + at, length);
}

static void
write_char(FlCleaner *self, gunichar c, gunichar original, uint32_t at, uint32_t length)
{
  if (c == original)
    copy(self, at, length);
  else {
    add_segment(self, at, length);
    g_string_append_unichar(self->clean, c);
  }
  self->last = c;
}

/* Han, kana, East Asian punctuation and full-width forms: scripts written without spaces. */
static bool
is_spaceless(gunichar c)
{
  return (c >= 0x2e80 && c <= 0x312f) || (c >= 0x3190 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff00 && c <= 0xff9f) || (c >= 0x20000 && c <= 0x3ffff);
}

static bool
is_white(gunichar c)
{
  return g_unichar_isspace(c) || c == 0xa0;
}

/* Characters that are not seen: controls, zero-width marks, directions, soft hyphens. */
static bool
is_invisible(gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff;
}

bool
fl_is_blank(gunichar c)
{
  return !(c >= 0x3001 && c <= 0xfaff) && (is_white(c) || is_invisible(c));
}

static gunichar
fold_width(gunichar c, gunichar last)
{
  if ((c >= 0xff10 && c <= 0xff19) || (c >= 0xff21 && c <= 0xff3a) || (c >= 0xff41 && c <= 0xff5a) ||
      c == 0xff05)
    return c - 0xfee0;
  if (c == 0xff0e && g_unichar_isdigit(last))
    return '.';
  return c;
}

static gunichar
fold_punctuation(gunichar c, gunichar last)
{
  static const char *const folded = ",;:!?";
  bool behind = is_spaceless(last) || last == 0x201d || last == 0x2019;
  return behind && c < 0x80 && strchr(folded, (int)c) != NULL ? c + 0xfee0 : c;
}

/* Whether the white space between two characters stays, as one space. A full-width digit is one that is
 * folded. */
static bool
keeps_gap(const FlCleaner *self, gunichar next)
{
  if (self->cleaning->fold_width)
    next = fold_width(next, 0);
  bool before = is_spaceless(self->last), behind = is_spaceless(next);
  if (self->line_break)
    return !self->cleaning->join_lines || (!before && !behind);
  if (!self->cleaning->drop_spaces || (!before && !behind))
    return true;
  return self->role != FL_ROLE_BODY && before && behind;
}

static gunichar
fold(FlCleaner *self, gunichar c)
{
  if (c >= 0xf0000 && c <= 0xfffff) {
    self->private_use = true;
    return REPLACEMENT;
  }
  if (self->cleaning->fold_width)
    c = fold_width(c, self->last);
  return self->cleaning->fold_punctuation ? fold_punctuation(c, self->last) : c;
}

static void
note_gap(FlCleaner *self, uint32_t at, uint32_t length)
{
  if (!self->gap) {
    self->gap_at = at;
    self->gap_length = length;
  }
  self->gap = true;
}

/* White space that is pending is written before `next`, or dropped. */
static void
end_gap(FlCleaner *self, gunichar next)
{
  if (self->gap && self->last != 0 && keeps_gap(self, next))
    write_char(self, ' ', g_utf8_get_char(self->source + self->gap_at), self->gap_at, self->gap_length);
  self->gap = self->line_break = false;
}

/* Nothing of it is ever folded or dropped. */
static void
add_plain(FlCleaner *self, uint32_t at, uint32_t length)
{
  if (self->gap)
    end_gap(self, g_utf8_get_char(self->source + at));
  copy(self, at, length);
  self->last = g_utf8_get_char(g_utf8_prev_char(self->source + at + length));
}

void
fl_cleaner_add(FlCleaner *self, FlSpan piece)
{
  for (uint32_t at = piece.start; at < piece.end;) {
    uint32_t end = (uint32_t)(fl_skip_plain(self->source + at, self->source + piece.end) - self->source);
    if (end > at) {
      add_plain(self, at, end - at);
      at = end;
      continue;
    }
    gunichar original = g_utf8_get_char(self->source + at);
    uint32_t length = (uint32_t)(g_utf8_next_char(self->source + at) - (self->source + at));
    if (is_white(original))
      note_gap(self, at, length);
    else if (!is_invisible(original)) {
      end_gap(self, original);
      write_char(self, fold(self, original), original, at, length);
    }
    at += length;
  }
}

void
fl_cleaner_break_line(FlCleaner *self, uint32_t at)
{
  note_gap(self, at, 1);
  self->line_break = true;
}

FlSpan
fl_cleaner_end(FlCleaner *self)
{
  FlSpan span = {(uint32_t)self->begin, (uint32_t)self->clean->len};
  if (span.end > span.start) {
    const FlSegment *last = &g_array_index(self->segments, FlSegment, self->segments->len - 1);
    fl_cleaner_insert(self, "\n", last->source + last->source_length);
  }
  return span;
}
