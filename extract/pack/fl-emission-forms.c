#include "fl-pack-forms.h"
#include "fl-rule.h"

static const char name_pattern[] = "^[a-z][a-z0-9_]*$";

/* Text with references in braces, each with filters that there are. */
static char *
make_template_pattern(void)
{
  GString *out = g_string_new("^([^{}]|\\{[^{}|]*(\\|(");
  for (const FlFilterName *filter = fl_filter_names; filter->name != NULL; filter++)
    g_string_append_printf(out, "%s%s%s", filter == fl_filter_names ? "" : "|", filter->name,
                           filter->argument != NULL ? ":[^{}|]+" : "");
  g_string_append(out, "))*\\})*$");
  return g_string_free(out, FALSE);
}

static char *
make_template_about(void)
{
  GString *out =
      g_string_new("A text with references in braces: {capture}, {capture.property}, {@context}, {match}. "
                   "Filters stand behind bars:");
  for (const FlFilterName *filter = fl_filter_names; filter->name != NULL; filter++)
    g_string_append_printf(out, "%s |%s%s%s (%s)", filter == fl_filter_names ? "" : ",", filter->name,
                           filter->argument != NULL ? ":" : "",
                           filter->argument != NULL ? filter->argument : "", filter->about);
  return g_string_free(out, FALSE);
}

static const FlForm template = {.kind = FL_FORM_TEXT,
                                .name = "template",
                                .make_about = make_template_about,
                                .make_pattern = make_template_pattern};
static const FlForm names = {.kind = FL_FORM_LIST, .item = &fl_text_form};

/* ---- emit: */

static const char when_about[] = "A condition, without which nothing is emitted: '@status = target', 'v = "
                                 "a|b', 'd.iso > @day' (begins after it), 'd.iso < @day' (ends before it), "
                                 "'v', '!v', joined by ' and '.";

static const FlKey node_keys[] = {
    {"node", &fl_text_form, "Makes a mention of this type; other keys are its properties.", true},
    {"at", &fl_text_form, "The capture that is the mention; the whole match unless said.", false},
    {"as", &fl_text_form, "Its name in this rule.", false},
    {"extend", &fl_text_form, "A capture that the mention covers in later views too: a title before a name.",
     false},
    {"when", &fl_text_form, when_about, false},
    {"zip", &names, "Lists walked side by side; where they differ in length nothing is emitted.", false},
    {"is", &fl_text_form, "The context whose node it is the same thing as: '@meeting'.", false},
    {0}};
const FlForm fl_node_emission_form = {
    .kind = FL_FORM_KEYS, .title = "a node", .keys = node_keys, .item = &template, .pattern = name_pattern};

static const FlKey edge_keys[] = {
    {"edge", &fl_text_form, "Makes an edge of this relation; other keys are its properties.", true},
    {"from", &fl_text_form, "Where it begins: a capture, an as:, article, or a context's node ('@meeting').",
     true},
    {"to", &fl_text_form, "Where it ends, likewise.", true},
    {"when", &fl_text_form, when_about, false},
    {"zip", &names, "Lists paired side by side; without it they pair crosswise.", false},
    {0}};
const FlForm fl_edge_emission_form = {
    .kind = FL_FORM_KEYS, .title = "an edge", .keys = edge_keys, .item = &template, .pattern = name_pattern};

static const FlKey update_keys[] = {
    {"update", &fl_text_form, "Fills properties (the other keys) of a mention, article, or '@meeting'.",
     true},
    {"when", &fl_text_form, when_about, false},
    {0}};
const FlForm fl_update_emission_form = {.kind = FL_FORM_KEYS,
                                        .title = "an update",
                                        .keys = update_keys,
                                        .item = &template,
                                        .pattern = name_pattern};

static const char **
list_scopes(void)
{
  const char **scopes = g_new0(const char *, FL_N_SCOPES + 1);
  for (FlScope scope = 0; scope < FL_N_SCOPES; scope++)
    scopes[scope] = fl_scope_name(scope);
  return scopes;
}

const FlForm fl_scope_form = {.kind = FL_FORM_CHOICE, .list = list_scopes};
static const FlKey scope_keys[] = {
    {"scope", &fl_scope_form,
     "How far the contexts (the other keys) hold; by where the rule looks unless said.", false},
    {0}};
static const FlForm contexts = {
    .kind = FL_FORM_KEYS, .keys = scope_keys, .item = &template, .pattern = name_pattern};
static const FlKey set_keys[] = {
    {"set", &contexts, "Sets contexts, each to a node (a capture or an as:) or a text.", true},
    {"when", &fl_text_form, when_about, false},
    {0}};
