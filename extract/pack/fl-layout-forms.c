#include "fl-format.h"
#include "fl-pack-forms.h"

static const FlForm patterns = {.kind = FL_FORM_SOME, .item = &fl_text_form};
static const FlForm kinds = {.kind = FL_FORM_SOME, .item = &fl_text_form};
static const FlForm range = {
    .kind = FL_FORM_TEXT, .name = "range", .pattern = "^([0-9]+|[0-9]+\\.\\.[0-9]*|\\.\\.[0-9]*)$"};

static const FlKey line_keys[] = {
    {"match", &fl_text_form, "A pattern that must match in the line.", false},
    {"not", &fl_text_form, "A pattern that must not.", false},
    {"length", &range, "Its characters: a number, 2..5, 4.. or ..5.", false},
    {"indent", &range, "Columns of white space before it; an East Asian character takes two.", false},
    {"gap_before", &range, "The blank lines before it.", false},
    {"gap_after", &range, "The blank lines behind it.", false},
    {"repeats", &range, "How often the same line stands in the source.", false},
    {"heading", &range, "Its level as a heading of Markdown.", false},
    {"wide_before", &fl_bool_form,
     "Whether more blank lines stand before it than lines of the source have between them.", false},
    {"wide_after", &fl_bool_form, "Whether more blank lines stand behind it.", false},
    {"new_page", &fl_bool_form, "Whether a page begins with it.", false},
    {"number", &fl_bool_form, "Whether it is a number alone.", false},
    {"ends", &fl_bool_form, "Whether a sentence ends with it.", false},
    {"short", &fl_bool_form, "Whether it is notably shorter than the full lines of the source.", false},
    {0}};
const FlForm fl_line_form = {.kind = FL_FORM_KEYS, .keys = line_keys};
static const FlForm lines = {.kind = FL_FORM_NAMES, .item = &fl_line_form};

static const FlForm amount = {.kind = FL_FORM_TEXT, .pattern = "^(>= |< )[0-9.]+%?$"};
static const FlForm amounts = {.kind = FL_FORM_NAMES, .item = &amount};

static const char **
list_formats(void)
{
  GPtrArray *names = g_ptr_array_new();
  for (const FlFormat *format = fl_format_get_all(); format->name != NULL; format++)
    g_ptr_array_add(names, (gpointer)format->name);
  g_ptr_array_add(names, NULL);
  return (const char **)g_ptr_array_free(names, FALSE);
}

const FlForm fl_format_form = {.kind = FL_FORM_CHOICE, .list = list_formats};

static const char *const prefaces[] = {"article", "skip", NULL};
const FlForm fl_preface_form = {.kind = FL_FORM_CHOICE, .choices = prefaces};
static const char *const heads[] = {"any", "needed", NULL};
const FlForm fl_heads_form = {.kind = FL_FORM_CHOICE, .choices = heads};

static const FlKey layout_keys[] = {
    {"name", &fl_text_form, "What messages call it.", true},
    {"about", &fl_text_form, "Which sources it is for.", false},
    {"format", &fl_format_form, "The format that the source must have; any unless said.", false},
    {"path", &fl_text_form, "A pattern that must match in the source's name.", false},
    {"when", &amounts, "How many lines of a kind there must be: '>= 1', '>= 60%', '< 5%'.", false},
    {"lines", &lines, "Kinds of lines, by what they look like.", false},
    {"drop", &kinds, "Kinds of lines that are no text: page numbers, running heads.", false},
    {"article", &fl_text_form,
     "An article's head, as a sequence of kinds: '{title:item}{byline:byline?}'. Roles: title, deck, byline, "
     "date, source, head.",
     false},
    {"paragraph", &fl_text_form, "A sequence: between two lines where it matches a paragraph ends.", false},
    {"preface", &fl_preface_form,
     "What stands before the first article: an article (unless said), or skipped.", false},
    {"heads", &fl_heads_form, "needed: a source in which no head is found is left to the next layout.",
     false},
    {"remove", &patterns, "Patterns: pieces of a line that are no text (markup).", false},
    {"split", &patterns, "Patterns: pieces of a line that end a paragraph.", false},
    {"cleaning", &fl_cleaning_form, "What is other than the pack's cleaning.", false},
    {0}};
const FlForm fl_layout_form = {.kind = FL_FORM_KEYS, .keys = layout_keys};
