#ifndef CPOWERCUT_H
#define CPOWERCUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A VFS over SQLite's own that journals what is done to the files of watched folders. From the first call of power_cut_begin on it is the process's
// default; files elsewhere are opened by SQLite's own as ever.

typedef enum { PowerCutCreate, PowerCutWrite, PowerCutTruncate, PowerCutSync, PowerCutDelete } PowerCutKind;

typedef struct {
  PowerCutKind kind;
  // Which file: another one each time a name is created anew.
  int32_t file;
  // The file's name in its folder.
  const char *name;
  // Where it was written, or the length it was cut to; for a sync how many entries there were when it began, for a deletion whether the folder was synced.
  int64_t place;
  const uint8_t *bytes;
  size_t length;
} PowerCutEntry;

// Watches a folder that is there; returns the journal's number, or -1.
int32_t power_cut_begin(const char *folder);
// How many entries there are now.
size_t power_cut_count(int32_t journal);
// An entry; what it points to stays until power_cut_end.
PowerCutEntry power_cut_entry(int32_t journal, size_t index);
// Watches no longer and forgets the entries. Its files must be closed.
void power_cut_end(int32_t journal);

#endif
