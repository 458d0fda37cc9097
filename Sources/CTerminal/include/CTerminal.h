// A narrow, typed face of ncurses, signals and terminal settings. `curses.h` itself floods Swift with short names and variables that are not
// safe under its concurrency check, so it stays behind this header.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZT_BOLD = 1, ZT_DIM = 2, ZT_ITALIC = 4, ZT_UNDERLINE = 8, ZT_REVERSE = 16, ZT_STRIKE = 32 };

typedef struct zt_screen zt_screen;

zt_screen *zt_open(int input, int output, const char *entry_name, const char *entry_base64);
void zt_close(zt_screen *screen);
int zt_colors(const zt_screen *screen);
bool zt_cell_size(int descriptor, int *width, int *height);  // pixels of one cell, where the terminal says so
bool zt_size(int descriptor, int *columns, int *rows);
void zt_resize(zt_screen *screen, int columns, int rows);
void zt_clear(zt_screen *screen);
void zt_repaint(zt_screen *screen);
void zt_put(zt_screen *screen, int row, int column, const uint32_t *scalars, int count, int foreground, int background, int attributes);
void zt_touch(zt_screen *screen, int row);
void zt_show(zt_screen *screen, int row, int column, bool visible);
void zt_suspend(zt_screen *screen);
void zt_resume(zt_screen *screen);
int zt_width(uint32_t scalar);
bool zt_is_utf8(void);
bool zt_set_locale(void);

bool zt_is_terminal(int descriptor);
bool zt_save_settings(int descriptor);
bool zt_raw_settings(int descriptor);
void zt_restore_settings(void);
bool zt_write(int descriptor, const void *bytes, size_t length);
long zt_read(int descriptor, void *bytes, size_t length);

// The bytes that put the terminal right, written by the handler of a fatal signal before the signal is raised again.
void zt_guard(int descriptor, const void *bytes, size_t length);
void zt_unguard(void);
// A descriptor that can be read when one of the watched signals came; each byte is a signal's number.
int zt_watch_signals(void);
void zt_stop_process(void);
// Lets go of code and constants of the program and its libraries that are in memory; those that are needed come back, without a disk being read.
void zt_give_back_code(void);
// Starts a program in a pseudo-terminal of its own; returns its process id, or -1.
int zt_spawn(int *master, int columns, int rows, char *const words[], char *const environment[]);
int zt_open_pair(int *master, int *slave, int columns, int rows);
