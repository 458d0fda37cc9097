#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "CTerminal.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <link.h>
#include <locale.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

struct zt_screen {
  SCREEN *screen;
  FILE *input, *output;
  // The colours asked for last, and their pair.
  int foreground, background, pair;
};

bool zt_set_locale(void) {
  if (setlocale(LC_CTYPE, "") && zt_is_utf8()) return true;
  // The terminal is said to speak UTF-8, but this machine has no such locale made, as after ssh to a bare one: C.UTF-8 is always there.
  const char *asked = getenv("LC_ALL");
  if (!asked || !*asked) asked = getenv("LC_CTYPE");
  if (!asked || !*asked) asked = getenv("LANG");
  if (!asked || !(strcasestr(asked, "utf-8") || strcasestr(asked, "utf8"))) return false;
  return setlocale(LC_CTYPE, "C.UTF-8") && zt_is_utf8();
}

bool zt_is_utf8(void) { return strcmp(nl_langinfo(CODESET), "UTF-8") == 0; }

zt_screen *zt_open(int input, int output, const char *entry_name, const char *entry_base64) {
  zt_screen *screen = calloc(1, sizeof *screen);
  if (!screen) return NULL;
  int in = dup(input), out = dup(output);
  screen->input = in >= 0 ? fdopen(in, "r") : NULL;
  screen->output = out >= 0 ? fdopen(out, "w") : NULL;
  if (screen->input && screen->output) {
    use_env(FALSE);
    const char *before = getenv("TERMINFO");
    char *kept = before ? strdup(before) : NULL;
    char *value = malloc(strlen(entry_base64) + 5);
    if (value) {
      strcpy(value, "b64:");
      strcat(value, entry_base64);
      setenv("TERMINFO", value, 1);
      screen->screen = newterm(entry_name, screen->output, screen->input);
      if (kept) setenv("TERMINFO", kept, 1); else unsetenv("TERMINFO");
      free(value);
    }
    free(kept);
  }
  if (!screen->screen) {
    if (screen->input) fclose(screen->input);
    if (screen->output) fclose(screen->output);
    free(screen);
    return NULL;
  }
  set_term(screen->screen);
  raw();
  noecho();
  nonl();
  leaveok(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  idlok(stdscr, FALSE);
  idcok(stdscr, FALSE);
  // Keys are read elsewhere: curses need not ask in the middle of drawing whether one has come.
  typeahead(-1);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  int columns, rows;
  if (zt_size(output, &columns, &rows)) resizeterm(rows, columns);
  return screen;
}

void zt_close(zt_screen *screen) {
  set_term(screen->screen);
  endwin();
  delscreen(screen->screen);
  fclose(screen->input);
  fclose(screen->output);
  free(screen);
}

int zt_colors(const zt_screen *screen) {
  set_term(screen->screen);
  return has_colors() ? COLORS : 0;
}

bool zt_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return true;
}

bool zt_cell_size(int descriptor, int *width, int *height) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_xpixel / size.ws_col;
  *height = size.ws_ypixel / size.ws_row;
  return *width > 0 && *height > 0;
}

void zt_resize(zt_screen *screen, int columns, int rows) {
  set_term(screen->screen);
  resizeterm(rows, columns);
  clearok(curscr, TRUE);
}

void zt_clear(zt_screen *screen) {
  set_term(screen->screen);
  wbkgrndset(stdscr, &(cchar_t){.chars = {L' '}});
  werase(stdscr);
}

void zt_repaint(zt_screen *screen) {
  set_term(screen->screen);
  clearok(curscr, TRUE);
}

void zt_put(zt_screen *screen, int row, int column, const uint32_t *scalars, int count, int foreground, int background, int attributes) {
  set_term(screen->screen);
  attr_t style = A_NORMAL;
  if (attributes & ZT_BOLD) style |= A_BOLD;
  if (attributes & ZT_DIM) style |= A_DIM;
  if (attributes & ZT_ITALIC) style |= A_ITALIC;
  if (attributes & ZT_UNDERLINE) style |= A_UNDERLINE;
  if (attributes & ZT_REVERSE) style |= A_REVERSE;
  int pair = 0;
  if (has_colors() && (foreground >= 0 || background >= 0)) {
    // Most of the time they are the neighbour's.
    if (screen->pair <= 0 || foreground != screen->foreground || background != screen->background) {
      screen->pair = alloc_pair(foreground, background);
      screen->foreground = foreground, screen->background = background;
    }
    pair = screen->pair < 0 ? 0 : screen->pair;
  }
  wchar_t text[CCHARW_MAX + 1];
  int used = 0;
  for (; used < count && used < CCHARW_MAX; used++) text[used] = (wchar_t)scalars[used];
  text[used] = 0;
  cchar_t cell;
  if (setcchar(&cell, text, style, 0, &pair) != OK) {
    text[0] = L' ';
    text[1] = 0;
    setcchar(&cell, text, style, 0, &pair);
  }
  mvadd_wchnstr(row, column, &cell, 1);
}

