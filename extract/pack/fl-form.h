/*
 * FlForm: what may stand at a place of a YAML file.
 *
 * Constant tables, which readers check keys and choices by, and `factloom schema` prints for editors: what one
 * knows the other knows too. Forms of packs are in fl-pack-forms.h; who reads YAML of another kind has its own.
 */
#pragma once

#include "fl-yaml-reader.h"

typedef enum {
  FL_FORM_TEXT,
  FL_FORM_BOOL,
  FL_FORM_WHOLE,  /* a whole number from `least` to `most` */
  FL_FORM_NUMBER, /* any number, likewise */
  FL_FORM_CHOICE, /* one of `choices`, or of what `list` gives */
  FL_FORM_KEYS,   /* a mapping of `keys`; of others too where there is an `item` */
  FL_FORM_NAMES,  /* a mapping of names that the pack makes up to `item` */
  FL_FORM_LIST,   /* a list of `item` */
  FL_FORM_SOME,   /* one `item`, or a list of it */
  FL_FORM_EITHER, /* one of `forms` */
} FlFormKind;

typedef struct _FlForm FlForm;

/* A key of a mapping; tables end in a row without a name. */
typedef struct {
  const char *name;
  const FlForm *form;
  const char *about; /* a sentence for people, in which the default is said */
  bool required;
} FlKey;

struct _FlForm {
  FlFormKind kind;
  const char *title;         /* what people call it: "an edge"; NULL: nothing */
  char *(*make_about)(void); /* a sentence for people, made from another table; the caller's; NULL: none */
  const char *name;          /* of forms that stand in several places, or in themselves; NULL: none */
  const FlKey *keys;
  const FlForm *item;
  const FlForm *const *forms; /* NULL-terminated */
  const char *const *choices; /* NULL-terminated */
  const char **(*list)(void); /* choices that another table knows: an array of the caller's, names borrowed */
  const char *pattern;        /* of TEXT, and of the names of NAMES and KEYS: what it looks like; NULL: any */
  char *(*make_pattern)(void); /* the same, made from another table; the caller's */
  double least, most;
};

/* Any text. */
extern const FlForm fl_text_form;
extern const FlForm fl_bool_form;

/* Whether `name` is one of the keys. */
bool fl_form_has_key(const FlForm *self, const char *name);

/* Whether `node` is a mapping whose keys the form all knows. Every unknown key is an error of its own. */
bool fl_form_read_keys(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node);

/* The index of a scalar's text in the form's choices; -1 with an error when it is none of them. `what` names them
 * in the message. */
int fl_form_read_choice(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node,
                        const char *what);

/* A number of the form; no node leaves `*ret_value` as it is and is true. */
bool fl_form_read_number(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node,
                         double *ret_value);
bool fl_form_read_whole(const FlForm *self, FlDiagnostics *diagnostics, const FlYamlNode *node,
                        int *ret_value);

/* The form as a JSON Schema (draft 7), indented; the caller's. */
char *fl_form_format_schema(const FlForm *self, const char *title);
