/* Adjudicated claims added to the cells of a run of trials (sim/engine/compile/readings.h), to what
 * each person comes to, and to what the year's cost counts where that asks for paid days. */
#ifndef SL_SIM_ENGINE_DATED_CELLS_H
#define SL_SIM_ENGINE_DATED_CELLS_H

#include "sim/engine/dated/listing.h"
#include "sim/engine/trials/unit_sums.h"

#include <stddef.h>

/* What a family's persons come to, by trial listed and person. */
typedef struct sl_person_sums {
  size_t n_persons;
  double *plan; /* [SL_LISTED_TRIALS][n_persons]: of all plan years, whatever its days */
  double *year; /* likewise: plan paid on C, claim by claim */
} sl_person_sums_t;

/* The cells of some trials. */
typedef struct sl_cells {
  const sl_model_t *model;
  double *sums;        /* [trial][width] */
  double *incurred;    /* [trial][since][month]: plan paid by incurred month, of a cash flow */
  const uint16_t *row; /* by trial of the run that is listed: whose cells are its; NULL = its own */
} sl_cells_t;

/* Of n trials. */
int sl_cells_new(const sl_model_t *model, size_t n, sl_cells_t **cells, sl_error_t *error);
void sl_cells_free(sl_cells_t *cells);

/* Begin with a run of n trials. */
void sl_cells_clear(sl_cells_t *cells, size_t n);

/* Where one row holds all claims of a plan year, and each trial has cells of its own: the sums that
 * its listed records are added to while they are adjudicated. false: they are to be added
 * afterwards. */
bool sl_cells_sums(const sl_cells_t *cells, const sl_listing_t *listing, int year,
                   const sl_person_sums_t *persons, sl_paid_sums_t *sums);

/* Add the listed records of a plan year, adjudicated: to persons, whose sums hold what came before,
 * and to sums (offset: of the run within the block) where C is what is paid in the plan year.
 * added: to the sums of sl_cells_sums already; what these do not tell is left. */
void sl_cells_add(sl_cells_t *cells, const sl_listing_t *listing, int year, bool added,
                  sl_person_sums_t *persons, size_t offset, sl_unit_sums_t *sums);

/* The holders of a family: its persons, and last the family itself. */
typedef struct sl_holders {
  size_t n_persons;
  const bool *wanted;    /* [n_persons + 1] */
  sl_held_cells_t *held; /* [n_persons + 1]: those wanted are empty before */
  double *nobody;        /* [width]: scratch */
} sl_holders_t;

/* What those wanted hold in a trial listed, number k of them. */
void sl_cells_hold(const sl_model_t *model, const sl_listing_t *listing, size_t k,
                   const sl_holders_t *holders);
void sl_cells_release(sl_held_cells_t *held);

/* Read the cells of n trials into the block's sums. */
void sl_cells_read(const sl_cells_t *cells, size_t offset, size_t n, sl_unit_sums_t *sums);

#endif