void zt_touch(zt_screen *screen, int row) {
  set_term(screen->screen);
  wredrawln(stdscr, row, 1);
}

void zt_show(zt_screen *screen, int row, int column, bool visible) {
  set_term(screen->screen);
  wmove(stdscr, row, column);
  curs_set(visible ? 1 : 0);
  wnoutrefresh(stdscr);
  doupdate();
}

void zt_suspend(zt_screen *screen) {
  set_term(screen->screen);
  def_prog_mode();
  endwin();
}

void zt_resume(zt_screen *screen) {
  set_term(screen->screen);
  reset_prog_mode();
  clearok(curscr, TRUE);
  wrefresh(stdscr);
}

int zt_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

bool zt_is_terminal(int descriptor) { return isatty(descriptor) == 1; }

static struct termios saved;
static int saved_descriptor = -1;

bool zt_save_settings(int descriptor) {
  if (tcgetattr(descriptor, &saved) != 0) return false;
  saved_descriptor = descriptor;
  return true;
}

bool zt_raw_settings(int descriptor) {
  struct termios settings;
  if (tcgetattr(descriptor, &settings) != 0) return false;
  cfmakeraw(&settings);
  return tcsetattr(descriptor, TCSANOW, &settings) == 0;
}

void zt_restore_settings(void) {
  if (saved_descriptor >= 0) tcsetattr(saved_descriptor, TCSANOW, &saved);
}

bool zt_write(int descriptor, const void *bytes, size_t length) {
  const char *place = bytes;
  while (length > 0) {
    ssize_t count = write(descriptor, place, length);
    if (count > 0) {
      place += count;
      length -= (size_t)count;
    } else if (errno == EAGAIN) {
      fd_set set;
      FD_ZERO(&set);
      FD_SET(descriptor, &set);
      if (select(descriptor + 1, NULL, &set, NULL, NULL) < 0 && errno != EINTR) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

long zt_read(int descriptor, void *bytes, size_t length) {
  for (;;) {
    ssize_t count = read(descriptor, bytes, length);
    if (count >= 0) return count;
    if (errno == EINTR) continue;
    return errno == EAGAIN ? -1 : -2;
  }
}

static char guard_bytes[512];
static volatile size_t guard_length = 0;
static volatile int guard_descriptor = -1;
static const int fatal[] = {SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGQUIT};

static void on_fatal(int number) {
  if (guard_descriptor >= 0) {
    if (write(guard_descriptor, guard_bytes, guard_length) < 0) {}
    if (saved_descriptor >= 0) tcsetattr(saved_descriptor, TCSANOW, &saved);
  }
  signal(number, SIG_DFL);
  raise(number);
}

void zt_guard(int descriptor, const void *bytes, size_t length) {
  if (length > sizeof guard_bytes) length = sizeof guard_bytes;
  memcpy(guard_bytes, bytes, length);
  guard_length = length;
  guard_descriptor = descriptor;
  struct sigaction action = {.sa_handler = on_fatal};
  action.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaction(fatal[i], &action, NULL);
}

void zt_unguard(void) { guard_descriptor = -1; }

static int signal_writer = -1;

static void on_watched(int number) {
  int kept = errno;
  unsigned char byte = (unsigned char)number;
  if (write(signal_writer, &byte, 1) < 0) {}
  errno = kept;
}

int zt_watch_signals(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  signal_writer = ends[1];
  static const int watched[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGCHLD};
  struct sigaction action = {.sa_handler = on_watched};
  action.sa_flags = SA_RESTART;
  for (size_t i = 0; i < sizeof watched / sizeof *watched; i++) sigaction(watched[i], &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  return ends[0];
}

void zt_stop_process(void) {
  signal(SIGTSTP, SIG_DFL);
  raise(SIGTSTP);
  struct sigaction action = {.sa_handler = on_watched};
  action.sa_flags = SA_RESTART;
  sigaction(SIGTSTP, &action, NULL);
}

int zt_open_pair(int *master, int *slave, int columns, int rows) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return openpty(master, slave, NULL, NULL, &size);
}

int zt_spawn(int *master, int columns, int rows, char *const words[], char *const environment[]) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  pid_t child = forkpty(master, NULL, NULL, &size);
  if (child == 0) {
    execvpe(words[0], words, environment);
    _exit(127);
  }
  return (int)child;
}

// Read-only segments were never written to: the kernel has them in the files they came from, and brings back what is touched.
static int give_back_object(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size, (void)unused;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int number = 0; number < object->dlpi_phnum; number++) {
    const ElfW(Phdr) *segment = &object->dlpi_phdr[number];
    if (segment->p_type != PT_LOAD || segment->p_flags & PF_W) continue;
    uintptr_t start = (object->dlpi_addr + segment->p_vaddr) & ~(page - 1);
    uintptr_t end = object->dlpi_addr + segment->p_vaddr + segment->p_memsz;
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void zt_give_back_code(void) { dl_iterate_phdr(give_back_object, NULL); }
