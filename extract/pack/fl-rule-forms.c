#include "fl-pack-forms.h"

#include "fl-diagnostic-kind.h"
#include "fl-text.h"

static const char define_name[] = "^[a-z][a-z0-9_]*$";

static const FlForm type_names = {.kind = FL_FORM_SOME, .item = &fl_text_form};
static const FlForm patterns = {.kind = FL_FORM_SOME, .item = &fl_text_form};

static const FlForm allowed = {.kind = FL_FORM_CHOICE, .list = fl_diagnostic_kinds_list_warnings};
const FlForm fl_allow_form = {.kind = FL_FORM_SOME, .name = "allow", .item = &allowed};

/* ---- define: */

static const FlKey define_keys[] = {
    {"match", &fl_text_form, "The pattern.", true},
    {"about", &fl_text_form, "What it is, for people.", false},
    {"allow", &fl_allow_form, "Warnings about this define that are not to be given.", false},
    {0}};
const FlForm fl_define_form = {.kind = FL_FORM_KEYS, .keys = define_keys};

static const FlForm *const define_forms[] = {&fl_text_form, &fl_define_form, NULL};
static const FlForm define = {.kind = FL_FORM_EITHER, .forms = define_forms};
static const FlForm defines = {.kind = FL_FORM_NAMES, .item = &define, .pattern = define_name};

/* ---- lists: and tables: */

static const FlKey list_keys[] = {
    {"type", &fl_text_form, "The type of mention that the names are.", true},
    {"file", &fl_text_form,
     "A CSV file from the pack's folder: columns name, aliases (a|b|c), and properties of the type.", true},
    {0}};
const FlForm fl_list_form = {.kind = FL_FORM_KEYS, .keys = list_keys};
static const FlForm lists = {.kind = FL_FORM_LIST, .item = &fl_list_form};

static const FlForm entries = {.kind = FL_FORM_NAMES, .item = &fl_text_form};
static const FlForm *const table_forms[] = {&fl_text_form, &entries, NULL};
static const FlForm table = {.kind = FL_FORM_EITHER, .forms = table_forms};
static const FlForm tables = {.kind = FL_FORM_NAMES, .item = &table};

/* ---- rules: */

static const char **
list_units(void)
{
  const char **names = g_new0(const char *, FL_N_UNITS + 1);
  for (FlUnitKind unit = 0; unit < FL_N_UNITS; unit++)
    names[unit] = fl_unit_kind_name(unit);
  return names;
}

const FlForm fl_unit_form = {.kind = FL_FORM_CHOICE, .list = list_units};

static const FlKey guard_keys[] = {
    {"sentence", &patterns, "Where it matches in the sentence, the rule stops.", false},
    {"clause", &patterns, "Where it matches in the clause.", false},
    {"paragraph", &patterns, "Where it matches in the paragraph.", false},
    {"heading", &patterns, "Where it matches in the heading above.", false},
    {"title", &patterns, "Where it matches in the article's title.", false},
    {"byline", &patterns, "Where it matches in the by-line.", false},
    {"match", &patterns, "Where it matches in the match itself.", false},
    {0}};
const FlForm fl_guard_form = {.kind = FL_FORM_KEYS, .keys = guard_keys};

const FlForm fl_confidence_form = {.kind = FL_FORM_NUMBER, .least = 0, .most = 1};

const FlForm fl_limit_form = {.kind = FL_FORM_WHOLE, .least = 100, .most = 100000000};
const FlForm fl_edge_limit_form = {.kind = FL_FORM_WHOLE, .least = 1, .most = 100000000};
static const FlKey limit_keys[] = {
    {"match", &fl_limit_form, "Steps after which a pattern gives up, from each start.", false},
    {"edges", &fl_edge_limit_form,
     "How many edges a match may make crosswise of two lists; 1000 unless said.", false},
    {0}};
const FlForm fl_limits_form = {.kind = FL_FORM_KEYS, .keys = limit_keys};

static const FlForm emissions = {.kind = FL_FORM_LIST, .item = &fl_emission_form};
static const FlForm tests = {.kind = FL_FORM_LIST, .item = &fl_test_form};
static const FlForm rule_id = {.kind = FL_FORM_TEXT, .pattern = "^[a-z][a-z0-9_-]*(\\.[a-z][a-z0-9_-]*)*$"};

static const FlKey rule_keys[] = {
    {"id", &rule_id, "Unique; lower-case words with dots between: meeting.attend.", true},
    {"about", &fl_text_form, "What the rule is for, in a sentence.", false},
    {"in", &fl_unit_form, "Where the rule looks; sentence unless said.", false},
    {"match", &patterns,
     "A PCRE2 pattern with holes, or alternatives tried in order: {who:Person+} is a list of mentions, "
     "{attend} "
     "a define.",
     true},
    {"unless", &fl_guard_form, "Guards: patterns that stop the rule where they match around it.", false},
    {"avoid", &type_names, "Types: no match across a mention of one of these.", false},
    {"emit", &emissions, "What a match means, carried out in order.", true},
    {"tests", &tests, "Texts, and exactly what the rule emits there.", false},
    {"confidence", &fl_confidence_form, "How sure the rule is, from 0 to 1; 1 unless said.", false},
    {"limits", &fl_limits_form, "Limits of this rule's patterns; the pack's unless said.", false},
    {"allow", &fl_allow_form, "Warnings about this rule that are not to be given.", false},
    {0}};
const FlForm fl_rule_form = {.kind = FL_FORM_KEYS, .title = "a rule", .keys = rule_keys};
static const FlForm rules = {.kind = FL_FORM_LIST, .item = &fl_rule_form};
static const FlForm apart_tests = {.kind = FL_FORM_LIST, .item = &fl_apart_test_form};

static const FlKey file_keys[] = {
    {"define", &defines, "Reusable parts of patterns; a pattern never backtracks into one.", false},
    {"lists", &lists, "Gazetteers: names that are found wherever they stand.", false},
    {"tables", &tables, "What the filter map: looks up: words to what they become, or a CSV file.", false},
    {"rules", &rules, "The rules.", false},
    {"tests", &apart_tests, "Tests that stand apart from their rules, of any file of the pack.", false},
    {"allow", &fl_allow_form, "Warnings about this file that are not to be given.", false},
    {0}};
const FlForm fl_rule_file_form = {.kind = FL_FORM_KEYS, .keys = file_keys};
