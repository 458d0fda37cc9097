#include "CPowerCut.h"

#include <limits.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { most_journals = 64, most_names = 16 };

typedef struct {
  char *folder;
  PowerCutEntry *entries;
  size_t count, room;
  // Names that are there now, and which file each means.
  char *names[most_names];
  int32_t files[most_names];
  int32_t last_file;
} Journal;

// The first member is what SQLite sees; the file of SQLite's own VFS stands behind it.
typedef struct {
  sqlite3_file shown;
  Journal *journal;
  int32_t file;
  int32_t name;
  sqlite3_file *real;
} WatchedFile;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Journal journals[most_journals];
static sqlite3_vfs *own;
static sqlite3_vfs shim;

// MARK: - The journal; the lock is held

static void append(Journal *journal, PowerCutKind kind, int32_t file, int32_t name, int64_t place, const void *bytes, size_t length) {
  if (journal->count == journal->room) {
    journal->room = journal->room ? journal->room * 2 : 1024;
    journal->entries = realloc(journal->entries, journal->room * sizeof(PowerCutEntry));
    if (!journal->entries) abort();
  }
  uint8_t *copy = NULL;
  if (length) {
    copy = malloc(length);
    if (!copy) abort();
    memcpy(copy, bytes, length);
  }
  journal->entries[journal->count++] = (PowerCutEntry){kind, file, journal->names[name], place, copy, length};
}

static int32_t name_index(Journal *journal, const char *name) {
  for (int32_t index = 0; index < most_names; index++) {
    if (!journal->names[index]) {
      journal->names[index] = strdup(name);
      journal->files[index] = -1;
    }
    if (!strcmp(journal->names[index], name)) return index;
  }
  abort();
}

static Journal *watching(const char *path, const char **name) {
  const char *slash = path ? strrchr(path, '/') : NULL;
  if (!slash) return NULL;
  size_t length = (size_t)(slash - path);
  for (int index = 0; index < most_journals; index++) {
    const char *folder = journals[index].folder;
    if (folder && strlen(folder) == length && !memcmp(folder, path, length)) {
      *name = slash + 1;
      return &journals[index];
    }
  }
  return NULL;
}

static void note(sqlite3_file *file, PowerCutKind kind, int64_t place, const void *bytes, size_t length) {
  WatchedFile *watched = (WatchedFile *)file;
  pthread_mutex_lock(&lock);
  append(watched->journal, kind, watched->file, watched->name, place, bytes, length);
  pthread_mutex_unlock(&lock);
}

// MARK: - Files

#define REAL(file) (((WatchedFile *)(file))->real)

static int shim_close(sqlite3_file *file) { return REAL(file)->pMethods->xClose(REAL(file)); }

static int shim_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 place) {
  return REAL(file)->pMethods->xRead(REAL(file), bytes, length, place);
}

static int shim_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 place) {
  int outcome = REAL(file)->pMethods->xWrite(REAL(file), bytes, length, place);
  if (outcome == SQLITE_OK) note(file, PowerCutWrite, place, bytes, (size_t)length);
  return outcome;
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 length) {
  int outcome = REAL(file)->pMethods->xTruncate(REAL(file), length);
  if (outcome == SQLITE_OK) note(file, PowerCutTruncate, length, NULL, 0);
  return outcome;
}

static int shim_sync(sqlite3_file *file, int flags) {
  // Only what was written before it began is on the disk when it ends.
  pthread_mutex_lock(&lock);
  size_t before = ((WatchedFile *)file)->journal->count;
  pthread_mutex_unlock(&lock);
  int outcome = REAL(file)->pMethods->xSync(REAL(file), flags);
  if (outcome == SQLITE_OK) note(file, PowerCutSync, (int64_t)before, NULL, 0);
  return outcome;
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size) { return REAL(file)->pMethods->xFileSize(REAL(file), size); }
static int shim_lock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xLock(REAL(file), level); }
static int shim_unlock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xUnlock(REAL(file), level); }
static int shim_reserved(sqlite3_file *file, int *out) { return REAL(file)->pMethods->xCheckReservedLock(REAL(file), out); }
static int shim_control(sqlite3_file *file, int what, void *about) {
  return REAL(file)->pMethods->xFileControl(REAL(file), what, about);
}
static int shim_sector(sqlite3_file *file) { return REAL(file)->pMethods->xSectorSize(REAL(file)); }
static int shim_traits(sqlite3_file *file) { return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file)); }
static int shim_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
  return REAL(file)->pMethods->xShmMap(REAL(file), page, size, extend, out);
}
static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  return REAL(file)->pMethods->xShmLock(REAL(file), offset, count, flags);
}
static void shim_shm_barrier(sqlite3_file *file) { REAL(file)->pMethods->xShmBarrier(REAL(file)); }
static int shim_shm_unmap(sqlite3_file *file, int delete) { return REAL(file)->pMethods->xShmUnmap(REAL(file), delete); }

