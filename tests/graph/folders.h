/*
 * Folders for tests to write sets of files into.
 */
#pragma once

#include "fl-output-set.h"

typedef struct {
  char *top; /* a folder for the test */
  char *out; /* the folder to be written in it */
} Folders;

/* A fixture of GLib's tests. */
#define FOLDERS_ADD(path, function)                                                                          \
  g_test_add(path, Folders, NULL, folders_set_up, function, folders_tear_down)

void folders_set_up(Folders *self, gconstpointer data);
void folders_tear_down(Folders *self, gconstpointer data);

/* What an earlier run and a person left in `out`; then how the folder is before and after write_set(). */
void folders_fill(Folders *self);
#define FILLED                                                                                               \
  "out/ out/.hidden=mine out/a=old out/c=old out/notes.txt=mine out/sub/ out/sub/deep/ out/sub/deep/x=mine"
#define REPLACED                                                                                             \
  "out/ out/.hidden=mine out/a=new out/b=new out/notes.txt=mine out/sub/ out/sub/deep/ out/sub/deep/x=mine"

/* All files of a folder with their content, all folders, in order. */
void assert_holds(const char *folder, const char *expected);

/* A file that is not of a set; the folders above it are made. */
void put_file(const char *folder, const char *name, const char *content);

FlOutputSet *begin_set(const char *folder);
void write_file(FlOutputSet *set, const char *name, const char *content);
void commit_set(FlOutputSet *set);
void assert_cannot_commit(FlOutputSet *set, const char *message);

/* A set of a and b, in which an earlier run's c is dropped. */
void write_set(const char *folder, const char *content);

enum { MEGABYTE = 1024 * 1024 };
