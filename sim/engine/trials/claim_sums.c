#include "sim/engine/trials/claim_sums.h"

#include "sim/results/block.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Doubles behind each trial's claims, where place_claims may write. */
#define PLACE_SLACK (SL_SLACK / 2)

/* Every claim; those that deductible and coinsurance apply to; those with a copay. */
enum { ALL, SHARED, COPAYS, LISTS };

typedef struct claim_list {
  double *amounts;
  double sum[SL_BLOCK_TRIALS];
  uint32_t counts[SL_BLOCK_TRIALS];
  uint32_t start[SL_BLOCK_TRIALS]; /* where a trial's claims begin in amounts */
  uint32_t next[SL_BLOCK_TRIALS];
} claim_list_t;

struct sl_claim_sums {
  claim_list_t list[LISTS];
  bool has_shared, has_copays;
  size_t room;
};

int sl_claim_sums_new(sl_claim_sums_t **sums, sl_error_t *error)
{
  *sums = calloc(1, sizeof **sums);
  return *sums != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for a thread's buffers");
}

void sl_claim_sums_free(sl_claim_sums_t *sums)
{
  for (size_t k = 0; sums != NULL && k < LISTS; k++) {
    free(sums->list[k].amounts);
  }
  free(sums);
}

static int reserve(sl_claim_sums_t *sums, size_t n, sl_error_t *error)
{
  bool have = true;
  if (n <= sums->room) {
    return SL_OK;
  }
  sums->room = 0;
  for (size_t k = 0; k < LISTS; k++) {
    free(sums->list[k].amounts);
    sums->list[k].amounts = calloc(n + SL_SLACK, sizeof *sums->list[k].amounts);
    have = have && sums->list[k].amounts != NULL;
  }
  sums->room = have ? n : 0;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu claims of one person", n);
}

/* ---- counts ---- */

void sl_claim_sums_clear(sl_claim_sums_t *sums)
{
  sums->has_shared = sums->has_copays = false;
  for (size_t k = 0; k < LISTS; k++) {
    memset(sums->list[k].counts, 0, sizeof sums->list[k].counts);
  }
}

static void add_counts(const uint32_t *counts, size_t n, uint32_t *sums)
{
  for (size_t t = 0; t < n; t++) {
    sums[t] += counts[t];
  }
}

void sl_claim_sums_count(sl_claim_sums_t *sums, const uint32_t *counts, size_t n, double copay)
{
  add_counts(counts, n, sums->list[ALL].counts);
  add_counts(counts, n, sums->list[isnan(copay) ? SHARED : COPAYS].counts);
  sums->has_copays = sums->has_copays || !isnan(copay);
  sums->has_shared = sums->has_shared || isnan(copay);
}

const uint32_t *sl_claim_sums_counts(const sl_claim_sums_t *sums) { return sums->list[ALL].counts; }

/* ---- sums ---- */

/* Where each trial's claims begin: one after the other, `slack` apart. Returns the end. */
static size_t start_list(claim_list_t *list, sl_trial_run_t run, uint32_t slack)
{
  uint32_t at = 0;
  for (size_t t = run.first; t < run.first + run.n; t++) {
    list->start[t] = list->next[t] = at;
    at += list->counts[t] + slack;
  }
  return at;
}

static int lists_of(const sl_claim_sums_t *sums) { return sums->has_copays ? LISTS : 1; }

int sl_claim_sums_begin(sl_claim_sums_t *sums, sl_trial_run_t run, sl_error_t *error)
{
  const int code = reserve(sums, start_list(&sums->list[ALL], run, PLACE_SLACK), error);
  for (int k = 1; code == SL_OK && k < lists_of(sums); k++) {
    start_list(&sums->list[k], run, PLACE_SLACK);
  }
  return code;
}

static void place(claim_list_t *list, const sl_kernels_t *kernels, sl_trial_run_t run,
                  const uint32_t *counts, const double *amounts, double limit)
{
  kernels->place_claims(amounts, counts, run.n, limit, list->next + run.first, list->amounts);
}

void sl_claim_sums_place(sl_claim_sums_t *sums, const sl_kernels_t *kernels, sl_trial_run_t run,
                         const uint32_t *counts, const double *amounts, double copay)
{
  place(&sums->list[ALL], kernels, run, counts, amounts, (double)INFINITY);
  if (sums->has_copays) {
    place(&sums->list[isnan(copay) ? SHARED : COPAYS], kernels, run, counts, amounts,
          isnan(copay) ? (double)INFINITY : copay);
  }
}

static void sum_list(const sl_kernels_t *kernels, claim_list_t *list, const claim_list_t *order,
                     const double *amounts, sl_trial_run_t run, double limit)
{
  kernels->sum_claims(amounts, order->start + run.first, order->counts + run.first, run.n, limit,
                      list->sum + run.first);
}

void sl_claim_sums_end(sl_claim_sums_t *sums, const sl_kernels_t *kernels, sl_trial_run_t run)
{
  for (int k = 0; k < lists_of(sums); k++) {
    claim_list_t *list = &sums->list[k];
    sum_list(kernels, list, list, list->amounts, run, (double)INFINITY);
  }
}

void sl_claim_sums_alone(sl_claim_sums_t *sums, const sl_kernels_t *kernels, sl_trial_run_t run,
                         const double *amounts, double copay)
{
  claim_list_t *all = &sums->list[ALL];
  start_list(all, run, 0);
  sum_list(kernels, all, all, amounts, run, (double)INFINITY);
  if (sums->has_copays) {
    sum_list(kernels, &sums->list[COPAYS], all, amounts, run, copay);
  }
}

void sl_claim_sums_drawn(sl_claim_sums_t *sums, const sl_kernels_t *kernels,
                         const sl_stream_t *amounts, uint32_t first_trial, size_t n, uint32_t row,
                         const sl_amount_law_t *law)
{
  claim_list_t *all = &sums->list[ALL];
  kernels->drawn_sums(amounts, first_trial, n, row, all->counts, law, all->sum);
}

sl_claim_totals_t sl_claim_sums_tell(sl_claim_sums_t *sums)
{
  claim_list_t *list = sums->list;
  if (!sums->has_copays) {
    return (sl_claim_totals_t){list[ALL].sum, list[ALL].sum, NULL};
  }
  if (!sums->has_shared) {
    memset(list[SHARED].sum, 0, sizeof list[SHARED].sum);
  }
  return (sl_claim_totals_t){list[ALL].sum, list[SHARED].sum, list[COPAYS].sum};
}
