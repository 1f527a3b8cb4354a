#include "fl-context.h"

struct _FlContextStore {
  const FlRuleSet *rules;
  const FlText *text;
  GPtrArray *entries;   /* of FlContextEntry */
  GPtrArray **by_scope; /* by variable and scope: of FlContextEntry (borrowed), in order of range and place */
  bool *dirty;          /* by variable: entries were added since they were put in order */
};

static GPtrArray **
slot(const FlContextStore *self, int variable, FlScope scope)
{
  return &self->by_scope[variable * FL_N_SCOPES + (int)scope];
}

FlContextStore *
fl_context_store_new(const FlRuleSet *rules, const FlText *text)
{
  FlContextStore *self = g_new0(FlContextStore, 1);
  self->rules = rules;
  self->text = text;
  self->entries = g_ptr_array_new_with_free_func(g_free);
  self->by_scope = g_new0(GPtrArray *, rules->variables->len * FL_N_SCOPES + 1);
  self->dirty = g_new0(bool, rules->variables->len + 1);
  return self;
}

void
fl_context_store_free(FlContextStore *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->rules->variables->len * FL_N_SCOPES; i++)
    if (self->by_scope[i] != NULL)
      g_ptr_array_unref(self->by_scope[i]);
  g_ptr_array_unref(self->entries);
  g_free(self->by_scope);
  g_free(self->dirty);
  g_free(self);
}

/* ---- adding */

static FlSpan
paragraph_span(const FlContextStore *self, uint32_t article, uint32_t at)
{
  const FlUnit *unit = fl_text_find_unit(self->text, FL_UNIT_SENTENCE, article, at);
  return unit == NULL ? (FlSpan){at, at + 1} : fl_text_get_paragraph(self->text, unit->paragraph)->span;
}

static const FlSection *
get_parent(const FlContextStore *self, const FlSection *section)
{
  return section->parent == 0 ? NULL : fl_text_get_section(self->text, section->parent - 1);
}

/* The innermost section that holds a place; NULL when there is none. */
static const FlSection *
find_section(const FlContextStore *self, uint32_t article, uint32_t at)
{
  const FlArticle *holder = fl_text_get_article(self->text, article);
  uint32_t low = holder->first_section, high = low + holder->n_sections;
  while (low < high) { /* to behind the last section that begins at or before the place */
    uint32_t middle = low + (high - low) / 2;
    if (fl_text_get_section(self->text, middle)->span.start <= at)
      low = middle + 1;
    else
      high = middle;
  }
  const FlSection *section = low > holder->first_section ? fl_text_get_section(self->text, low - 1) : NULL;
  while (section != NULL && at >= section->span.end)
    section = get_parent(self, section);
  return section;
}

static FlSpan
find_range(const FlContextStore *self, FlScope scope, uint32_t article, FlSpan match)
{
  if (article == FL_NO_ARTICLE || scope == FL_SCOPE_SOURCE)
    return (FlSpan){0, UINT32_MAX};
  FlSpan paragraph = paragraph_span(self, article, match.start);
  const FlUnit *sentence = fl_text_find_unit(self->text, FL_UNIT_SENTENCE, article, match.start);
  const FlSection *section = find_section(self, article, match.start);
  switch (scope) {
  case FL_SCOPE_ONWARD:
    return (FlSpan){match.start, sentence != NULL ? MAX(sentence->span.end, match.end) : match.end};
  case FL_SCOPE_SENTENCE:
    return sentence != NULL ? sentence->span : match;
  case FL_SCOPE_REST:
    return (FlSpan){match.start, MAX(paragraph.end, match.end)};
  case FL_SCOPE_PARAGRAPH:
    return paragraph;
  case FL_SCOPE_SECTION:
    if (section != NULL)
      return section->span;
    G_GNUC_FALLTHROUGH;
  default:
    return fl_text_get_article(self->text, article)->span;
  }
}

void
fl_context_store_add(FlContextStore *self, const FlContextEntry *entry)
{
  FlContextEntry *copy = g_memdup2(entry, sizeof *entry);
  if (copy->article == FL_NO_ARTICLE)
    copy->scope = FL_SCOPE_SOURCE;
  copy->range = find_range(self, copy->scope, copy->article, copy->match->span);
  g_ptr_array_add(self->entries, copy);
  GPtrArray **entries = slot(self, copy->variable, copy->scope);
  if (*entries == NULL)
    *entries = g_ptr_array_new();
  g_ptr_array_add(*entries, copy);
  self->dirty[copy->variable] = true;
}

