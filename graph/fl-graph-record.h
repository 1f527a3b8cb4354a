/*
 * What an FlGraph is made of: plain values in arrays, which name each other by index and their strings by handle.
 */
#pragma once

#include "fl-graph.h"

/* A value as text (0: none) and its first evidence, by which conflicts are decided; FL_GRAPH_NONE is last. */
typedef struct {
  uint32_t text;
  uint32_t evidence;
} FlClaim;

/* What nodes and edges have in common. */
typedef struct {
  uint64_t id;
  uint32_t values;   /* where its claims begin, one for each property of its type */
  uint32_t evidence; /* where its evidence begins in by_element */
  FlSupport support;
} FlElement;

typedef struct {
  FlElement element;
  uint32_t name;
  uint32_t aliases, n_aliases;
  int type;
} FlGraphNode;

typedef struct {
  FlElement element;
  uint32_t from, to;
  int type;
} FlGraphEdge;

/* A claim that is not the one its element holds: a conflict, unless it turns out to say the same. */
typedef struct {
  bool of_edge;
  uint16_t property;
  uint32_t element;
  FlClaim claim;
} FlRival;

/* Of four bytes a field: there are more of these than of anything else. */
typedef struct {
  FlLocation at;
  uint32_t element;
  uint32_t article;
  uint32_t document; /* index in documents */
  uint32_t rule, text, sentence, place;
  uint16_t confidence; /* in ten-thousandths */
  bool of_edge;
} FlEvidenceRecord;

typedef struct {
  uint32_t node;
  uint32_t text;
} FlAlias;

/* A node that could join several. */
typedef struct {
  uint32_t node;
  uint32_t n_namesakes;
} FlAmbiguity;
