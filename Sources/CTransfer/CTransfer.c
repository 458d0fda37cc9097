#include "CTransfer.h"

#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>

struct zx_multi {
  CURLM *handle;
  // Exchanges under way at the last look.
  int running;
};

typedef struct {
  uint8_t *bytes;
  size_t length, capacity;
} zx_buffer;

struct zx_easy {
  zx_multi *multi;
  CURL *handle;
  struct curl_slist *headers;
  uint64_t identifier;
  zx_buffer head, body;
  size_t body_limit;
  bool head_is_complete, is_too_large, is_added, is_refused;
  char error[CURL_ERROR_SIZE];
};

void zx_start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }
const char *zx_version(void) { return curl_version(); }

static bool append(zx_buffer *buffer, const void *bytes, size_t length) {
  if (buffer->length + length > buffer->capacity) {
    size_t capacity = buffer->capacity ? buffer->capacity : 4096;
    while (capacity < buffer->length + length) capacity *= 2;
    uint8_t *grown = realloc(buffer->bytes, capacity);
    if (!grown) return false;
    buffer->bytes = grown;
    buffer->capacity = capacity;
  }
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
  return true;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
  zx_easy *easy = context;
  size_t length = size * count;
  if (easy->body_limit && easy->body.length + length > easy->body_limit) {
    easy->is_too_large = true;
    return 0;
  }
  return append(&easy->body, bytes, length) ? length : 0;
}

static size_t on_head(char *bytes, size_t size, size_t count, void *context) {
  zx_easy *easy = context;
  size_t length = size * count;
  // A new status line begins a new head: an interim 100 Continue is forgotten.
  if (length > 5 && memcmp(bytes, "HTTP/", 5) == 0) {
    easy->head.length = 0;
    easy->head_is_complete = false;
  }
  if (easy->head.length + length > 65536) return 0;
  if (!append(&easy->head, bytes, length)) return 0;
  if (length <= 2 && zx_easy_status(easy) >= 200) easy->head_is_complete = true;
  return length;
}

// Networks that are nobody's on the internet (RFC 6890): this machine, private ones, links, shared ones, tests, groups, what is reserved.
static bool is_public_v4(const uint8_t *a) {
  return !(a[0] == 0 || a[0] == 10 || a[0] == 127 || a[0] >= 224 || (a[0] == 100 && (a[1] & 0xC0) == 64) ||
           (a[0] == 169 && a[1] == 254) || (a[0] == 172 && (a[1] & 0xF0) == 16) || (a[0] == 192 && a[1] == 168) ||
           (a[0] == 192 && a[1] == 0 && (a[2] == 0 || a[2] == 2)) || (a[0] == 192 && a[1] == 88 && a[2] == 99) ||
           (a[0] == 198 && (a[1] & 0xFE) == 18) || (a[0] == 198 && a[1] == 51 && a[2] == 100) ||
           (a[0] == 203 && a[1] == 0 && a[2] == 113));
}

static bool is_public_v6(const uint8_t *a) {
  static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  static const uint8_t translated[12] = {0, 0x64, 0xFF, 0x9B};
  if (memcmp(a, mapped, 12) == 0 || memcmp(a, translated, 12) == 0) return is_public_v4(a + 12);
  if (a[0] == 0x20 && a[1] == 0x02) return is_public_v4(a + 2);  // 6to4 leads to the address within
  // Of all else only 2000::/3 is the internet, and of that not documentation, Teredo and what is special.
  return (a[0] & 0xE0) == 0x20 && !(a[0] == 0x20 && a[1] == 0x01 && a[2] < 2) &&
         !(a[0] == 0x20 && a[1] == 0x01 && a[2] == 0x0D && a[3] == 0xB8);
}

