#include "fl-pack-forms.h"

static const FlForm patterns = {.kind = FL_FORM_SOME, .item = &fl_text_form};

static const FlKey cleaning_keys[] = {
    {"join_lines", &fl_bool_form, "A line break inside a paragraph is none, or a space between words.",
     false},
    {"drop_spaces", &fl_bool_form, "Spaces beside East Asian characters go.", false},
    {"fold_width", &fl_bool_form, "Full-width digits, letters and ％ become ASCII.", false},
    {"fold_punctuation", &fl_bool_form, ", ; : ! ? behind an East Asian character become full-width.", false},
    {0}};
const FlForm fl_cleaning_form = {.kind = FL_FORM_KEYS, .name = "cleaning", .keys = cleaning_keys};

static const FlKey separator_keys[] = {
    {"list", &fl_text_form, "A pattern: what joins the members of a list of mentions.", false},
    {"text", &fl_text_form, "A pattern: what joins the members of a list of texts.", false},
    {"sentence", &fl_text_form, "A pattern: a sentence ends behind what it matches.", false},
    {"clause", &fl_text_form, "A pattern: a clause ends behind what it matches.", false},
    {"title", &fl_text_form, "A pattern: the parts of a title end behind what it matches.", false},
    {0}};
const FlForm fl_separators_form = {.kind = FL_FORM_KEYS, .keys = separator_keys};

static const FlKey date_keys[] = {
    {"patterns", &patterns,
     "Patterns of dates, with groups year, month, day (year2, month2, day2 for the end).", false},
    {"words", &fl_text_form,
     "A CSV file: columns word, of, year, month, day, year2, month2, day2, century; +N and -N count from the "
     "context.",
     false},
    {0}};
const FlForm fl_dates_form = {.kind = FL_FORM_KEYS, .keys = date_keys};

static const char *const fallbacks[] = {"neighbour", NULL};
const FlForm fl_fallback_form = {.kind = FL_FORM_CHOICE, .choices = fallbacks};
static const FlKey variable_keys[] = {
    {"default", &fl_text_form, "Its value where no rule sets one.", false},
    {"else", &fl_fallback_form, "neighbour: an article without a value takes the nearest article's.", false},
    {0}};
const FlForm fl_variable_form = {.kind = FL_FORM_KEYS, .keys = variable_keys};
static const FlForm variables = {
    .kind = FL_FORM_NAMES, .item = &fl_variable_form, .pattern = "^[a-z][a-z0-9_]*$"};

const FlForm fl_level_form = {.kind = FL_FORM_WHOLE, .least = 1, .most = 9};
static const FlKey section_keys[] = {
    {"level", &fl_level_form, "1 for the outermost sections; 1 unless said.", false},
    {"match", &fl_text_form, "A pattern: what it matches from the start of a paragraph is a heading.", true},
    {0}};
const FlForm fl_section_form = {.kind = FL_FORM_KEYS, .keys = section_keys};
static const FlForm sections = {.kind = FL_FORM_LIST, .item = &fl_section_form};

static const FlForm layouts = {.kind = FL_FORM_LIST, .item = &fl_layout_form};
static const FlForm *const define_forms[] = {&fl_text_form, &fl_define_form, NULL};
static const FlForm define = {.kind = FL_FORM_EITHER, .forms = define_forms};
static const FlForm defines = {.kind = FL_FORM_NAMES, .item = &define, .pattern = "^[a-z][a-z0-9_]*$"};

static const FlForm type_names = {.kind = FL_FORM_SOME, .item = &fl_text_form};
static const FlKey lookout_keys[] = {
    {"about", &fl_text_form, "What it is that is lost there.", true},
    {"match", &fl_text_form, "A pattern of what should have given something.", true},
    {"gives", &type_names, "The types of mentions that it should have given.", true},
    {0}};
const FlForm fl_lookout_form = {.kind = FL_FORM_KEYS, .keys = lookout_keys};
static const FlForm lookouts = {.kind = FL_FORM_LIST, .item = &fl_lookout_form};

static const FlKey settings_keys[] = {
    {"name", &fl_text_form, "The pack's name.", true},
    {"version", &fl_text_form, "Its version, for people.", false},
    {"language", &fl_text_form, "The language of its texts, for people: zh.", false},
    {"about", &fl_text_form, "What it is for, in a sentence.", false},
    {"cleaning", &fl_cleaning_form, "What is done to the characters of a source.", false},
    {"separators", &fl_separators_form, "What joins lists, and what ends sentences and clauses.", false},
    {"numerals", &fl_text_form, "A CSV file: columns word, kind (digit, multiplier, scale), value.", false},
    {"units", &fl_text_form, "A CSV file: columns name, base, factor.", false},
    {"dates", &fl_dates_form, "How dates are written.", false},
    {"variables", &variables, "Contexts: defaults, and where to look further.", false},
    {"limits", &fl_limits_form, "Limits of all patterns.", false},
    {"sections", &sections, "What headings of sections look like, tried in order.", false},
    {"layouts", &layouts, "How sources are cut into articles; the first that fits is used.", false},
    {"define", &defines, "Reusable parts of patterns.", false},
    {"worklist", &lookouts, "What `factloom worklist` looks out for besides what rules say.", false},
    {"allow", &fl_allow_form, "Warnings about this file that are not to be given.", false},
    {0}};
const FlForm fl_settings_form = {.kind = FL_FORM_KEYS, .keys = settings_keys};
