#define _GNU_SOURCE
#include "CRefusals.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int concerns(int file) {
  const char *folder = getenv("ZUOXI_REFUSED");
  if (!folder) return 0;
  char link[48], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, folder, strlen(folder)) == 0;
}

static int refuses(const char *what, int file) {
  const char *folder = getenv("ZUOXI_REFUSALS");
  if (!folder) return 0;
  int before = errno;
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder, what);
  int refused = access(path, F_OK) == 0 && concerns(file);
  if (refused) {
    struct timespec now;
    clock_gettime(CLOCK_BOOTTIME, &now);
    snprintf(path, sizeof path, "%s/%s.log", folder, what);
    int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char line[32];
    int length = snprintf(line, sizeof line, "%lld%09ld\n", (long long)now.tv_sec, now.tv_nsec);
    refused = log >= 0 && syscall(SYS_write, log, line, length) == length;
    if (log >= 0) close(log);
  }
  errno = before;
  return refused;
}

// The system's own, looked up once; two threads that do so at once find the same.
#define SYSTEM(type, name) \
  static type found; \
  if (!found) found = (type)dlsym(RTLD_NEXT, name);

#define REFUSE(what, file, reason) \
  if (refuses(what, file)) { \
    errno = reason; \
    return -1; \
  }

typedef int (*sync_call)(int);
typedef int (*truncate_call)(int, off64_t);
typedef ssize_t (*write_call)(int, const void *, size_t);
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off64_t);

int fsync(int file) {
  SYSTEM(sync_call, "fsync")
  REFUSE("sync", file, EIO)
  return found(file);
}

int fdatasync(int file) {
  SYSTEM(sync_call, "fdatasync")
  REFUSE("sync", file, EIO)
  return found(file);
}

int ftruncate64(int file, off64_t size) {
  SYSTEM(truncate_call, "ftruncate64")
  REFUSE("space", file, ENOSPC)
  return found(file, size);
}

ssize_t write(int file, const void *bytes, size_t count) {
  SYSTEM(write_call, "write")
  REFUSE("space", file, ENOSPC)
  return found(file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  SYSTEM(pwrite_call, "pwrite64")
  REFUSE("space", file, ENOSPC)
  return found(file, bytes, count, at);
}
