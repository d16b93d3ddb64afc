/* A scenario's persons as the exact engine sees them; inside sim/study/exact/exact*.c only.
 *
 * A cell holds the persons whose exposures to all services, and chances of all conditions, stand in
 * the same proportions, with the same claim laws, plan and deductibles; they differ by a multiplier
 * of them.
 *
 * What a child's case brings its mother is a condition of hers, as likely as the child's: so all
 * that is known of her alone is right. Both are cells alone, and their joint law is that of a unit:
 * given which of its links are cases its persons are independent.
 */
#ifndef SL_SIM_STUDY_EXACT_GROUP_H
#define SL_SIM_STUDY_EXACT_GROUP_H

#include "models/claims/condition.h"
#include "models/exact/amount_map.h"
#include "models/exact/annual_total.h"
#include "models/severity/severity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_scenario sl_scenario_t; /* sim/input/scenario/scenario.h */

/* A law as it enters the ladder, with what its claims come to before the plan's copays. */
typedef struct sl_exact_law {
  uint32_t service;                /* of a service's claims */
  const sl_condition_t *condition; /* of a condition's cases; NULL = a service's claims */
  bool of_mother;                  /* what a child's case brings its mother */
  uint32_t plan;                   /* 1 + the plan that `paid` is of; else 0 */
  double scale, limit;
  double share, copay;           /* what the ladder holds: share x max(0, amount - copay) */
  sl_amount_map_t paid;          /* of a case, where the ladder holds plan paid; else n = 0 */
  double claims;                 /* that one draw of the amount counts as: 1, or a case's events */
  sl_severity_t severity;        /* without its limit; shallow copy */
  double mean, square;           /* E and E[square] of one claim's allowed; INFINITY possible */
  double paid_mean, paid_square; /* likewise of what the ladder holds */
  double atomic;                 /* probability of a claim's atoms */
} sl_exact_law_t;

typedef struct sl_exact_cell {
  sl_claim_exposure_t *exposures; /* owned: of multiplier 1, to services, then to conditions */
  size_t n_exposures, n_services; /* n_services: how many of them are to services */
  sl_claim_exposure_t *bundled;   /* owned: those to services as to the group's bundles, if any */
  size_t n_bundled;
  uint32_t plan;
  uint32_t row;        /* of a person with a laser somewhere, who is a cell alone; 0 = none */
  double *multipliers; /* owned, ascending, distinct */
  double *counts;      /* owned: persons with each */
  size_t n_multipliers;
  double likeliest; /* largest chance of a condition at multiplier 1; 0 = none */
  uint32_t unit;    /* 1 + the contract whose unit its one person is in; 0 = none */
  uint32_t person;  /* then: of the scenario */
} sl_exact_cell_t;

#define SL_EXACT_UNIT_LINKS 4 /* 2^4 ways of cases and none, each a transform of the mother */

/* A child's condition whose case brings its mother some. */
typedef struct sl_exact_link {
  size_t child;     /* of the unit's persons */
  size_t of_child;  /* its exposure, of the child's cell */
  size_t of_mother; /* and of the mother's */
} sl_exact_link_t;

/* A mother and the children whose cases may bring her some. */
typedef struct sl_exact_unit {
  size_t n, cell[1 + SL_EXACT_UNIT_LINKS]; /* the mother's first */
  size_t n_links;
  sl_exact_link_t link[SL_EXACT_UNIT_LINKS];
  double one, count;     /* count: units that are alike */
  sl_exact_cell_t whole; /* of multiplier `one`, for batches; owns nothing */
} sl_exact_unit_t;

/* Laws that all cells are exposed to in the same proportions (the same curve by age and sex). */
typedef struct sl_exact_bundle {
  sl_claim_exposure_t *parts; /* owned; the first is 1 */
  size_t n;
  double low, high; /* smallest and largest exposure x multiplier */
} sl_exact_bundle_t;

typedef struct sl_exact_group {
  const sl_scenario_t *scenario;
  sl_exact_law_t *laws;
  size_t n_laws, n_service_laws;
  sl_exact_cell_t *cells;
  size_t n_cells;
  bool *additive;             /* by plan: the ladder holds plan paid, claim by claim, not allowed */
  sl_exact_bundle_t *bundles; /* where a frailty has no closed form; NULL otherwise */
  size_t n_bundles;
  double lattice; /* all claims are multiples of it; 0 = no lattice */
  sl_exact_unit_t *units;
  size_t n_units;
  /* A condition by which too many links join one mother, so that what rests on her and her
   * children's joint law is not told; NULL = none. */
  const sl_condition_t *linked;
} sl_exact_group_t;

int sl_exact_group_init(sl_exact_group_t *group, const sl_scenario_t *scenario, sl_error_t *error);
void sl_exact_group_free(sl_exact_group_t *group);

/* The largest step of which both are multiples, but for rounding: common < 0 = none so far, 0 =
 * there is none. An amount of 0 changes nothing. */
double sl_exact_common_step(double common, double amount);

#endif
