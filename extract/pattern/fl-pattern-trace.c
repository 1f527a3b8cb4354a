#include "fl-pattern-options.h"
#include "fl-pattern-scanner.h"
#include "fl-pattern.h"

#include <string.h>

typedef struct {
  FlPatternProgress best;
  const uint16_t *depths; /* by byte of the pattern, one for its end */
} Trace;

/* In how many groups each byte of a pattern stands; the caller's. What opens a group stands outside it. */
static uint16_t *
measure_depths(const char *pattern)
{
  uint16_t *depths = g_new0(uint16_t, strlen(pattern) + 1), depth = 0;
  FlPatternScanner scanner;
  fl_pattern_scanner_init(&scanner, pattern);
  for (FlToken token; (token = fl_pattern_scanner_next(&scanner)).kind != FL_TOKEN_END;) {
    for (size_t i = token.start; i < token.end; i++)
      depths[i] = depth;
    if (token.kind == FL_TOKEN_OPEN && depth < UINT16_MAX)
      depth++;
    if (token.kind == FL_TOKEN_CLOSE && depth > 0)
      depth--;
  }
  return depths;
}

/* Of what is tried at the farthest place a group says more than the alternatives in it, which all come to
 * nothing there; of equals the last is what had to come. */
static int
note_progress(pcre2_callout_block *block, void *data)
{
  Trace *self = data;
  const FlPatternProgress *best = &self->best;
  if (block->current_position < block->start_match) /* looking behind */
    return 0;
  size_t taken = block->current_position - block->start_match, most = best->subject - best->start;
  int deeper = self->depths[block->pattern_position] - self->depths[best->pattern];
  bool says_more = deeper < 0 || (deeper == 0 && block->pattern_position > best->pattern);
  if (taken > most || (taken == most && taken > 0 && says_more))
    self->best = (FlPatternProgress){block->pattern_position, block->current_position, block->start_match};
  return 0;
}

bool
fl_pattern_trace(const FlPattern *self, const char *subject, size_t length, FlPatternProgress *ret_progress)
{
  int code = 0;
  PCRE2_SIZE offset = 0;
  uint32_t options =
      FL_PATTERN_OPTIONS | PCRE2_AUTO_CALLOUT | PCRE2_NO_START_OPTIMIZE | PCRE2_NO_AUTO_POSSESS;
  pcre2_code *traced = pcre2_compile((PCRE2_SPTR)fl_pattern_get_source(self), PCRE2_ZERO_TERMINATED, options,
                                     &code, &offset, NULL);
  *ret_progress = (FlPatternProgress){0};
  if (traced == NULL) /* with a callout at every item a long pattern can outgrow PCRE2 */
    return false;
  pcre2_match_data *data = pcre2_match_data_create_from_pattern(traced, NULL);
  pcre2_match_context *context = pcre2_match_context_create(NULL);
  pcre2_set_match_limit(context, FL_PATTERN_DEFAULT_LIMIT);
  g_autofree uint16_t *depths = measure_depths(fl_pattern_get_source(self));
  Trace trace = {.depths = depths};
  pcre2_set_callout(context, note_progress, &trace);
  pcre2_match(traced, (PCRE2_SPTR)subject, length, 0, PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK, data, context);
  pcre2_match_context_free(context);
  pcre2_match_data_free(data);
  pcre2_code_free(traced);
  *ret_progress = trace.best;
  return ret_progress->subject > ret_progress->start;
}