/* ---- finding */

/* Where the entries begin among which one is looked for: each `onward` and `rest` has a range of its own. */
static uint32_t
get_group(const FlContextEntry *entry)
{
  return entry->scope == FL_SCOPE_ONWARD || entry->scope == FL_SCOPE_REST ? 0 : entry->range.start;
}

static int
compare_entries(gconstpointer a, gconstpointer b)
{
  const FlContextEntry *first = *(FlContextEntry *const *)a, *second = *(FlContextEntry *const *)b;
  if (get_group(first) != get_group(second))
    return get_group(first) < get_group(second) ? -1 : 1;
  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  return first->match->rule->index - second->match->rule->index;
}

static void
put_in_order(FlContextStore *self, int variable)
{
  for (int scope = 0; scope < FL_N_SCOPES; scope++) {
    GPtrArray *entries = *slot(self, variable, (FlScope)scope);
    if (entries != NULL)
      g_ptr_array_sort(entries, compare_entries);
  }
  self->dirty[variable] = false;
}

static bool
sets_variable(const FlRule *rule, int variable)
{
  for (guint e = 0; e < rule->emissions->len; e++) {
    const FlEmission *emission = rule->emissions->pdata[e];
    for (guint i = 0; emission->kind == FL_EMIT_SET && i < emission->assignments->len; i++)
      if (((const FlAssignment *)emission->assignments->pdata[i])->property == variable)
        return true;
  }
  return false;
}

/* What became of what a match made. */
typedef struct {
  bool lost; /* a mention is refused, or its text went to a mention of another extent */
  bool won;  /* a mention stands */
  bool told; /* another reading of the same text stands in a mention's place: the reader's, or one that sets
                the variable, too */
} Outcome;

static void
judge_mention(const FlContextEntry *entry, FlMention *mention, const FlMatch *reader, Outcome *outcome)
{
  const FlMention *winner = fl_mention_get_winner(mention);
  if (winner == mention) {
    outcome->won = outcome->won || !mention->refused;
    outcome->lost = outcome->lost || mention->refused;
    return;
  }
  outcome->lost = outcome->lost || mention->refused || winner->span.start != mention->span.start ||
                  winner->span.end != mention->span.end;
  const FlMatch *match = winner->match;
  outcome->told =
      outcome->told || (match != NULL && (match == reader || sets_variable(match->rule, entry->variable)));
}

/* A set does not act when the mention that its match made lost the text to a mention of another extent. When
 * all that it made lost to other readings of the same text, it does not act for those, nor where they set the
 * variable, too. */
static bool
is_alive(const FlContextEntry *entry, const FlMatch *reader)
{
  const FlMatch *match = entry->match;
  Outcome outcome = {0};
  for (guint e = 0; e < match->rule->emissions->len && !outcome.lost; e++)
    for (uint32_t i = 0; i < match->made[e].n; i++)
      judge_mention(entry, match->made[e].mentions[i], reader, &outcome);
  return !outcome.lost && (outcome.won || !outcome.told);
}

