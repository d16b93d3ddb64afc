/* One pass of the exact engine at one resolution: conditional moments of the group by node of the
 * group factor, and the distribution of each arrangement's total; inside sim/study/exact*.c only.
 */
#ifndef SL_SIM_STUDY_EXACT_RUN_H
#define SL_SIM_STUDY_EXACT_RUN_H

#include "models/exact/annual_total.h"
#include "models/exact/atoms.h"
#include "models/funding/price.h"
#include "sim/study/exact/group.h"
#include "sim/study/exact/nodes.h"

#include <stdbool.h>
#include <stddef.h>

/* Of the interpolation between exposures, at coarseness 1. 1e-10 takes 10% more time and narrows
 * bounds by 1%. */
#define SL_EXACT_ACCURACY 1e-9

typedef struct sl_arrangement sl_arrangement_t; /* models/funding/arrangement.h */

/* Sums over the group that moments are taken of. */
typedef enum sl_exact_total {
  SL_TOTAL_PLAN_PAID,
  SL_TOTAL_EXCESS,
  SL_TOTAL_ELIGIBLE,
  SL_TOTAL_RETAINED, /* plan paid less excess */
  SL_TOTAL_CHARGED,  /* retained, and what fees and taxes take of plan paid */
  SL_N_TOTALS
} sl_exact_total_t;

/* Given a node of the group factor, or over all of them. */
typedef struct sl_exact_sums {
  double mean[SL_N_TOTALS], variance[SL_N_TOTALS];
  double kink[SL_N_TOTALS];   /* bound of the mean's error by knots off the ladder's points */
  double square[SL_N_TOTALS]; /* and of the variance's, by knots and what is left out */
  sl_moments_t lost;          /* of the total asked for: atoms that are left out */
  double claimants;           /* expected persons above their specific deductible */
  double claimants_rough;     /* and the roughness there (sim/study/exact/person.h) */
  double log_none;            /* log P(there is none) */
  double log_atomic;          /* log P(everybody's total is an atom) */
  double spread;              /* variance that the ladders add */
  double alias;               /* sum of the probabilities that aliasing may have moved */
  double moved;               /* expected claims whose atom the ladders move */
} sl_exact_sums_t;

/* One arrangement within a pass. */
typedef struct sl_exact_cover {
  const sl_arrangement_t *arrangement;
  bool is_wanted;        /* else nothing is computed for it */
  double charge;         /* fees and taxes per unit of plan paid */
  sl_exact_total_t of;   /* the total whose distribution is asked for */
  bool has_distribution; /* the employer retains claims */
  bool is_plain;     /* charged is eligible, person by person: the cost is a function of eligible */
  bool is_unbounded; /* the total has no cap per person */
  sl_exact_sums_t *nodes; /* by node of the group factor */
  sl_exact_sums_t sums;   /* over all: claimants, and log of P(none) */
  double step;            /* of the total's grid */
  size_t points;
  bool lattice;
  double *mass;                /* points: of all totals, or of those that are no atoms */
  sl_atoms_t atoms;            /* else empty */
  bool is_linear[SL_N_TOTALS]; /* no person's map has a knot: moments need no distribution */
  double most;                 /* all persons' caps; INFINITY = some has none */
} sl_exact_cover_t;

typedef struct sl_exact_pass {
  const sl_exact_group_t *group;
  const sl_price_t *prices; /* given, by arrangement; NULL: settled by exact expectations */
  double coarseness;        /* 1; 2, 4: that many times the steps, and fewer nodes */
  bool is_small;            /* no interpolation between persons */
  bool keeps_atoms;         /* persons' atoms are listed */
  bool moves_atoms;         /* claims have some, and the ladder's points are not theirs */
  bool is_lattice;          /* all totals stand on one: the resolution makes no difference */
  sl_ladder_shape_t ladder; /* of a person's total */
  bool moments_only;        /* at the group factor 1 and small cost: what grids are chosen by */
  sl_exact_cover_t *covers; /* by arrangement */
  size_t n_covers;
  sl_factor_nodes_t factor;
  double shared_error; /* of a probability: aliasing and rounding, the same at both resolutions */
  double cut_chance; /* of a probability: chances of conditions that the group factor takes to 1 */
  sl_moments_t cut;  /* likewise, of sums of persons' ladder amounts and of their squares */
} sl_exact_pass_t;

/* before: a pass of moments only, or NULL for such a pass. */
int sl_exact_pass_run(sl_exact_pass_t *pass, const sl_exact_group_t *group, double coarseness,
                      const sl_exact_pass_t *before, sl_error_t *error);
void sl_exact_pass_free(sl_exact_pass_t *pass);

#endif
