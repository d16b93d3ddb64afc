#include "sim/engine/compile/cache.h"

#include "models/claims/dates.h"
#include "sim/engine/compile/cache_key.h"

#include <pthread.h>
#include <stdlib.h>

#define BUCKETS 4096

/* What is kept of one kind: terms are what it is made from. */
typedef struct kind {
  int (*key)(const void *terms, sl_cache_key_t *key, sl_error_t *error);
  int (*make)(const void *terms, void **object, sl_error_t *error);
  size_t (*size)(const void *object);
  void (*free)(void *object);
} kind_t;

typedef struct entry {
  struct entry *next; /* of the bucket */
  const kind_t *kind;
  sl_cache_key_t key;
  void *object;
  size_t bytes;
  size_t leases;
  uint64_t used; /* the cache's clock when a lease of it ended last */
} entry_t;

struct sl_cache {
  pthread_mutex_t mutex; /* of all that follows, and of its entries' members that change */
  entry_t *bucket[BUCKETS];
  size_t most; /* bytes */
  sl_cache_figures_t figures;
  uint64_t clock;
};

typedef struct held {
  struct held *next;
  entry_t *entry;
} held_t;

struct sl_lease {
  sl_cache_t *cache;
  bool own;              /* the cache ends with the lease */
  pthread_mutex_t mutex; /* of the list */
  held_t *held;
};

static void entry_free(entry_t *entry)
{
  sl_cache_key_free(&entry->key);
  entry->kind->free(entry->object);
  free(entry);
}

/* Takes the key over. */
static int entry_new(const kind_t *kind, const void *terms, sl_cache_key_t *key, entry_t **entry,
                     sl_error_t *error)
{
  entry_t *made = calloc(1, sizeof *made);
  *entry = NULL;
  if (made == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a sampler");
  }
  const int code = kind->make(terms, &made->object, error);
  if (code != SL_OK) {
    free(made);
    return code;
  }
  made->kind = kind;
  made->key = *key;
  *key = (sl_cache_key_t){0};
  made->bytes = sizeof *made + made->key.n + kind->size(made->object);
  made->leases = 1;
  *entry = made;
  return SL_OK;
}

/* ---- the cache ---- */

int sl_cache_new(size_t bytes, sl_cache_t **cache, sl_error_t *error)
{
  sl_cache_t *made = calloc(1, sizeof *made);
  *cache = made;
  if (made == NULL || pthread_mutex_init(&made->mutex, NULL) != 0) {
    free(made);
    *cache = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a cache");
  }
  made->most = bytes;
  return SL_OK;
}

void sl_cache_free(sl_cache_t *cache)
{
  if (cache == NULL) {
    return;
  }
  for (size_t b = 0; b < BUCKETS; b++) {
    for (entry_t *entry = cache->bucket[b], *next; entry != NULL; entry = next) {
      next = entry->next;
      entry_free(entry);
    }
  }
  pthread_mutex_destroy(&cache->mutex);
  free(cache);
}

sl_cache_figures_t sl_cache_figures(sl_cache_t *cache)
{
  pthread_mutex_lock(&cache->mutex);
  const sl_cache_figures_t figures = cache->figures;
  pthread_mutex_unlock(&cache->mutex);
  return figures;
}

static entry_t **bucket_of(sl_cache_t *cache, const sl_cache_key_t *key)
{
  return &cache->bucket[key->hash % BUCKETS];
}

/* With the mutex held, as in what follows. NULL where there is none. */
static entry_t *find(sl_cache_t *cache, const kind_t *kind, const sl_cache_key_t *key)
{
  entry_t *entry = *bucket_of(cache, key);
  while (entry != NULL && !(entry->kind == kind && sl_cache_keys_equal(&entry->key, key))) {
    entry = entry->next;
  }
  if (entry != NULL) {
    entry->leases++;
  }
  return entry;
}

