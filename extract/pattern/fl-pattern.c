#include "fl-pattern-private.h"

#include <string.h>

G_DEFINE_QUARK(fl - pattern - error - quark, fl_pattern_error)

static void
collect_names(FlPattern *self)
{
  uint32_t groups = 0, count = 0, size = 0;
  PCRE2_SPTR table = NULL;
  pcre2_pattern_info(self->code, PCRE2_INFO_CAPTURECOUNT, &groups);
  pcre2_pattern_info(self->code, PCRE2_INFO_NAMECOUNT, &count);
  pcre2_pattern_info(self->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
  pcre2_pattern_info(self->code, PCRE2_INFO_NAMETABLE, &table);
  self->names = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_set_size(self->names, (int)groups + 1);
  for (uint32_t i = 0; i < count; i++) {
    PCRE2_SPTR entry = table + (size_t)i * size;
    int group = entry[0] << 8 | entry[1];
    self->names->pdata[group] = g_strdup((const char *)entry + 2);
  }
}

/* Where an atomic group stands at the front, the machine code of PCRE2 10.42, with what it knows of how matches start,
 * finds some that the interpreter does not: (?>[ab]b++|b)b in "abb". */
static uint32_t
choose_options(const char *source)
{
  return FL_PATTERN_OPTIONS | (strstr(source, "(?>") != NULL ? PCRE2_NO_START_OPTIMIZE : 0);
}

FlPattern *
fl_pattern_new(const char *source, size_t *ret_offset, GError **error)
{
  int code = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code *compiled =
      pcre2_compile((PCRE2_SPTR)source, PCRE2_ZERO_TERMINATED, choose_options(source), &code, &offset, NULL);
  if (compiled == NULL) {
    char message[256];
    pcre2_get_error_message(code, (PCRE2_UCHAR *)message, sizeof message);
    g_set_error_literal(
        error, FL_PATTERN_ERROR,
        code == PCRE2_ERROR_PATTERN_TOO_LARGE ? FL_PATTERN_ERROR_SIZE : FL_PATTERN_ERROR_SYNTAX, message);
    if (ret_offset != NULL)
      *ret_offset = offset;
    return NULL;
  }
  FlPattern *self = g_new0(FlPattern, 1);
  g_atomic_ref_count_init(&self->references);
  self->source = g_strdup(source);
  self->code = compiled;
  self->limit = FL_PATTERN_DEFAULT_LIMIT;
  pthread_mutex_init(&self->lock, NULL);
  uint32_t empty = 0;
  pcre2_pattern_info(compiled, PCRE2_INFO_MATCHEMPTY, &empty);
  self->empty = empty != 0;
  collect_names(self);
  return self;
}

FlPattern *
fl_pattern_ref(FlPattern *self)
{
  g_atomic_ref_count_inc(&self->references);
  return self;
}

void
fl_pattern_unref(FlPattern *self)
{
  if (self == NULL || !g_atomic_ref_count_dec(&self->references))
    return;
  pcre2_code_free(self->code);
  pcre2_code_free(self->fast);
  fl_start_filter_free(self->starts);
  pthread_mutex_destroy(&self->lock);
  g_ptr_array_unref(self->names);
  g_free(self->source);
  g_free(self);
}

void
fl_pattern_set_limit(FlPattern *self, uint32_t limit)
{
  self->limit = limit;
}

uint32_t
fl_pattern_get_limit(const FlPattern *self)
{
  return self->limit;
}

const char *
fl_pattern_get_source(const FlPattern *self)
{
  return self->source;
}

bool
fl_pattern_matches_empty(const FlPattern *self)
{
  return self->empty;
}

int
fl_pattern_get_n_groups(const FlPattern *self)
{
  return (int)self->names->len - 1;
}

const char *
fl_pattern_get_group_name(const FlPattern *self, int group)
{
  return self->names->pdata[group];
}

/* Machine code is made when a pattern has been run a few times, and its start filter, where no syntax tree was given,
 * when it is first run: a start-up that hardly runs most of a pack's patterns hardly pays for them. */
static void
compile(FlPattern *self)
{
  size_t size = 0; /* stays 0 also where the pattern itself asks for none: (*NO_JIT) */
  self->fast = pcre2_code_copy(self->code); /* others may be matching with the first */
  pcre2_jit_compile(self->fast, PCRE2_JIT_COMPLETE);
  pcre2_pattern_info(self->fast, PCRE2_INFO_JITSIZE, &size);
  if (size == 0)
    g_clear_pointer(&self->fast, pcre2_code_free);
}

void
fl_pattern_make_code(FlPattern *self)
{
  pthread_mutex_lock(&self->lock);
  if (!atomic_load_explicit(&self->compiled, memory_order_relaxed)) {
    compile(self);
    atomic_store_explicit(&self->compiled, true, memory_order_release);
  }
  pthread_mutex_unlock(&self->lock);
}

void
fl_pattern_use_syntax(FlPattern *self, const FlSyntax *syntax)
{
  pthread_mutex_lock(&self->lock);
  if (!atomic_load_explicit(&self->filtered, memory_order_relaxed)) {
    self->starts = fl_start_filter_new(syntax);
    atomic_store_explicit(&self->filtered, true, memory_order_release);
  }
  pthread_mutex_unlock(&self->lock);
}

void
fl_pattern_make_filter(FlPattern *self)
{
  g_autoptr(FlSyntax) syntax = fl_syntax_parse(self->source);
  fl_pattern_use_syntax(self, syntax);
}
