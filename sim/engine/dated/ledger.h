/* The claims of one family in a run of trials, drawn by service: counts of the whole run, then
 * amounts and days of some trials at a time.
 *
 * Counts and amounts come from the words of the annual path. A claim's incurred day and lag share a
 * word of their own (SL_DRAW_DAY), as has whether it is out of network (_NETWORK), which is drawn
 * only where it decides something. An entry is what one person may claim of one service in one plan
 * year; its claims lie one after the other, trial by trial, in the order drawn. A claim that is
 * paid in parts (a disability) lies there part by part, each with its own lag: `records` says how
 * many there are, `counts` how many claims they are of. Cases of conditions have entries of their
 * own (ledger_cases.h).
 */
#ifndef SL_SIM_ENGINE_DATED_LEDGER_H
#define SL_SIM_ENGINE_DATED_LEDGER_H

#include "models/plan/claim_record.h"
#include "sim/engine/trials/draws.h"
#include "sim/engine/trials/recast.h"
#include "sim/input/scenario/group.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_DATED_TRIALS 256 /* trials whose sums are visited together: they stay in cache */

/* Plan years, from the model's first on: sl_model_year_at says which. */
#define SL_LEDGER_YEARS (SL_YEARS_BEFORE_MAX + 1)

#define SL_LEDGER_DAYS 366 /* of the longest plan year */

typedef struct sl_ledger_entry {
  const sl_person_service_t *what;
  const sl_person_t *person;
  sl_enrolled_days_t span;
  int32_t year_first; /* first day of the plan year, from which days are counted */
  sl_claim_dating_t dating;
  int32_t waiting_end; /* claims incurred before are within the waiting period */
  uint64_t out_below;  /* words below are out of network; 0 = no claim is */
  uint16_t index;      /* of the person within the family */
  int year;
  size_t at;        /* of the year */
  size_t first;     /* of the claims drawn: where those of the entry begin */
  bool some_large;  /* some of its claims are large ones that were added */
  bool has_records; /* their number is not that of its claims */
} sl_ledger_entry_t;

typedef struct sl_ledger_cases sl_ledger_cases_t; /* sim/engine/dated/ledger_cases.c */

typedef struct sl_ledger {
  const sl_model_t *model;
  const sl_trials_t *trials; /* of the last count */
  const sl_family_t *family;
  sl_ledger_cases_t *cases;   /* NULL = no conditions */
  sl_ledger_entry_t *entries; /* by year, person, service; then one a year for cases, if there are
                                 conditions: its `what` and `person` are NULL */
  size_t n_services;          /* entries of services */
  size_t n_entries;
  uint32_t *counts;  /* [entry][SL_DATED_TRIALS] */
  uint32_t *records; /* likewise, of entries with has_records */
  uint32_t *large;   /* likewise; of entries with some_large, those of sl_trials_counts */
  sl_large_memo_t memo;
  size_t size[SL_LEDGER_YEARS][SL_DATED_TRIALS];     /* records of a year */
  uint32_t claims[SL_LEDGER_YEARS][SL_DATED_TRIALS]; /* claims of services */
  size_t begin, end;                                 /* the trials whose claims are drawn */
  double *amounts;                                   /* these by record */
  uint64_t *keys; /* of the records, without person and service, in whose place the trial stands,
                     counted from `begin` */
  bool has_marks; /* some claim may have one */
  uint8_t company[SL_LEDGER_YEARS][SL_LEDGER_DAYS]; /* by day: SL_CLAIM_COMPANY or 0 */
  size_t room_entries, room_draws;
  bool *outside;     /* scratch of one entry, by claim */
  uint64_t *words;   /* likewise */
  double *durations; /* likewise */
  uint64_t trial_words[SL_DATED_TRIALS];
  double multiplier[SL_DATED_TRIALS];
} sl_ledger_t;

int sl_ledger_new(const sl_model_t *model, sl_ledger_t **ledger, sl_error_t *error);
void sl_ledger_free(sl_ledger_t *ledger);

/* Group factors by plan year from the model's first on, then trial counted; NULL = none. */
typedef struct sl_ledger_factors {
  const double *services[SL_LEDGER_YEARS]; /* of claims of services */
  const double *cases[SL_LEDGER_YEARS];    /* of cases of conditions: the level alone */
} sl_ledger_factors_t;

/* Draw the claim counts of a family in at most SL_DATED_TRIALS trials. claims[t] += claims
 * of the plan year. */
int sl_ledger_count(sl_ledger_t *ledger, const sl_trials_t *trials, const sl_family_t *family,
                    const sl_ledger_factors_t *factors, size_t *claims, sl_error_t *error);

/* Draw the claims of trials `first` on, before `most`, of those counted, as many as fit the cache
 * (at least one): those of begin .. end - 1. dated: with their days; else amounts alone. */
int sl_ledger_draw(sl_ledger_t *ledger, size_t first, size_t most, bool dated, sl_error_t *error);

/* From now on claims are drawn with the amounts of these trials, which differ from those of the
 * count in inflation alone. kept: by trial counted, 0 = the trial has no claims from now on, else
 * all bits set. */
void sl_ledger_trend(sl_ledger_t *ledger, const sl_trials_t *trials, const uint32_t *kept);

/* All records of a trial over its plan years. */
size_t sl_ledger_size(const sl_ledger_t *ledger, size_t trial);

static inline const uint32_t *sl_ledger_counts(const sl_ledger_t *ledger,
                                               const sl_ledger_entry_t *entry)
{
  return ledger->counts + (size_t)(entry - ledger->entries) * SL_DATED_TRIALS;
}

static inline const uint32_t *sl_ledger_records(const sl_ledger_t *ledger,
                                                const sl_ledger_entry_t *entry)
{
  return (entry->has_records ? ledger->records : ledger->counts) +
         (size_t)(entry - ledger->entries) * SL_DATED_TRIALS;
}

#endif
