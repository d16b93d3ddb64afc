/* Who holds each contract slot of a group in the plan years after the first.
 *
 * Plan years are k = 0 .. years - 1. In year 0 slot s is held by the contract slot[s] of the
 * census. At the end of year k every contract leaves with probability `leaving`; in its place comes
 * a copy of a uniformly drawn contract, made J years younger: P(J >= j) = (1 - leaving)^j, where
 * nobody ages or nobody leaves J = 0, and the employee not below SL_TURNOVER_YOUNGEST (J at most
 * age - SL_TURNOVER_YOUNGEST, 0 for who is younger). A contract whose employee would be
 * SL_TURNOVER_OLDEST or more in year k + 1 leaves for certain, and no such copy comes: another is
 * drawn in its place (after SL_TURNOVER_TRIES the last one, made as much younger as it takes). A
 * copy drawn for year e is of its census age less J in year e and ages from then on.
 *
 * There are round(n0 (1 + growth)^k) slots in year k, n0 those of year 0: new ones are filled with
 * copies likewise; where they become fewer, those with the highest numbers are closed for good.
 *
 * Every draw is a function of seed, pass, trial, slot and year alone: stream (SL_DRAW_TURNOVER, the
 * year that begins, service 0), row = slot. Draw 0: whether the contract leaves; draw t: the t-th
 * try, its upper half which contract, its lower half how much younger.
 *
 * Source: several plan years, models/MODEL.md. Checked by tests/unit/test_turnover.c.
 */
#ifndef SL_MODELS_TURNOVER_TURNOVER_H
#define SL_MODELS_TURNOVER_TURNOVER_H

#include "models/core/calendar.h"
#include "models/core/error.h"
#include "models/random/streams.h"
#include "models/simd/kernels.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_TURNOVER_YOUNGEST 20
#define SL_TURNOVER_OLDEST 65
#define SL_TURNOVER_TRIES 64
#define SL_TURNOVER_TRIALS 512 /* the most that are drawn at once */

typedef struct sl_turnover_terms {
  unsigned years; /* 2 .. SL_PLAN_YEARS_MAX */
  double leaving; /* at each year's end, 0 .. 1 */
  bool ageing;
  double growth;        /* above -1; fewer than 2^31 slots in the last year */
  const unsigned *ages; /* [n_contracts]: of the employees, in year 0; at most 255 */
  size_t n_contracts;   /* that may be copied; 1 .. 2^31 */
  const uint32_t *slot; /* [n_slots]: the contracts that are enrolled on year 0's last day, each
                           once */
  size_t n_slots;
} sl_turnover_terms_t;

/* One copy in one slot of one trial. */
typedef struct sl_stay {
  uint32_t contract; /* of which it is a copy */
  uint32_t slot;
  uint16_t trial;      /* 0 = the first of those drawn */
  uint8_t younger;     /* J */
  uint8_t entry, exit; /* in years entry .. exit - 1; exit = years: to the end */
} sl_stay_t;

/* What some consecutive contracts are in some consecutive trials. */
typedef struct sl_stays {
  sl_stay_t *list;  /* in order of contract, entry + younger, entry, trial, slot */
  sl_stay_t *spare; /* of the same room, for sorting */
  size_t n, room;
  size_t *first; /* [contracts + 1]: where each one's begin */
  uint8_t *exit; /* [contract][trial], rows of n trials: the year in which the census's own contract
                    has left, years: in none; 1 for who holds no slot */
  size_t room_contracts;
} sl_stays_t;

/* The stays of contracts begin .. end - 1 in trials first .. first + n - 1, n at most
 * SL_TURNOVER_TRIALS. stays: zeroed or of an earlier call; to be freed after an error, too. Errors:
 * SL_ERR_MEMORY. Cost: a Philox block a slot, trial and year whatever begin and end are, and a sort
 * of what is kept. */
int sl_turnover_draw(const sl_turnover_terms_t *terms, const sl_kernels_t *kernels, uint64_t seed,
                     sl_pass_t pass, uint32_t first, size_t n, size_t begin, size_t end,
                     sl_stays_t *stays, sl_error_t *error);
void sl_stays_free(sl_stays_t *stays); /* frees what it owns, not the struct itself */

/* The slots of year k. */
size_t sl_turnover_slots(const sl_turnover_terms_t *terms, unsigned year);

/* A bound that the stays of one contract in SL_TURNOVER_TRIALS trials pass in less than one of
 * 10^30 blocks: a multiple of SL_TURNOVER_TRIALS, 0 where no copy can come. Bernstein's inequality
 * twice: for the number of copies drawn, about its mean, and for how many of them are of this
 * contract. Source: S. Boucheron, G. Lugosi, P. Massart (2013), Concentration Inequalities, theorem
 * 2.10. Cost: O(contracts x years). */
size_t sl_turnover_most(const sl_turnover_terms_t *terms);

/* The most years that a copy of a contract is made younger: with ageing, down to
 * SL_TURNOVER_YOUNGEST; where nobody or everybody leaves, as many as bring it below
 * SL_TURNOVER_OLDEST, should every try be too old. 0 without ageing. */
unsigned sl_turnover_most_younger(const sl_turnover_terms_t *terms, size_t contract);

#endif
