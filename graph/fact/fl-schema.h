/*
 * FlSchema: the types of nodes and edges a graph can have, with their properties and what makes two nodes
 * one.
 *
 * Built once (by a pack's loader, or from the header of a batch stream), then constant and shared by
 * reference between batches, graphs and threads. Types and properties are named by their index, in the order
 * added, which is also the order of columns in every output. Step types of a pack (never a node) are not in
 * it.
 *
 * Every schema has a node type "Article" and an edge type "mentions"; fl_schema_new() adds nothing by itself,
 * and fl_schema_complete() adds what a pack left out of the two, for which there is always room.
 */
#pragma once

#include "fl-value.h"

#define FL_ARTICLE  "Article"
#define FL_MENTIONS "mentions"

enum {
  FL_SCHEMA_NONE = -1,
  FL_SCHEMA_MAX_NODE_TYPES = 64, /* the bits of a set */
  FL_SCHEMA_MAX_EDGE_TYPES = 1024,
  FL_SCHEMA_MAX_PROPERTIES = 256, /* of one type: every node has room for all */
};

typedef struct {
  const char *name; /* lower-case, a word: start, base_unit */
  FlValueType type;
  bool late;   /* a part of the key that may be missing: a node without it joins its only namesake with it */
  bool hidden; /* for identity or weaving, but not written (an article's ordinal, its fingerprint) */
} FlProperty;

typedef struct {
  const char *name;   /* Person */
  const char *prefix; /* per: what its ids begin with */
  const char *label;  /* the type's name for people, in the pack's language; the name when it has none */
  const char *name_template; /* {name}, or {subject}{indicator}: properties in braces */
  uint8_t colour[3];         /* red, green, blue */
  GArray *properties;        /* of FlProperty */
  GArray *key;               /* of int: the properties that make the identity, in order */
} FlNodeType;

typedef struct {
  const char *name;   /* attended */
  const char *label;  /* 出席 */
  uint64_t from, to;  /* bit sets over node types */
  GArray *properties; /* of FlProperty */
} FlEdgeType;

typedef struct _FlSchema FlSchema;

FlSchema *fl_schema_new(void);
FlSchema *fl_schema_ref(FlSchema *self);
void fl_schema_unref(FlSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FlSchema, fl_schema_unref)

/* ---- building: before the schema is shared */

/* Adds a node type; name, label and template are copied (label NULL: the name). Returns its index, or
 * FL_SCHEMA_NONE when the name is not a word (an ASCII letter, then letters, digits, underscores) or is
 * taken, or there are too many. The prefix of its ids is made from the name. */
int fl_schema_add_node_type(FlSchema *self, const char *name, const char *label, const char *name_template,
                            const uint8_t colour[3]);
int fl_schema_add_edge_type(FlSchema *self, const char *name, const char *label, uint64_t from, uint64_t to);

/* Adds a property (its name copied) to a node type, or to an edge type; returns its index. FL_SCHEMA_NONE
 * when the name is not free (fl_property_name_is_free()), the type has it or too many, or another type has it
 * with another type of value: a property name has one type throughout. */
int fl_schema_add_node_property(FlSchema *self, int node_type, const FlProperty *property);
int fl_schema_add_edge_property(FlSchema *self, int edge_type, const FlProperty *property);

/* Whether a property may have this name: a lower-case word (letters, digits, underscores) that neither the
 * outputs use themselves nor their importers take for something else (id, type, kind, weight, …, and what
 * begins with e_). */
bool fl_property_name_is_free(const char *name);

/* Appends a property to a node type's key. */
void fl_schema_add_key(FlSchema *self, int node_type, int property);

/* Changes how a type is shown: label, template and colour, those that are not NULL; the label of an edge
 * type. */
void fl_schema_set_look(FlSchema *self, int node_type, const char *label, const char *name_template,
                        const uint8_t *colour);
void fl_schema_set_edge_label(FlSchema *self, int edge_type, const char *label);

/* Makes a property one that may be missing from the key. */
void fl_schema_set_late(FlSchema *self, int node_type, int property);

/* Adds Article and mentions, and of an article's properties (title, date, file, start_line, end_line,
 * duplicate_of, and the hidden ordinal and fingerprint) those the pack did not name, and its key (file,
 * title, ordinal) when it has none. Returns false when one of them could not be added, as another type has
 * its name for another type of value. */
bool fl_schema_complete(FlSchema *self);

/* ---- reading */

int fl_schema_get_n_node_types(const FlSchema *self);
int fl_schema_get_n_edge_types(const FlSchema *self);
const FlNodeType *fl_schema_get_node_type(const FlSchema *self, int index);
const FlEdgeType *fl_schema_get_edge_type(const FlSchema *self, int index);

/* The index by name, or FL_SCHEMA_NONE. */
int fl_schema_find_node_type(const FlSchema *self, const char *name);
int fl_schema_find_edge_type(const FlSchema *self, const char *name);
int fl_properties_find(const GArray *properties, const char *name); /* of FlProperty */
int fl_node_type_find_property(const FlNodeType *type, const char *name);
int fl_edge_type_find_property(const FlEdgeType *type, const char *name);
const FlProperty *fl_node_type_get_property(const FlNodeType *type, int index);

/* Whether two schemas say the same, to the letter: batches of different schemas are never woven together. */
bool fl_schema_equal(const FlSchema *a, const FlSchema *b);

/* The name of a node with these values (one a property of the type; texts of numbers will do), by the type's
 * template; the caller's. */
char *fl_node_type_format_name(const FlNodeType *type, const FlValue *values);