// Version 2: without memory-mapped reading and writing of the file, which would pass by the journal.
static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_traits,
    .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_shm_barrier,
    .xShmUnmap = shim_shm_unmap,
};

// MARK: - The VFS

static int shim_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
  (void)vfs;
  const char *name = NULL;
  pthread_mutex_lock(&lock);
  Journal *journal = watching(path, &name);
  if (!journal) {
    pthread_mutex_unlock(&lock);
    return own->xOpen(own, path, file, flags, out);
  }
  WatchedFile *watched = (WatchedFile *)file;
  memset(watched, 0, sizeof *watched);
  watched->real = (sqlite3_file *)(watched + 1);
  // Not xAccess, to which an empty file is none.
  bool is_there = access(path, F_OK) == 0;
  int outcome = own->xOpen(own, path, watched->real, flags, out);
  if (outcome == SQLITE_OK) {
    watched->journal = journal;
    watched->name = name_index(journal, name);
    if (journal->files[watched->name] < 0 || !is_there) {
      journal->files[watched->name] = ++journal->last_file;
      if (!is_there) append(journal, PowerCutCreate, journal->last_file, watched->name, 0, NULL, 0);
    }
    watched->file = journal->files[watched->name];
    watched->shown.pMethods = &methods;
  }
  pthread_mutex_unlock(&lock);
  return outcome;
}

static int shim_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
  (void)vfs;
  const char *name = NULL;
  pthread_mutex_lock(&lock);
  Journal *journal = watching(path, &name);
  int outcome = own->xDelete(own, path, sync_folder);
  if (journal && outcome == SQLITE_OK) {
    int32_t index = name_index(journal, name);
    append(journal, PowerCutDelete, journal->files[index], index, sync_folder, NULL, 0);
    journal->files[index] = -1;
  }
  pthread_mutex_unlock(&lock);
  return outcome;
}

static int shim_access(sqlite3_vfs *vfs, const char *path, int flags, int *out) { (void)vfs; return own->xAccess(own, path, flags, out); }
static int shim_full(sqlite3_vfs *vfs, const char *path, int room, char *out) { (void)vfs; return own->xFullPathname(own, path, room, out); }

int32_t power_cut_begin(const char *folder) {
  char full[PATH_MAX];
  if (!realpath(folder, full)) return -1;
  pthread_mutex_lock(&lock);
  if (!own) {
    own = sqlite3_vfs_find(NULL);
    if (!own) abort();
    // What is not about files, such as the clock, is asked of SQLite's own directly: none of those look at which VFS they are called on.
    shim = *own;
    shim.szOsFile = own->szOsFile + (int)sizeof(WatchedFile);
    shim.zName = "power-cut";
    shim.pNext = NULL;
    shim.xOpen = shim_open;
    shim.xDelete = shim_delete;
    shim.xAccess = shim_access;
    shim.xFullPathname = shim_full;
    if (sqlite3_vfs_register(&shim, 1) != SQLITE_OK) abort();
  }
  int32_t number = -1;
  for (int32_t index = 0; index < most_journals && number < 0; index++) {
    if (!journals[index].folder) number = index;
  }
  if (number >= 0) journals[number] = (Journal){.folder = strdup(full)};
  pthread_mutex_unlock(&lock);
  return number;
}

size_t power_cut_count(int32_t journal) {
  pthread_mutex_lock(&lock);
  size_t count = journals[journal].count;
  pthread_mutex_unlock(&lock);
  return count;
}

PowerCutEntry power_cut_entry(int32_t journal, size_t index) {
  pthread_mutex_lock(&lock);
  PowerCutEntry entry = journals[journal].entries[index];
  pthread_mutex_unlock(&lock);
  return entry;
}

void power_cut_end(int32_t journal) {
  pthread_mutex_lock(&lock);
  Journal *ended = &journals[journal];
  for (size_t index = 0; index < ended->count; index++) free((void *)ended->entries[index].bytes);
  for (int index = 0; index < most_names; index++) free(ended->names[index]);
  free(ended->entries);
  free(ended->folder);
  *ended = (Journal){0};
  pthread_mutex_unlock(&lock);
}