bool zx_is_public(const void *address, unsigned length) {
  const struct sockaddr *any = address;
  if (any->sa_family == AF_INET && length >= sizeof(struct sockaddr_in)) {
    return is_public_v4((const uint8_t *)&((const struct sockaddr_in *)address)->sin_addr);
  }
  if (any->sa_family == AF_INET6 && length >= sizeof(struct sockaddr_in6)) {
    return is_public_v6((const uint8_t *)&((const struct sockaddr_in6 *)address)->sin6_addr);
  }
  return false;
}

// The address is looked at where it is used, so that a name cannot lead elsewhere between two questions.
static curl_socket_t on_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  zx_easy *easy = context;
  (void)purpose;
  if (!zx_is_public(&address->addr, address->addrlen)) {
    easy->is_refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

zx_multi *zx_multi_new(void) {
  zx_multi *multi = calloc(1, sizeof *multi);
  if (!multi) return NULL;
  multi->handle = curl_multi_init();
  if (!multi->handle) {
    free(multi);
    return NULL;
  }
  curl_multi_setopt(multi->handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, 0L);
  curl_multi_setopt(multi->handle, CURLMOPT_MAXCONNECTS, 64L);
  return multi;
}

void zx_multi_free(zx_multi *multi) {
  curl_multi_cleanup(multi->handle);
  free(multi);
}

bool zx_multi_perform(zx_multi *multi) {
  return curl_multi_perform(multi->handle, &multi->running) == CURLM_OK;
}

// Waits by poll() itself, on libcurl's sockets and the watched descriptors: whoever waits for a key has it without a look at the exchanges first.
bool zx_multi_poll(zx_multi *multi, zx_watch *watches, unsigned count, int timeout_ms) {
  struct pollfd set[16 + FD_SETSIZE];
  if (count > 16) count = 16;
  for (unsigned i = 0; i < count; i++) {
    short events = (short)((watches[i].wants_read ? POLLIN : 0) | (watches[i].wants_write ? POLLOUT : 0));
    set[i] = (struct pollfd){watches[i].descriptor, events, 0};
    watches[i].is_ready = false;
  }
  fd_set reading, writing, failing;
  FD_ZERO(&reading);
  FD_ZERO(&writing);
  FD_ZERO(&failing);
  int highest = -1;
  long due = -1;
  if (curl_multi_fdset(multi->handle, &reading, &writing, &failing, &highest) != CURLM_OK) return false;
  if (curl_multi_timeout(multi->handle, &due) != CURLM_OK) return false;
  if (due >= 0 && due < timeout_ms) timeout_ms = (int)due;
  // An exchange without a socket is looking for one by itself; libcurl wants to be asked again soon.
  if (highest < 0 && multi->running > 0 && timeout_ms > 100) timeout_ms = 100;
  unsigned all = count;
  for (int descriptor = 0; descriptor <= highest; descriptor++) {
    short events = (short)((FD_ISSET(descriptor, &reading) ? POLLIN : 0) | (FD_ISSET(descriptor, &writing) ? POLLOUT : 0));
    if (events || FD_ISSET(descriptor, &failing)) set[all++] = (struct pollfd){descriptor, events | POLLPRI, 0};
  }
  int ready = poll(set, all, timeout_ms);
  if (ready < 0) return errno == EINTR;
  // Hang-up and error also count as ready: the next read says what happened.
  for (unsigned i = 0; i < count; i++) watches[i].is_ready = set[i].revents != 0;
  return true;
}

static int kind_of(const zx_easy *easy, CURLcode code) {
  if (easy->is_too_large) return ZX_TOO_LARGE;
  if (easy->is_refused && code != CURLE_OK) return ZX_REFUSED;
  switch (code) {
    case CURLE_OK: return ZX_OK;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return ZX_RESOLVE;
    case CURLE_COULDNT_CONNECT: return ZX_CONNECT;
    case CURLE_OPERATION_TIMEDOUT: return ZX_TIMEOUT;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER: return ZX_TLS;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return ZX_URL;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM: return ZX_CLOSED;
    default: return ZX_OTHER;
  }
}

zx_easy *zx_multi_next_finished(zx_multi *multi, int *kind) {
  int left = 0;
  for (CURLMsg *message; (message = curl_multi_info_read(multi->handle, &left));) {
    if (message->msg != CURLMSG_DONE) continue;
    char *context = NULL;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &context);
    zx_easy *easy = (zx_easy *)context;
    *kind = kind_of(easy, message->data.result);
    if (!easy->error[0] && message->data.result != CURLE_OK) {
      strncpy(easy->error, curl_easy_strerror(message->data.result), CURL_ERROR_SIZE - 1);
    }
    return easy;
  }
  return NULL;
}

