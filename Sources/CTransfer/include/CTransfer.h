// A narrow, typed face of libcurl's multi interface. Swift cannot call curl's variadic setters, and its callbacks would have to reach into
// Swift objects from C; so bodies and headers are gathered here and taken by Swift between two calls.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct zx_multi zx_multi;
typedef struct zx_easy zx_easy;

typedef struct {
  int descriptor;
  bool wants_read;
  bool wants_write;
  bool is_ready;
} zx_watch;

typedef struct {
  const char *method;
  const char *url;
  const void *body;
  size_t body_length;
  long timeout_ms;          // the whole exchange; 0 for none
  long connect_timeout_ms;
  long silence_seconds;     // a stream that says nothing for so long is dead; 0 for never
  size_t body_limit;        // bytes; a longer body fails
  const char *certificate_file;  // trusted authorities instead of the system's, or NULL
  bool public_only;         // connects to no address of a private, local or reserved network, whatever a name leads to; and through no proxy
} zx_options;

enum { ZX_OK, ZX_RESOLVE, ZX_CONNECT, ZX_TLS, ZX_TIMEOUT, ZX_TOO_LARGE, ZX_CLOSED, ZX_URL, ZX_REFUSED, ZX_OTHER };

void zx_start(void);
zx_multi *zx_multi_new(void);
void zx_multi_free(zx_multi *multi);
bool zx_multi_perform(zx_multi *multi);
bool zx_multi_poll(zx_multi *multi, zx_watch *watches, unsigned count, int timeout_ms);
zx_easy *zx_multi_next_finished(zx_multi *multi, int *kind);

zx_easy *zx_easy_new(zx_multi *multi, uint64_t identifier, const zx_options *options);
void zx_easy_header(zx_easy *easy, const char *line);
bool zx_easy_begin(zx_easy *easy);
void zx_easy_free(zx_easy *easy);
uint64_t zx_easy_identifier(const zx_easy *easy);
long zx_easy_status(const zx_easy *easy);
bool zx_easy_head_is_complete(const zx_easy *easy);
const char *zx_easy_head(const zx_easy *easy, size_t *length);
const uint8_t *zx_easy_body(const zx_easy *easy, size_t *length);
void zx_easy_forget_body(zx_easy *easy);
const char *zx_easy_error(const zx_easy *easy);
long long zx_easy_sent(const zx_easy *easy);  // bytes of the body that went out so far
const char *zx_version(void);
bool zx_is_public(const void *address, unsigned length);  // whether a socket address is one of the internet
