/* Who holds each contract slot of a group in the plan years after the first.
 *
 * Plan years are k = 0 .. years - 1. In year 0 slot s is held by the contract slot[s] of the census.
 * At the end of year k every contract leaves with probability `leaving`; in its place comes a copy
 * of a uniformly drawn contract, made J years younger: P(J >= j) = (1 - leaving)^j, where nobody
 * ages or nobody leaves J = 0, and the employee not below SL_TURNOVER_YOUNGEST (J at most age -
 * SL_TURNOVER_YOUNGEST, 0 for who is younger). A contract whose employee would be
 * SL_TURNOVER_OLDEST or more in year k + 1 leaves for certain, and no such copy comes: another is
 * drawn in its place (after SL_TURNOVER_TRIES the last one, made as much younger as it takes). A
 * copy drawn for year e is of its census age less J in year e and ages from then on.
 *
 * There are round(n0 (1 + growth)^k) slots in year k, n0 those of year 0: new ones are filled with
 * copies likewise; where they become fewer, those with the highest numbers are closed for good.
 *
 * Every draw is a function of seed, pass, trial, slot and year alone: stream (SL_DRAW_TURNOVER,
 * year, service 0), row = slot, draw 0: whether the contract leaves; then two draws a try: which
 * contract, and how much younger.
 *
 * Source: several plan years, models/MODEL.md. Checked by tests/unit/test_turnover.c.
 */
#ifndef SL_MODELS_TURNOVER_TURNOVER_H
#define SL_MODELS_TURNOVER_TURNOVER_H

#include "models/core/error.h"
#include "models/random/streams.h"
#include "models/simd/kernels.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SL_PLAN_YEARS_MAX 20
#define SL_TURNOVER_YOUNGEST 20
#define SL_TURNOVER_OLDEST 65
#define SL_TURNOVER_TRIES 64

typedef struct sl_turnover_terms {
  unsigned years; /* 2 .. SL_PLAN_YEARS_MAX */
  double leaving; /* at each year's end, 0 .. 1 */
  bool ageing;
  double growth;        /* above -1 */
  const unsigned *ages; /* [n_contracts]: of the employees, in year 0 */
  size_t n_contracts;   /* that may be copied; at least 1 */
  const uint32_t *slot; /* [n_slots]: the contracts that are enrolled on year 0's last day */
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
  sl_stay_t *list; /* in order of contract, entry + younger, entry, trial, slot */
  size_t n, room;
  size_t *first;  /* [contracts + 1]: where each one's begin */
  uint8_t *exit;  /* [contract][trial]: the year in which the census's own contract has left; 1 for
                     who holds no slot */
  size_t room_contracts;
} sl_stays_t;

/* The stays of contracts begin .. end - 1 in trials first .. first + n - 1, n at most 512. stays:
 * zeroed or of an earlier call. Errors: SL_ERR_MEMORY. Cost: a word a slot, trial and year, some
 * more for who leaves. */
int sl_turnover_draw(const sl_turnover_terms_t *terms, const sl_kernels_t *kernels, uint64_t seed,
                     sl_pass_t pass, uint32_t first, size_t n, size_t begin, size_t end,
                     sl_stays_t *stays, sl_error_t *error);
void sl_stays_free(sl_stays_t *stays); /* frees what it owns, not the struct itself */

/* The slots of year k. */
size_t sl_turnover_slots(const sl_turnover_terms_t *terms, unsigned year);

/* A bound that the stays of one contract in 512 trials pass never (in less than one of 10^30
 * blocks): a multiple of 512. */
size_t sl_turnover_most(const sl_turnover_terms_t *terms);

/* The most years that a copy of a contract is made younger; 0 without ageing or leaving. */
unsigned sl_turnover_most_younger(const sl_turnover_terms_t *terms, size_t contract);

#endif