static void insert(sl_cache_t *cache, entry_t *entry)
{
  entry_t **bucket = bucket_of(cache, &entry->key);
  entry->next = *bucket;
  *bucket = entry;
  cache->figures.n++;
  cache->figures.bytes += entry->bytes;
}

/* Where the link to the entry stands that no run uses, the one used longest ago; NULL = none. */
static entry_t **oldest(sl_cache_t *cache)
{
  entry_t **found = NULL;
  for (size_t b = 0; b < BUCKETS; b++) {
    for (entry_t **at = &cache->bucket[b]; *at != NULL; at = &(*at)->next) {
      if ((*at)->leases == 0 && (found == NULL || (*at)->used < (*found)->used)) {
        found = at;
      }
    }
  }
  return found;
}

static void shrink(sl_cache_t *cache)
{
  entry_t **at;
  while (cache->figures.bytes > cache->most && (at = oldest(cache)) != NULL) {
    entry_t *entry = *at;
    *at = entry->next;
    cache->figures.n--;
    cache->figures.bytes -= entry->bytes;
    entry_free(entry);
  }
}

/* ---- the lease ---- */

int sl_lease_new(sl_cache_t *cache, sl_lease_t **lease, sl_error_t *error)
{
  sl_lease_t *made = calloc(1, sizeof *made);
  *lease = NULL;
  if (made == NULL || pthread_mutex_init(&made->mutex, NULL) != 0) {
    free(made);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for samplers");
  }
  made->cache = cache;
  made->own = cache == NULL;
  const int code = made->own ? sl_cache_new(0, &made->cache, error) : SL_OK;
  if (code != SL_OK) {
    pthread_mutex_destroy(&made->mutex);
    free(made);
    return code;
  }
  *lease = made;
  return SL_OK;
}

static void end_use(sl_cache_t *cache, held_t *held)
{
  pthread_mutex_lock(&cache->mutex);
  for (; held != NULL; held = held->next) {
    held->entry->leases--;
    held->entry->used = ++cache->clock;
  }
  shrink(cache);
  pthread_mutex_unlock(&cache->mutex);
}

void sl_lease_free(sl_lease_t *lease)
{
  if (lease == NULL) {
    return;
  }
  end_use(lease->cache, lease->held);
  for (held_t *held = lease->held, *next; held != NULL; held = next) {
    next = held->next;
    free(held);
  }
  if (lease->own) {
    sl_cache_free(lease->cache);
  }
  pthread_mutex_destroy(&lease->mutex);
  free(lease);
}

static entry_t *look_up(sl_cache_t *cache, const kind_t *kind, const sl_cache_key_t *key)
{
  pthread_mutex_lock(&cache->mutex);
  entry_t *entry = find(cache, kind, key);
  cache->figures.found += entry != NULL;
  pthread_mutex_unlock(&cache->mutex);
  return entry;
}

/* Another thread may have made the same meanwhile: then that is the one. */
static entry_t *keep(sl_cache_t *cache, entry_t *made)
{
  pthread_mutex_lock(&cache->mutex);
  entry_t *entry = find(cache, made->kind, &made->key);
  cache->figures.made++;
  if (entry == NULL) {
    insert(cache, made);
  }
  pthread_mutex_unlock(&cache->mutex);
  if (entry != NULL) {
    entry_free(made);
  }
  return entry != NULL ? entry : made;
}

static int get_kept(sl_cache_t *cache, const kind_t *kind, const void *terms, entry_t **entry,
                    sl_error_t *error)
{
  sl_cache_key_t key;
  int code = kind->key(terms, &key, error);
  if (code != SL_OK) {
    return code;
  }
  *entry = look_up(cache, kind, &key);
  if (*entry == NULL) {
    code = entry_new(kind, terms, &key, entry, error);
    *entry = code == SL_OK ? keep(cache, *entry) : NULL;
  }
  sl_cache_key_free(&key);
  return code;
}

