/*
 * FlEmissionReader: one emission of a rule while it is read, and what the readers of its parts share. Private to
 * this folder.
 *
 * A plain value that borrows all it points to; what is read goes into the emission, or the rule. Functions that
 * return bool are false with an error added.
 */
#pragma once

#include "fl-loader.h"
#include "fl-pack-forms.h"

typedef struct {
  FlLoader *loader;
  FlRule *rule;
  const FlYamlNode *node; /* the emission's mapping */
  FlEmission *emission;
} FlEmissionReader;

/* ---- who is meant (fl-who-reader.c) */

/* The index of the emission whose node the rule calls so (as:); -1: none. */
int fl_rule_find_as(const FlRule *rule, const char *name);

/* The capture that the value of `key` names; untouched, and true, where there is no such key. */
bool fl_emission_reader_read_capture(FlEmissionReader *self, const char *key, int *ret_capture);

/* A name of something that is a node: a capture of mentions, an `as`, article, or a context. */
bool fl_emission_reader_read_who(FlEmissionReader *self, const FlYamlNode *node, FlWho *ret_who);

/* zip: the lists that are gone through side by side. */
bool fl_emission_reader_read_zip(FlEmissionReader *self);

/* ---- what is given a value (fl-assignment-reader.c) */

/* Takes the value, which may be NULL where a node is given. */
void fl_emission_reader_add_assignment(FlEmissionReader *self, int property, const char *name,
                                       FlTemplate *take_value, FlWho node);

/* One property with its template; an error is added where that is none. */
void fl_emission_reader_read_property(FlEmissionReader *self, const FlYamlNode *key, const FlYamlNode *value,
                                      int property);

/* Reads the keys that the form does not know as properties of `owner`; `names` are its properties, in the order
 * of their indices. */
void fl_emission_reader_read_properties(FlEmissionReader *self, const FlForm *form, const char *const *names,
                                        const char *owner);

/* ---- set: (fl-set-reader.c) */

bool fl_emission_reader_read_set(FlEmissionReader *self);
