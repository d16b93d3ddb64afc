#include "sim/engine/dated/listing.h"

#include "models/plan/claim_order.h"
#include "sim/engine/dated/ledger_cases.h"

#include <stdlib.h>
#include <string.h>

/* Records listed at a time, unless one trial has more. */
#define LISTED_RECORDS 4096

/* Of one trial: more are put in order without a count by day, whose numbers have 16 bits. */
#define COUNTED_MOST 60000

/* Days of the longest plan year, and one before which nothing stands. */
#define DAYS 367

/* Counts of trials that stand together in a word: numbers of 16 bits, none of which overflows. */
#define OF_WORD 4

int sl_listing_new(sl_listing_t **listing, sl_error_t *error)
{
  *listing = calloc(1, sizeof **listing);
  if (*listing != NULL) {
    (*listing)->count = malloc((size_t)SL_LISTED_TRIALS * DAYS * sizeof *(*listing)->count);
    (*listing)->bucket = malloc((COUNTED_MOST + SL_SLACK) * sizeof *(*listing)->bucket);
  }
  if (*listing == NULL || (*listing)->count == NULL || (*listing)->bucket == NULL) {
    sl_listing_free(*listing);
    *listing = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's claims");
  }
  return SL_OK;
}

static void free_year(sl_listed_year_t *year)
{
  free(year->records);
  free(year->plan);
  free(year->uncovered);
}

void sl_listing_free(sl_listing_t *listing)
{
  if (listing == NULL) {
    return;
  }
  for (size_t y = 0; y < SL_LEDGER_YEARS; y++) {
    free_year(&listing->year[y]);
  }
  free(listing->next);
  free(listing->listed);
  free(listing->count);
  free(listing->bucket);
  free(listing);
}

static int reserve_year(sl_listed_year_t *year, size_t n, sl_error_t *error)
{
  if (n <= year->room) {
    return SL_OK;
  }
  free_year(year);
  year->records = malloc(n * sizeof *year->records);
  year->plan = malloc(n * sizeof *year->plan);
  year->uncovered = malloc(n * sizeof *year->uncovered);
  const bool have = year->records != NULL && year->plan != NULL && year->uncovered != NULL;
  year->room = have ? n : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims of one family", n);
}

int sl_listing_start(sl_listing_t *listing, const sl_ledger_t *ledger, sl_error_t *error)
{
  const size_t n = ledger->n_entries + 1;
  if (n > listing->room_entries) {
    free(listing->next);
    free(listing->listed);
    listing->next = malloc(n * sizeof *listing->next);
    listing->listed = malloc(n * sizeof *listing->listed);
    listing->room_entries = listing->next != NULL && listing->listed != NULL ? n : 0;
  }
  if (listing->room_entries == 0) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for a family's services");
  }
  for (size_t e = 0; e < ledger->n_entries; e++) {
    listing->next[e] = ledger->entries[e].first;
  }
  listing->begin = listing->end = ledger->begin;
  return SL_OK;
}

/* ---- which trials, and where each begins ---- */

static void choose_trials(sl_listing_t *listing, const sl_ledger_t *ledger)
{
  size_t t = listing->end, total = 0;
  listing->begin = t;
  while (t < ledger->end && t - listing->begin < SL_LISTED_TRIALS) {
    total += sl_ledger_size(ledger, t);
    if (t > listing->begin && total > LISTED_RECORDS) {
      break;
    }
    t++;
  }
  listing->end = t;
}

static uint32_t place_trials(sl_listing_t *listing, const size_t *size, sl_listed_year_t *year)
{
  uint32_t total = 0;
  for (size_t t = listing->begin; t < listing->end; t++) {
    year->first[t - listing->begin] = total;
    total += (uint32_t)size[t];
  }
  year->first[listing->end - listing->begin] = total;
  return total;
}

/* Of each entry, in these trials. */
static void count_records(sl_listing_t *listing, const sl_ledger_t *ledger)
{
  for (size_t e = 0; e < ledger->n_entries; e++) {
    const uint32_t *records = sl_ledger_records(ledger, &ledger->entries[e]);
    uint32_t n = 0;
    for (size_t t = listing->begin; t < listing->end; t++) {
      n += records[t];
    }
    listing->listed[e] = n;
  }
}

/* ---- one year's records ---- */

/* What the loops below share. */
typedef struct job {
  sl_listing_t *listing;
  const sl_ledger_t *ledger;
  sl_listed_year_t *year;
  size_t at;        /* of the year */
  unsigned shift;   /* days of a bucket: 2^shift */
  unsigned abreast; /* counts side by side: 2^abreast trials */
} job_t;

/* Of the trial that stands where the service will: what of a key stays. */
#define NO_SERVICE (~((uint64_t)(SL_CLAIM_SERVICES - 1) << SL_CLAIM_SERVICE_SHIFT))