static int get(sl_lease_t *lease, const kind_t *kind, const void *terms, const void **object,
               sl_error_t *error)
{
  held_t *held = malloc(sizeof *held);
  if (held == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a sampler");
  }
  const int code = get_kept(lease->cache, kind, terms, &held->entry, error);
  if (code != SL_OK) {
    free(held);
    return code;
  }
  *object = held->entry->object;
  pthread_mutex_lock(&lease->mutex);
  held->next = lease->held;
  lease->held = held;
  pthread_mutex_unlock(&lease->mutex);
  return SL_OK;
}

/* ---- samplers ---- */

static int sampler_key(const void *severity, sl_cache_key_t *key, sl_error_t *error)
{
  return sl_cache_key_of_sampler(severity, key, error);
}

static int sampler_make(const void *severity, void **object, sl_error_t *error)
{
  sl_sampler_t *sampler = NULL;
  const int code = sl_sampler_new(severity, &sampler, error);
  *object = sampler;
  return code;
}

static size_t sampler_size(const void *sampler) { return sl_sampler_size(sampler); }

static void sampler_free(void *sampler) { sl_sampler_free(sampler); }

int sl_lease_sampler(sl_lease_t *lease, const sl_severity_t *severity, const sl_sampler_t **sampler,
                     sl_error_t *error)
{
  static const kind_t kind = {sampler_key, sampler_make, sampler_size, sampler_free};
  const void *object = NULL;
  const int code = get(lease, &kind, severity, &object, error);
  *sampler = object;
  return code;
}

/* ---- lags ---- */

static int lag_key(const void *terms, sl_cache_key_t *key, sl_error_t *error)
{
  const sl_lag_terms_t *lag = terms;
  return sl_cache_key_of_lag(&lag->days, lag->shift, key, error);
}

/* The sampler is needed only while the steps are found. */
static int lag_make(const void *terms, void **object, sl_error_t *error)
{
  const sl_lag_terms_t *lag = terms;
  sl_sampler_t *sampler = NULL;
  sl_steps_t *steps = NULL;
  int code = sl_sampler_new(&lag->days, &sampler, error);
  code = code == SL_OK ? sl_lag_steps_new(sampler, lag->shift, 0, &steps, error) : code;
  sl_sampler_free(sampler);
  *object = steps;
  return code;
}

static size_t lag_size(const void *steps) { return sl_steps_size(steps); }

static void lag_free(void *steps) { sl_steps_free(steps); }

int sl_lease_lag(sl_lease_t *lease, const sl_lag_terms_t *lag, const sl_steps_t **steps,
                 sl_error_t *error)
{
  static const kind_t kind = {lag_key, lag_make, lag_size, lag_free};
  const void *object = NULL;
  const int code = get(lease, &kind, lag, &object, error);
  *steps = object;
  return code;
}

/* ---- tables of counts ---- */

typedef struct counts {
  sl_panjer_t law;
  uint32_t points;
} counts_t;

static int counts_key(const void *terms, sl_cache_key_t *key, sl_error_t *error)
{
  const counts_t *counts = terms;
  return sl_cache_key_of_counts(counts->law, counts->points, key, error);
}

static int counts_make(const void *terms, void **object, sl_error_t *error)
{
  const counts_t *counts = terms;
  sl_count_listing_t *listing = NULL;
  const int code = sl_count_listing_new(counts->law, counts->points, &listing, error);
  *object = listing;
  return code;
}

static size_t counts_size(const void *listing) { return sl_count_listing_size(listing); }

static void counts_free(void *listing) { sl_count_listing_free(listing); }

int sl_lease_counts(void *lease, sl_panjer_t law, uint32_t points,
                    const sl_count_listing_t **listing, sl_error_t *error)
{
  static const kind_t kind = {counts_key, counts_make, counts_size, counts_free};
  const sl_lease_t *given = lease;
  counts_t terms = {law, points};
  const void *object = NULL;
  for (uint32_t power = 1; !given->own && power < UINT32_MAX / 2; power *= 2) {
    if (power >= points) {
      terms.points = power;
      break;
    }
  }
  const int code = get(lease, &kind, &terms, &object, error);
  *listing = object;
  return code;
}
