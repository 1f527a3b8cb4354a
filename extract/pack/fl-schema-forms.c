#include "fl-pack-forms.h"

static const char name_pattern[] = "^[a-z][a-z0-9_]*$";

static const FlForm names = {.kind = FL_FORM_SOME, .item = &fl_text_form};
static const FlForm colour = {.kind = FL_FORM_TEXT, .pattern = "^#[0-9a-fA-F]{6}$"};

static const char *const overlaps[] = {"longest", "first", "all", NULL};
const FlForm fl_overlap_form = {.kind = FL_FORM_CHOICE, .choices = overlaps};
static const char *const places[] = {"article", NULL};
const FlForm fl_propagate_form = {.kind = FL_FORM_CHOICE, .choices = places};
static const char *const value_types[] = {"string", "int", "double", "date", NULL};
const FlForm fl_value_type_form = {.kind = FL_FORM_CHOICE, .choices = value_types};
static const FlForm properties = {
    .kind = FL_FORM_NAMES, .item = &fl_value_type_form, .pattern = name_pattern};

static const FlKey type_keys[] = {
    {"label", &fl_text_form, "What people call it; its name unless said.", false},
    {"key", &names, "The properties that make two mentions one; name unless said.", false},
    {"late", &names, "Parts of the key that may be missing: then it joins the only namesake that has them.",
     false},
    {"name", &fl_text_form, "How a node is called: '{subject}{indicator}'; '{name}' unless said.", false},
    {"color", &colour, "Its colour: '#4e79a7'.", false},
    {"properties", &properties, "Its properties and their types; name is there without being listed.", false},
    {"separator", &fl_text_form, "A pattern between the members of a list; may be empty.", false},
    {"propagate", &fl_propagate_form, "article: a name once found is found everywhere in its article.",
     false},
    {"overlap", &fl_overlap_form, "Which of overlapping mentions stay: longest (unless said), first, all.",
     false},
    {"masks", &names, "Types whose mentions are hidden inside one of this type.", false},
    {"step", &fl_bool_form, "true: a step on the way, never a node.", false},
    {"canonical", &fl_text_form,
     "A CSV file, columns name and canonical, that merges names; drop refuses one.", false},
    {"allow", &fl_allow_form, "Warnings about this type that are not to be given.", false},
    {0}};
const FlForm fl_node_type_form = {.kind = FL_FORM_KEYS, .keys = type_keys};
static const FlForm nodes = {
    .kind = FL_FORM_NAMES, .item = &fl_node_type_form, .pattern = "^[A-Z][A-Za-z0-9]*$"};

static const FlKey edge_keys[] = {
    {"from", &names, "The types that it may begin at.", false},
    {"to", &names, "The types that it may end at.", false},
    {"label", &fl_text_form, "What people call it; its name unless said.", false},
    {"properties", &properties, "Its properties and their types.", false},
    {"allow", &fl_allow_form, "Warnings about this edge that are not to be given.", false},
    {0}};
const FlForm fl_edge_type_form = {.kind = FL_FORM_KEYS, .keys = edge_keys};
static const FlForm edges = {.kind = FL_FORM_NAMES, .item = &fl_edge_type_form, .pattern = name_pattern};

/* ---- review: */

static const FlKey table_keys[] = {{"type", &names, "The types of nodes in its cells.", true},
                                   {"rows", &names, "The properties that make a row.", true},
                                   {"columns", &fl_text_form, "The property that makes a column.", true},
                                   {"cell", &fl_text_form, "What a cell says: '{value}{unit}'.", true},
                                   {0}};
const FlForm fl_table_form = {.kind = FL_FORM_KEYS, .keys = table_keys};

static const FlKey timeline_keys[] = {
    {"type", &fl_text_form, "The type of nodes that stand on it.", true},
    {"start", &fl_text_form, "The property that says when one begins.", true},
    {"end", &fl_text_form, "The property that says when it ends.", false},
    {0}};
const FlForm fl_timeline_form = {.kind = FL_FORM_KEYS, .keys = timeline_keys};

static const FlKey review_keys[] = {{"table", &fl_table_form, "Nodes by row and column.", false},
                                    {"timeline", &fl_timeline_form, "Nodes by time.", false},
                                    {0}};
const FlForm fl_review_form = {.kind = FL_FORM_KEYS, .keys = review_keys};

static const FlKey file_keys[] = {
    {"nodes", &nodes, "Types of mentions: those of nodes, and steps on the way.", false},
    {"edges", &edges, "Types of edges.", false},
    {"review", &fl_review_form, "As which table and timeline people look at the graph.", false},
    {"allow", &fl_allow_form, "Warnings about this file that are not to be given.", false},
    {0}};
const FlForm fl_schema_file_form = {.kind = FL_FORM_KEYS, .keys = file_keys};