/* A key's person and service, of an entry of a service. */
static uint64_t place_of(const sl_ledger_entry_t *entry)
{
  return sl_claim_key(entry->index, 0, entry->what->service, 0);
}

static inline sl_claim_record_t record_at(const sl_ledger_t *ledger, uint64_t place, size_t j)
{
  return (sl_claim_record_t){ledger->amounts[j], (ledger->keys[j] & NO_SERVICE) | place};
}

/* Parts of cases: each of a service of its own; its person stands in its key. services: of the part
 * at the first record of cases. */
static inline sl_claim_record_t part_at(const sl_ledger_t *ledger, const uint16_t *services,
                                        size_t j)
{
  const size_t base = ledger->entries[ledger->n_services].first;
  return record_at(ledger, sl_claim_key(0, 0, services[j - base], 0), j);
}

/* Buckets are as wide as leaves some claims in one: counting is for each bucket, the rest for each
 * claim. Measured: bench/results. */
static unsigned shift_for(size_t claims_per_trial)
{
  static const size_t at_least[] = {20, 10, 5, 3};
  unsigned shift = 0;
  while (shift < sizeof at_least / sizeof at_least[0] && claims_per_trial < at_least[shift]) {
    shift++;
  }
  return shift;
}

/* Of every record its bucket, which is looked up again when it is placed. */
static void count_days(const job_t *job, size_t total)
{
  const sl_ledger_t *ledger = job->ledger;
  const uint32_t before = (uint32_t)(job->listing->begin - ledger->begin);
  uint16_t *restrict count = job->listing->count + ((size_t)1 << job->abreast);
  const uint32_t *restrict bucket = job->listing->bucket;
  size_t at = 0;
  for (size_t e = 0; e < ledger->n_entries; e++) {
    if (ledger->entries[e].at == job->at) {
      ledger->model->kernels->day_buckets(ledger->keys + job->listing->next[e],
                                          job->listing->listed[e], job->shift, job->abreast, before,
                                          job->listing->bucket + at);
      at += job->listing->listed[e];
    }
  }
  for (size_t j = 0; j < total; j++) {
    count[bucket[j]]++;
  }
}

/* Row after row of a bucket's trials. words: of a row, known when this is compiled. */
static inline void add_up_rows(uint16_t *count, size_t n_rows, const uint16_t *from, size_t words)
{
  uint64_t sum[SL_LISTED_TRIALS / OF_WORD];
  memcpy(sum, from, words * sizeof *sum);
  for (size_t r = 0; r < n_rows; r++) {
    for (size_t w = 0; w < words; w++, count += OF_WORD) {
      uint64_t own;
      memcpy(&own, count, sizeof own);
      sum[w] += own;
      memcpy(count, &sum[w], sizeof own);
    }
  }
}

/* From numbers to places: of each trial its first + claims of the buckets before. */
static void add_up(const job_t *job, size_t n_rows)
{
  uint16_t from[SL_LISTED_TRIALS] = {0}, *count = job->listing->count;
  for (size_t t = 0; t < job->listing->end - job->listing->begin; t++) {
    from[t] = (uint16_t)job->year->first[t];
  }
  if (job->abreast == 3) {
    add_up_rows(count, n_rows, from, 8 / OF_WORD);
  } else if (job->abreast == 4) {
    add_up_rows(count, n_rows, from, 16 / OF_WORD);
  } else {
    add_up_rows(count, n_rows, from, 32 / OF_WORD);
  }
}

static void place_claims(const job_t *job, const sl_ledger_entry_t *entry, size_t first, size_t n,
                         const uint32_t *bucket)
{
  const sl_ledger_t *ledger = job->ledger;
  const uint64_t place = place_of(entry);
  uint16_t *restrict count = job->listing->count;
  sl_claim_record_t *restrict records = job->year->records;
  for (size_t j = 0; j < n; j++) {
    records[count[bucket[j]]++] = record_at(ledger, place, first + j);
  }
}

/* The last first: draws of parts count down, so that those of a day then stand in order. */
static void place_parts(const job_t *job, size_t first, size_t n, const uint32_t *bucket)
{
  const sl_ledger_t *ledger = job->ledger;
  const uint16_t *services = sl_ledger_part_services(ledger);
  uint16_t *restrict count = job->listing->count;
  sl_claim_record_t *restrict records = job->year->records;
  for (size_t j = n; j-- > 0;) {
    records[count[bucket[j]]++] = part_at(ledger, services, first + j);
  }
}

