#include "sim/engine/compile/cache_key.h"

#include <stdlib.h>
#include <string.h>

/* Without room it counts only. */
typedef struct writer {
  unsigned char *bytes;
  size_t n;
} writer_t;

static void put(writer_t *writer, const void *bytes, size_t n)
{
  if (writer->bytes != NULL && n > 0) {
    memcpy(writer->bytes + writer->n, bytes, n);
  }
  writer->n += n;
}

/* An array, or that there is none. */
static void put_array(writer_t *writer, const double *array, size_t n)
{
  const size_t length = array != NULL ? n + 1 : 0;
  put(writer, &length, sizeof length);
  put(writer, array, array != NULL ? n * sizeof *array : 0);
}

static size_t parts_of(const sl_severity_t *severity)
{
  return severity->parts == NULL                         ? 0
         : severity->family->shape == SL_SEVERITY_SPLICE ? 2
                                                         : severity->n;
}

static void put_severity(writer_t *writer, const sl_severity_t *severity)
{
  const size_t n_parts = parts_of(severity);
  put(writer, &severity->family, sizeof severity->family);
  put(writer, severity->parameter, sizeof severity->parameter);
  put(writer, &severity->limit, sizeof severity->limit);
  put_array(writer, severity->values, severity->n);
  put_array(writer, severity->probabilities, severity->n);
  put_array(writer, severity->means, severity->n);
  put(writer, &n_parts, sizeof n_parts);
  for (size_t i = 0; i < n_parts; i++) {
    put_severity(writer, &severity->parts[i]);
  }
}

/* Fowler, Noll, Vo. */
static uint64_t hash_of(const unsigned char *bytes, size_t n)
{
  uint64_t hash = UINT64_C(0xcbf29ce484222325);
  for (size_t i = 0; i < n; i++) {
    hash = (hash ^ bytes[i]) * UINT64_C(0x100000001b3);
  }
  return hash ^ hash >> 32;
}

static int make_room(sl_cache_key_t *key, size_t n, sl_error_t *error)
{
  *key = (sl_cache_key_t){.bytes = malloc(n), .n = n};
  return key->bytes != NULL ? SL_OK
                            : sl_fail(error, SL_ERR_MEMORY, "no memory for the key of a sampler");
}

/* shift NULL: none. */
static int key_of_severity(const sl_severity_t *severity, const double *shift, sl_cache_key_t *key,
                           sl_error_t *error)
{
  const size_t n_shift = shift != NULL ? sizeof *shift : 0;
  writer_t counter = {0};
  put_severity(&counter, severity);
  const int code = make_room(key, counter.n + n_shift, error);
  if (code == SL_OK) {
    writer_t writer = {.bytes = key->bytes};
    put_severity(&writer, severity);
    put(&writer, shift, n_shift);
    key->hash = hash_of(key->bytes, key->n);
  }
  return code;
}

int sl_cache_key_of_sampler(const sl_severity_t *severity, sl_cache_key_t *key, sl_error_t *error)
{
  return key_of_severity(severity, NULL, key, error);
}

int sl_cache_key_of_lag(const sl_severity_t *days, double shift, sl_cache_key_t *key,
                        sl_error_t *error)
{
  return key_of_severity(days, &shift, key, error);
}

int sl_cache_key_of_counts(sl_panjer_t law, uint32_t points, sl_cache_key_t *key, sl_error_t *error)
{
  const int code = make_room(key, sizeof law.law + sizeof law.size + sizeof points, error);
  if (code == SL_OK) {
    writer_t writer = {.bytes = key->bytes};
    put(&writer, &law.law, sizeof law.law);
    put(&writer, &law.size, sizeof law.size);
    put(&writer, &points, sizeof points);
    key->hash = hash_of(key->bytes, key->n);
  }
  return code;
}

void sl_cache_key_free(sl_cache_key_t *key)
{
  free(key->bytes);
  *key = (sl_cache_key_t){0};
}

bool sl_cache_keys_equal(const sl_cache_key_t *a, const sl_cache_key_t *b)
{
  return a->hash == b->hash && a->n == b->n && memcmp(a->bytes, b->bytes, a->n) == 0;
}
