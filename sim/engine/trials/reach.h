/* Which families can reach a specific deductible in a trial if all amounts were a year later: only
 * theirs need be simulated again for leveraged trend.
 *
 * A plan pays at most what is allowed, and with amounts f times as high before their limits at most
 * f times as much is allowed: a family whose claims of all plan years come to less than its lowest
 * deductible / f has no excess then, nor now; nor has one in which no person's do, where no
 * deductible is a certificate's.
 */
#ifndef SL_SIM_ENGINE_TRIALS_REACH_H
#define SL_SIM_ENGINE_TRIALS_REACH_H

#include "sim/engine/compile/model.h"
#include "sim/results/block.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_unit_sums sl_unit_sums_t; /* sim/engine/trials/unit_sums.h */

/* Of one unit of work: a bit for each of its trials and families. */
typedef struct sl_reach {
  double inflation;
  double *least;  /* by family of the scenario: allowed claims from which it may reach */
  bool by_family; /* some deductible is a certificate's: the family's claims count together */
  uint64_t *bits; /* [SL_BLOCK_TRIALS][words] */
  size_t words;
  size_t first_family; /* of the tile */
  size_t trials;       /* of the unit, its first: nobody asks about the others */
  size_t n;            /* bits set */
  sl_unit_sums_t
      *again; /* where a path that takes_again adds those noted, a year later; else NULL */
} sl_reach_t;

/* inflation: f. slack: allowed claims a year later may be so many times what f makes of them, where
 * they are not worked out claim by claim; 1 = no more. */
int sl_reach_new(const sl_model_t *model, double inflation, double slack, sl_reach_t **reach,
                 sl_error_t *error);
void sl_reach_free(sl_reach_t *reach);

/* Begin a unit, of which so many trials are asked about: nobody has been noted. */
void sl_reach_start(sl_reach_t *reach, const sl_tile_t *tile, size_t trials);

/* A family's allowed claims of one trial (of the unit) and of all plan years that some window
 * holds, or those of one of its persons, for each of them, where none counts by family. reach: NULL
 * where nobody asks. */
static inline void sl_reach_note(sl_reach_t *reach, size_t family, size_t trial, double allowed)
{
  if (reach != NULL && trial < reach->trials && allowed >= reach->least[family]) {
    const size_t at = family - reach->first_family;
    uint64_t *word = &reach->bits[trial * reach->words + at / 64];
    const uint64_t bit = (uint64_t)1 << at % 64;
    reach->n += (*word & bit) == 0;
    *word |= bit;
  }
}

static inline bool sl_reach_is_noted(const sl_reach_t *reach, size_t family, size_t trial)
{
  const size_t at = family - reach->first_family;
  return (reach->bits[trial * reach->words + at / 64] >> at % 64 & 1) != 0;
}

#endif