const FlForm fl_set_emission_form = {.kind = FL_FORM_KEYS, .title = "contexts", .keys = set_keys};

static const FlForm *const emission_forms[] = {&fl_node_emission_form, &fl_edge_emission_form,
                                               &fl_update_emission_form, &fl_set_emission_form, NULL};
const FlForm fl_emission_form = {.kind = FL_FORM_EITHER, .forms = emission_forms};

/* ---- tests: */

static const FlKey mention_keys[] = {{"text", &fl_text_form, "The text of the mention.", true}, {0}};
static const FlForm mention = {
    .kind = FL_FORM_KEYS, .keys = mention_keys, .item = &fl_text_form, .pattern = name_pattern};
static const FlForm *const mention_forms[] = {&fl_text_form, &mention, NULL};
static const FlForm one_mention = {.kind = FL_FORM_EITHER, .forms = mention_forms};
static const FlForm mentions = {.kind = FL_FORM_SOME, .item = &one_mention};
static const FlForm given = {.kind = FL_FORM_NAMES, .item = &mentions, .pattern = "^[A-Z]"};

static const FlForm properties = {.kind = FL_FORM_NAMES, .item = &fl_text_form};
static const FlForm *const node_forms[] = {&fl_text_form, &properties, NULL};
static const FlForm node_value = {.kind = FL_FORM_EITHER, .forms = node_forms};
static const FlForm node = {.kind = FL_FORM_NAMES, .item = &node_value, .pattern = "^[A-Z]"};
static const FlForm *const context_forms[] = {&fl_text_form, &node, NULL};
static const FlForm context = {.kind = FL_FORM_EITHER, .forms = context_forms};
static const FlForm given_contexts = {.kind = FL_FORM_NAMES, .item = &context, .pattern = name_pattern};

static const FlKey expected_node_keys[] = {
    {"node", &fl_text_form, "A mention of this type; other keys are properties it has.", true},
    {"text", &fl_text_form, "The text that is the mention.", false},
    {0}};
static const FlForm expected_node = {.kind = FL_FORM_KEYS,
                                     .title = "a node",
                                     .keys = expected_node_keys,
                                     .item = &fl_text_form,
                                     .pattern = name_pattern};
static const FlKey expected_edge_keys[] = {
    {"edge", &fl_text_form, "An edge of this relation; other keys are properties it has.", true},
    {"from", &fl_text_form, "The name of the node at which it begins.", false},
    {"to", &fl_text_form, "The name of the node at which it ends.", false},
    {0}};
static const FlForm expected_edge = {.kind = FL_FORM_KEYS,
                                     .title = "an edge",
                                     .keys = expected_edge_keys,
                                     .item = &fl_text_form,
                                     .pattern = name_pattern};
static const FlKey expected_update_keys[] = {
    {"update", &fl_text_form, "The name of what is updated; other keys are properties it is given.", true},
    {0}};
static const FlForm expected_update = {.kind = FL_FORM_KEYS,
                                       .title = "an update",
                                       .keys = expected_update_keys,
                                       .item = &fl_text_form,
                                       .pattern = name_pattern};
static const FlKey expected_set_keys[] = {{"set", &properties, "Contexts and their values.", true}, {0}};
const FlForm fl_set_expectation_form = {.kind = FL_FORM_KEYS, .title = "contexts", .keys = expected_set_keys};

static const FlForm *const expectation_forms[] = {&fl_text_form,    &expected_node,           &expected_edge,
                                                  &expected_update, &fl_set_expectation_form, NULL};
static const FlForm expectation = {.kind = FL_FORM_EITHER, .name = "expectation", .forms = expectation_forms};
static const FlForm expectations = {.kind = FL_FORM_LIST, .item = &expectation};

static const FlKey apart_test_keys[] = {
    {"rule", &fl_text_form, "The rule that it tests.", true},
    {"text", &fl_text_form, "The text; for a rule in: source its first line is the source's name.", true},
    {"given", &given,
     "These mentions instead of all others, and the rule alone; without it the whole pack runs.", false},
    {"context", &given_contexts, "Contexts that hold in the text: texts, or nodes such as {Meeting: name}.",
     false},
    {"expect", &expectations,
     "Exactly what the rule emits; [] for nothing. An edge is written as a sentence.", true},
    {"todo", &fl_bool_form, "true: the test is known to fail, and only counted.", false},
    {0}};
const FlForm fl_apart_test_form = {.kind = FL_FORM_KEYS, .keys = apart_test_keys};
/* A test under its rule does not name it. */
const FlForm fl_test_form = {.kind = FL_FORM_KEYS, .keys = apart_test_keys + 1};