zx_easy *zx_easy_new(zx_multi *multi, uint64_t identifier, const zx_options *options) {
  zx_easy *easy = calloc(1, sizeof *easy);
  if (!easy) return NULL;
  easy->multi = multi;
  easy->identifier = identifier;
  easy->body_limit = options->body_limit;
  CURL *handle = easy->handle = curl_easy_init();
  if (!handle) {
    free(easy);
    return NULL;
  }
  curl_easy_setopt(handle, CURLOPT_PRIVATE, (char *)easy);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, easy->error);
  curl_easy_setopt(handle, CURLOPT_URL, options->url);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);  // a token never follows a redirect to another host
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
  if (options->public_only) {
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, easy);
  }
  curl_easy_setopt(handle, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt(handle, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
  if (options->certificate_file) curl_easy_setopt(handle, CURLOPT_CAINFO, options->certificate_file);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, options->connect_timeout_ms);
  if (options->timeout_ms) curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, options->timeout_ms);
  if (options->silence_seconds) {
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, options->silence_seconds);
  }
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, easy);
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_head);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, easy);
  if (options->body) {
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)options->body_length);
    curl_easy_setopt(handle, CURLOPT_COPYPOSTFIELDS, options->body);
    zx_easy_header(easy, "Expect:");  // no waiting for 100 Continue
  }
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, options->method);
  return easy;
}

void zx_easy_header(zx_easy *easy, const char *line) {
  struct curl_slist *grown = curl_slist_append(easy->headers, line);
  if (grown) easy->headers = grown;
}

bool zx_easy_begin(zx_easy *easy) {
  curl_easy_setopt(easy->handle, CURLOPT_HTTPHEADER, easy->headers);
  easy->is_added = curl_multi_add_handle(easy->multi->handle, easy->handle) == CURLM_OK;
  return easy->is_added;
}

void zx_easy_free(zx_easy *easy) {
  if (easy->is_added) curl_multi_remove_handle(easy->multi->handle, easy->handle);
  curl_easy_cleanup(easy->handle);
  curl_slist_free_all(easy->headers);
  free(easy->head.bytes);
  free(easy->body.bytes);
  free(easy);
}

uint64_t zx_easy_identifier(const zx_easy *easy) { return easy->identifier; }

long zx_easy_status(const zx_easy *easy) {
  long status = 0;
  curl_easy_getinfo(easy->handle, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

bool zx_easy_head_is_complete(const zx_easy *easy) { return easy->head_is_complete; }

const char *zx_easy_head(const zx_easy *easy, size_t *length) {
  *length = easy->head.length;
  return (const char *)easy->head.bytes;
}

const uint8_t *zx_easy_body(const zx_easy *easy, size_t *length) {
  *length = easy->body.length;
  return easy->body.bytes;
}

void zx_easy_forget_body(zx_easy *easy) { easy->body.length = 0; }

const char *zx_easy_error(const zx_easy *easy) { return easy->error; }

long long zx_easy_sent(const zx_easy *easy) {
  curl_off_t sent = 0;
  curl_easy_getinfo(easy->handle, CURLINFO_SIZE_UPLOAD_T, &sent);
  return (long long)sent;
}
