#include "sim/engine/dated/person_totals.h"

#include "models/simd/kernels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Doubles behind each trial's claims, where place_claims may write. */
#define PLACE_SLACK (SL_SLACK / 2)

/* Every claim; those that deductible and coinsurance apply to; those with a copay. */
enum { ALL, SHARED, COPAYS, LISTS };

typedef struct claim_list {
  double *amounts;
  double sum[SL_DATED_TRIALS];
  uint32_t counts[SL_DATED_TRIALS];
  uint32_t start[SL_DATED_TRIALS];
  uint32_t next[SL_DATED_TRIALS];
} claim_list_t;

struct sl_person_totals_space {
  claim_list_t list[LISTS];
  size_t room;
};

int sl_person_totals_new(sl_person_totals_space_t **space, sl_error_t *error)
{
  *space = calloc(1, sizeof **space);
  return *space != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
}

void sl_person_totals_free(sl_person_totals_space_t *space)
{
  if (space != NULL) {
    for (size_t k = 0; k < LISTS; k++) {
      free(space->list[k].amounts);
    }
    free(space);
  }
}

static int reserve(sl_person_totals_space_t *space, size_t n, sl_error_t *error)
{
  bool have = true;
  if (n <= space->room) {
    return SL_OK;
  }
  for (size_t k = 0; k < LISTS; k++) {
    free(space->list[k].amounts);
    space->list[k].amounts = calloc(n + SL_SLACK, sizeof *space->list[k].amounts);
    have = have && space->list[k].amounts != NULL;
  }
  space->room = have ? n : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims of one person", n);
}

/* What the functions of one call share. */
typedef struct job {
  sl_person_totals_space_t *space;
  const sl_ledger_t *ledger;
  const sl_kernels_t *kernels;
  const sl_ledger_entry_t *entry[2]; /* first of the person's in the plan year, end */
  size_t n;                          /* trials */
} job_t;

static void find_entries(job_t *job, uint32_t person)
{
  const sl_ledger_entry_t *e = job->ledger->entries, *end = e + job->ledger->n_entries;
  while (e < end && (e->year < 0 || e->index < person)) {
    e++;
  }
  job->entry[0] = e;
  while (e < end && e->index == person) {
    e++;
  }
  job->entry[1] = e;
}

static const uint32_t *records_of(const job_t *job, const sl_ledger_entry_t *entry)
{
  return sl_ledger_records(job->ledger, entry) + job->ledger->begin;
}

static bool has_copay(const sl_ledger_entry_t *entry) { return !isnan(entry->what->copay); }

static void count(const job_t *job, const sl_ledger_entry_t *entry, int list)
{
  const uint32_t *records = records_of(job, entry);
  uint32_t *counts = job->space->list[list].counts;
  for (size_t t = 0; t < job->n; t++) {
    counts[t] += records[t];
  }
}

static size_t start(const job_t *job, int list)
{
  claim_list_t *l = &job->space->list[list];
  uint32_t at = 0;
  for (size_t t = 0; t < job->n; t++) {
    l->start[t] = l->next[t] = at;
    at += l->counts[t] + PLACE_SLACK;
  }
  return at;
}

static void place(const job_t *job, const sl_ledger_entry_t *entry, int list, double limit)
{
  claim_list_t *l = &job->space->list[list];
  job->kernels->place_claims(job->ledger->amounts + entry->first, records_of(job, entry), job->n,
                             limit, l->next, l->amounts);
}

static int sum_lists(const job_t *job, int lists, sl_error_t *error)
{
  for (int k = 0; k < lists; k++) {
    memset(job->space->list[k].counts, 0, sizeof job->space->list[k].counts);
  }
  for (const sl_ledger_entry_t *e = job->entry[0]; e < job->entry[1]; e++) {
    count(job, e, ALL);
    if (lists > 1) {
      count(job, e, has_copay(e) ? COPAYS : SHARED);
    }
  }
  const int code = reserve(job->space, start(job, ALL), error);
  for (int k = 1; k < lists; k++) {
    start(job, k);
  }
  for (const sl_ledger_entry_t *e = job->entry[0]; code == SL_OK && e < job->entry[1]; e++) {
    place(job, e, ALL, (double)INFINITY);
    if (lists > 1) {
      place(job, e, has_copay(e) ? COPAYS : SHARED,
            has_copay(e) ? e->what->copay : (double)INFINITY);
    }
  }
  for (int k = 0; code == SL_OK && k < lists; k++) {
    claim_list_t *l = &job->space->list[k];
    job->kernels->sum_claims(l->amounts, l->start, l->counts, job->n, (double)INFINITY, l->sum);
  }
  return code;
}

int sl_person_totals_of(sl_person_totals_space_t *space, const sl_ledger_t *ledger, uint32_t person,
                        bool split, sl_drawn_totals_t *totals, sl_error_t *error)
{
  job_t job = {.space = space,
               .ledger = ledger,
               .kernels = ledger->model->kernels,
               .n = ledger->end - ledger->begin};
  bool copays = false;
  find_entries(&job, person);
  for (const sl_ledger_entry_t *e = job.entry[0]; e < job.entry[1]; e++) {
    copays = copays || (split && has_copay(e));
  }
  const int code = sum_lists(&job, copays ? LISTS : 1, error);
  *totals = (sl_drawn_totals_t){.allowed = space->list[ALL].sum, .shared = space->list[ALL].sum};
  if (copays) {
    totals->shared = space->list[SHARED].sum;
    totals->copays = space->list[COPAYS].sum;
  }
  return code;
}