static void place_by_day(const job_t *job)
{
  const sl_ledger_t *ledger = job->ledger;
  const uint32_t *bucket = job->listing->bucket;
  for (size_t e = 0; e < ledger->n_entries; e++) {
    const sl_ledger_entry_t *entry = &ledger->entries[e];
    if (entry->at == job->at) {
      const size_t first = job->listing->next[e], n = job->listing->listed[e];
      if (e < ledger->n_services) {
        place_claims(job, entry, first, n, bucket);
      } else {
        place_parts(job, first, n, bucket);
      }
      bucket += n;
      job->listing->next[e] += n;
    }
  }
}

/* As drawn: one entry after the other. */
static void place_as_drawn(const job_t *job)
{
  const sl_ledger_t *ledger = job->ledger;
  const size_t before = job->listing->begin - ledger->begin;
  uint32_t next[SL_LISTED_TRIALS];
  memcpy(next, job->year->first, sizeof next);
  for (size_t e = 0; e < ledger->n_entries; e++) {
    const sl_ledger_entry_t *entry = &ledger->entries[e];
    if (entry->at == job->at) {
      const uint64_t place = e < ledger->n_services ? place_of(entry) : 0;
      const size_t first = job->listing->next[e], end = first + job->listing->listed[e];
      for (size_t j = first; j < end; j++) {
        job->year->records[next[sl_claim_service(ledger->keys[j]) - before]++] =
            e < ledger->n_services ? record_at(ledger, place, j)
                                   : part_at(ledger, sl_ledger_part_services(ledger), j);
      }
      job->listing->next[e] = end;
    }
  }
}

static void settle(const job_t *job)
{
  const uint32_t *first = job->year->first;
  for (size_t t = 0; t < job->listing->end - job->listing->begin; t++) {
    sl_claims_settle(first[t + 1] - first[t], job->year->records + first[t]);
  }
}

/* By a count of the days, stable, without a branch that depends on a day; what is left to do within
 * a bucket is then little. */
static void list_by_day(job_t *job, size_t total)
{
  const size_t n_trials = job->listing->end - job->listing->begin;
  job->shift = shift_for(total / n_trials);
  job->abreast = n_trials > 16 ? 5 : n_trials > 8 ? 4 : 3;
  const size_t n_rows = (((size_t)DAYS - 2) >> job->shift) + 2;
  memset(job->listing->count, 0, (n_rows << job->abreast) * sizeof *job->listing->count);
  count_days(job, total);
  add_up(job, n_rows);
  place_by_day(job);
}

/* Whether some claim of an earlier year is of any account; else none of the year's is needed, since
 * each year has accumulators of its own. */
static bool is_needed(const job_t *job)
{
  const sl_ledger_t *ledger = job->ledger;
  const int32_t first_paid = ledger->model->readings->year[job->at].first_paid;
  bool needed = job->at == sl_model_year_at(ledger->model, 0);
  for (size_t e = 0; e < ledger->n_entries && !needed; e++) {
    const sl_ledger_entry_t *entry = &ledger->entries[e];
    if (entry->at == job->at) {
      const size_t first = job->listing->next[e], end = first + job->listing->listed[e];
      for (size_t j = first; j < end; j++) {
        const uint64_t key = ledger->keys[j];
        needed |=
            entry->year_first + (int32_t)(sl_claim_day(key) + sl_claim_lag(key)) >= first_paid;
      }
    }
  }
  return needed;
}

static void pass_over(const job_t *job)
{
  const sl_ledger_t *ledger = job->ledger;
  memset(job->year->first, 0, sizeof job->year->first);
  for (size_t e = 0; e < ledger->n_entries; e++) {
    if (ledger->entries[e].at == job->at) {
      job->listing->next[e] += job->listing->listed[e];
    }
  }
}

static int list_year(sl_listing_t *listing, const sl_ledger_t *ledger, size_t at, bool ordered,
                     sl_error_t *error)
{
  job_t job = {.listing = listing, .ledger = ledger, .year = &listing->year[at], .at = at};
  const uint32_t total = place_trials(listing, ledger->size[at], job.year);
  const int code = reserve_year(job.year, total, error);
  if (code != SL_OK || total == 0) {
    return code;
  }
  if (!is_needed(&job)) {
    pass_over(&job);
    return SL_OK;
  }
  if (ordered && total <= COUNTED_MOST) {
    list_by_day(&job, total);
  } else {
    place_as_drawn(&job);
  }
  if (ordered) {
    settle(&job);
  }
  return SL_OK;
}

bool sl_listing_next(sl_listing_t *listing, const sl_ledger_t *ledger, bool ordered, int *code,
                     sl_error_t *error)
{
  if (listing->end == ledger->end) {
    return false;
  }
  choose_trials(listing, ledger);
  count_records(listing, ledger);
  for (size_t at = 0; *code == SL_OK && at <= sl_model_year_at(ledger->model, 0); at++) {
    *code = list_year(listing, ledger, at, ordered, error);
  }
  return *code == SL_OK;
}
