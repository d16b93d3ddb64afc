/* Sums over persons in each trial of a block: what a unit of work yields. */
#ifndef SL_SIM_ENGINE_TRIALS_UNIT_SUMS_H
#define SL_SIM_ENGINE_TRIALS_UNIT_SUMS_H

#include "models/core/error.h"
#include "sim/engine/tilt/tilting.h"
#include "sim/results/block.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Columns of SL_BLOCK_TRIALS; by cover: [n_covers][SL_BLOCK_TRIALS]. */
typedef struct sl_unit_sums {
  const sl_model_t *model;
  double *largest; /* plan paid of the dearest person */
  double *allowed;
  double *member_paid;
  double *claims;
  double *claimants_half, *claimants_full; /* by cover */
  double *excess, *eligible;               /* by cover: of those whose persons' totals tell all */
  double *beyond;                          /* see sl_unit_sums_beyond */
  double *uncovered;                       /* from here on the claim-by-claim path only */
  double *ibnr;                            /* see sl_unit_sums_ibnr */
  double *counted_plan, *counted_claims;   /* [n_since][SL_BLOCK_TRIALS]: plan paid and number of
                                              claims paid in the year and incurred since; only
                                              where some cover counts less than all */
  double *dated[SL_DATED_COLUMNS];         /* by cover */
  double *path;                            /* see sl_unit_sums_path */
  double *score; /* [SL_BLOCK_TRIALS][SL_TILTS_MAX]; NULL unless asked for by _keep_scores */
  double *later; /* by cover: excess with amounts a year later; NULL unless asked for by
                    _keep_later, and for whoever did so to fill in */
  double
      *people;    /* [columns][SL_BLOCK_TRIALS]: of a later plan year, who is there
                     (sim/engine/years/people.h), and persons with a laser by rule; NULL otherwise */
  double *store;  /* what all of them point into */
  size_t n_store; /* doubles of it */
  size_t n_own;   /* of these, apart from later plan years' */
  struct sl_unit_sums *later_years; /* [n_later_years]: of plan years 1 on, in the same store */
  size_t n_later_years;
} sl_unit_sums_t;

/* Gives the sums of a model (sums->model) the columns of a path, by sl_unit_sums_lay, those of
 * sl_unit_sums_lay_annual first. */
typedef void (*sl_sums_layout_t)(sl_unit_sums_t *sums);

/* The next n columns of the store; NULL where there is no store yet and they are only counted. */
double *sl_unit_sums_lay(sl_unit_sums_t *sums, size_t n_columns);

/* The columns that every path fills; all that the annual path does. */
void sl_unit_sums_lay_annual(sl_unit_sums_t *sums);

int sl_unit_sums_init(sl_unit_sums_t *sums, const sl_model_t *model, sl_sums_layout_t layout,
                      sl_error_t *error);
/* From now on with scores of tilted trials. Cost: once, 16 kB. */
int sl_unit_sums_keep_scores(sl_unit_sums_t *sums, sl_error_t *error);
/* From now on with room for a later excess. Cost: once, 4 kB a cover. */
int sl_unit_sums_keep_later(sl_unit_sums_t *sums, sl_error_t *error);
void sl_unit_sums_free(sl_unit_sums_t *sums);
void sl_unit_sums_clear(sl_unit_sums_t *sums);
/* Clear trials 0 .. n - 1 alone: some memory accesses a column in place of all of it. */
void sl_unit_sums_clear_first(sl_unit_sums_t *sums, size_t n);

/* Zeros in IBNR and along the monthly paths, of the first plan year: of who tells no months. Cost:
 * a writing. */
void sl_unit_sums_drop_months(sl_unit_sums_t *sums);

/* into += from, trial by trial (largest: the larger of both). */
void sl_unit_sums_add(sl_unit_sums_t *into, const sl_unit_sums_t *from);

/* Clear trials 0 .. n - 1 of the columns that sl_unit_sums_scatter adds. */
void sl_unit_sums_clear_seats(sl_unit_sums_t *sums, size_t n);

/* Add trial i of `from` to trial at[i], i < n: the columns that come before `ibnr`, which are all
 * that a family of copies adds by seat. */
void sl_unit_sums_scatter(sl_unit_sums_t *into, const sl_unit_sums_t *from, size_t n,
                          const uint16_t *at);

/* Whether the sums can be those of a unit: finite, none below 0 (of persons' excess a rounding
 * apart), member_paid <= allowed and largest <= plan paid in every trial, but for rounding. later:
 * those too. Cost: a reading. */
bool sl_unit_sums_are_sound(const sl_unit_sums_t *sums, bool later);

/* Whether trials at .. at + n - 1 are, to the bit, trials 0 .. n - 1 of the other; of what the
 * first `later` of these have, that too. Both of one model and path. */
bool sl_unit_sums_have(const sl_unit_sums_t *sums, size_t at, const sl_unit_sums_t *other, size_t n,
                       size_t later);

/* Make trials at .. at + n - 1 those of a part, its trials 0 .. n - 1, likewise; apart from scores.
 * Cost: a copy of them. */
void sl_unit_sums_put(sl_unit_sums_t *sums, size_t at, const sl_unit_sums_t *part, size_t n,
                      size_t later);

/* Bytes of one unit's sums: some 50 kB on the annual path; by month 0.2 MB a column and
 * cover, by day up to 10 MB. */
size_t sl_unit_sums_size(const sl_model_t *model, sl_sums_layout_t layout);

/* A column [SL_BLOCK_TRIALS] of what can exceed the maximum cost; NULL where the cover has none. */
double *sl_unit_sums_beyond(const sl_unit_sums_t *sums, size_t cover, sl_beyond_column_t column);

/* One column of a trial's paid path: [slots][2] doubles in a row; NULL where the cover has no such
 * column. */
static inline double *sl_unit_sums_path(const sl_unit_sums_t *sums, size_t cover,
                                        sl_path_kind_t kind, sl_path_column_t column, size_t trial)
{
  const sl_path_layout_t *path = &sums->model->covers[cover].path[kind];
  return path->column[column] ? sums->path + path->before * SL_BLOCK_TRIALS + trial * path->width +
                                    path->column_at[column]
                              : NULL;
}

/* A person of one trial whose plan paid is above half of a deductible, and above all of it. */
static inline void sl_unit_sums_count_claimant(sl_unit_sums_t *sums, size_t cover, size_t trial,
                                               double deductible, double paid)
{
  const size_t at = cover * SL_BLOCK_TRIALS + trial;
  sums->claimants_half[at] += paid > 0.5 * deductible;
  sums->claimants_full[at] += paid > deductible;
}

/* IBNR by month of one trial, [n_months], of the claims incurred from the model's since[i] on. */
static inline double *sl_unit_sums_ibnr(const sl_unit_sums_t *sums, size_t i, size_t trial)
{
  return sums->ibnr + (i * SL_BLOCK_TRIALS + trial) * sums->model->dating->n_months;
}

#endif