/* The first entry of a later group, or that was set behind `at` in this one. */
static guint
find_behind(const GPtrArray *entries, uint32_t group, uint32_t at)
{
  guint low = 0, high = entries->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const FlContextEntry *entry = entries->pdata[middle];
    if (get_group(entry) < group || (get_group(entry) == group && entry->at <= at))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Among entries of one scope, the last set in `range` before the place, else the first behind it. Their own
 * range must hold the place. */
static const FlContextEntry *
find_in(const GPtrArray *entries, FlSpan range, const FlContextPlace *place)
{
  if (entries == NULL)
    return NULL;
  uint32_t at = place->at;
  guint behind = find_behind(entries, range.start, at);
  for (guint i = behind; i > 0; i--) {
    const FlContextEntry *entry = entries->pdata[i - 1];
    if (entry->range.start != range.start)
      break;
    if (at < entry->range.end && is_alive(entry, place->reader) && (!place->before || entry->at < at))
      return entry;
  }
  for (guint i = behind; !place->before && i < entries->len; i++) {
    const FlContextEntry *entry = entries->pdata[i];
    if (entry->range.start != range.start || entry->at >= range.end)
      break;
    if (entry->range.start <= at && is_alive(entry, place->reader))
      return entry;
  }
  return NULL;
}

/* `onward` and `rest` entries begin where they were set, so each has a range of its own. */
static const FlContextEntry *
find_rest(const GPtrArray *entries, FlSpan unit, const FlContextPlace *place)
{
  uint32_t at = place->at;
  for (guint i = entries == NULL ? 0 : find_behind(entries, 0, at); i > 0; i--) {
    const FlContextEntry *entry = entries->pdata[i - 1];
    if (entry->at < unit.start)
      break;
    if (at < entry->range.end && is_alive(entry, place->reader) && (!place->before || entry->at < at))
      return entry;
  }
  return NULL;
}

static const FlContextEntry *
find_in_sections(const FlContextStore *self, const GPtrArray *entries, const FlContextPlace *place)
{
  const FlContextEntry *found = NULL;
  if (entries == NULL)
    return NULL;
  for (const FlSection *section = find_section(self, place->article, place->at);
       section != NULL && found == NULL; section = get_parent(self, section))
    found = find_in(entries, section->span, place);
  return found;
}

static const FlContextEntry *
find_own(const FlContextStore *self, int variable, const FlContextPlace *place)
{
  uint32_t article = place->article, at = place->at;
  const FlUnit *sentence = fl_text_find_unit(self->text, FL_UNIT_SENTENCE, article, at);
  FlSpan paragraph = paragraph_span(self, article, at),
         whole = fl_text_get_article(self->text, article)->span;
  const FlContextEntry *found = NULL;
  if (sentence != NULL)
    found = find_rest(*slot(self, variable, FL_SCOPE_ONWARD), sentence->span, place);
  if (sentence != NULL && found == NULL)
    found = find_in(*slot(self, variable, FL_SCOPE_SENTENCE), sentence->span, place);
  if (found == NULL)
    found = find_rest(*slot(self, variable, FL_SCOPE_REST), paragraph, place);
  if (found == NULL)
    found = find_in(*slot(self, variable, FL_SCOPE_PARAGRAPH), paragraph, place);
  if (found == NULL)
    found = find_in_sections(self, *slot(self, variable, FL_SCOPE_SECTION), place);
  if (found == NULL) /* set for a section where there is none: for the article */
    found = find_in(*slot(self, variable, FL_SCOPE_SECTION), whole, place);
  return found != NULL ? found : find_in(*slot(self, variable, FL_SCOPE_ARTICLE), whole, place);
}

/* The value of the nearest article on one side that has one; `i` is the first entry to look at. */
static const FlContextEntry *
find_on_side(const GPtrArray *entries, guint i, guint step)
{
  for (; i < entries->len; i += step) { /* before the first it wraps */
    const FlContextEntry *entry = entries->pdata[i];
    if (is_alive(entry, NULL))
      return find_in(entries, entry->range, &(FlContextPlace){.at = entry->range.start});
  }
  return NULL;
}

/* What an article has as a whole, for its neighbours: the nearer of the one before and the one behind. */
static const FlContextEntry *
find_neighbour(const FlContextStore *self, int variable, uint32_t article)
{
  const GPtrArray *entries = *slot(self, variable, FL_SCOPE_ARTICLE);
  if (entries == NULL)
    return NULL;
  FlSpan whole = fl_text_get_article(self->text, article)->span;
  guint begin = find_behind(entries, whole.start - 1, UINT32_MAX),
        end = find_behind(entries, whole.start, UINT32_MAX);
  const FlContextEntry *before = find_on_side(entries, begin - 1, G_MAXUINT),
                       *behind = find_on_side(entries, end, 1);
  if (before == NULL || behind == NULL)
    return before != NULL ? before : behind;
  return article - before->article <= behind->article - article ? before : behind;
}

const FlContextEntry *
fl_context_store_find(FlContextStore *self, int variable, FlContextPlace place)
{
  const FlContextEntry *found = NULL;
  if (self->dirty[variable])
    put_in_order(self, variable);
  if (place.article != FL_NO_ARTICLE)
    found = find_own(self, variable, &place);
  if (found == NULL)
    found = find_in(*slot(self, variable, FL_SCOPE_SOURCE), (FlSpan){0, UINT32_MAX}, &place);
  if (found == NULL && place.article != FL_NO_ARTICLE &&
      fl_rule_set_get_variable(self->rules, variable)->neighbour)
    found = find_neighbour(self, variable, place.article);
  return found;
}

guint
fl_context_store_get_length(const FlContextStore *self)
{
  return self->entries->len;
}

const FlContextEntry *
fl_context_store_get(const FlContextStore *self, guint index)
{
  return self->entries->pdata[index];
}
