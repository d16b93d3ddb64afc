/* Finished units of work, kept elsewhere: whoever keeps them gives a later run of the same scenario
 * back what was computed already, and the run goes on where the other one ended.
 *
 * A unit is SL_BLOCK_TRIALS trials x a tile of one pass; what is kept of it are its sums before
 * prices, which are a pure function of scenario, census, seed and place, to the last bit. So a
 * result has the same bytes whoever computed its units, and costs, exhibit and band need nothing of
 * their own: a run of which all units are kept only adds, prices and writes.
 *
 * Checked by tests/unit/test_unit_store.c, tests/cli/test_resume.c.
 */
#ifndef SL_SIM_ENGINE_COMPILE_UNIT_STORE_H
#define SL_SIM_ENGINE_COMPILE_UNIT_STORE_H

#include "models/core/error.h"
#include "sim/results/band.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The passes whose units are kept. Numbers in files: new ones at the end. Rare years are not. */
typedef enum sl_unit_pass {
  SL_UNIT_PRICING,
  SL_UNIT_MAIN,
  SL_UNIT_BAND, /* and, for the levels after the first, those that follow */
  SL_N_UNIT_PASSES = SL_UNIT_BAND + SL_N_BAND_LEVELS
} sl_unit_pass_t;

/* "pricing", "main", "band 1" .. "band 4". */
extern const char *const sl_unit_pass_names[SL_N_UNIT_PASSES];

typedef struct sl_unit {
  unsigned pass; /* sl_unit_pass_t */
  uint64_t block, tile;
} sl_unit_t;

/* All units of a run: in each pass blocks 0 .. blocks - 1, in each block tiles 0 .. tiles - 1. With
 * a precision the most that may come, and no band. */
typedef struct sl_unit_plan {
  uint64_t blocks[SL_N_UNIT_PASSES];
  uint64_t tiles;
} sl_unit_plan_t;

uint64_t sl_unit_plan_total(const sl_unit_plan_t *plan);

/* The sums of a unit: two runs of doubles, the second of which may be empty. */
typedef struct sl_unit_values {
  double *part[2];
  size_t n[2];
} sl_unit_values_t;

/* The calls come from all threads of the run at once. */
typedef struct sl_unit_store {
  void *context;
  /* Once, before all others, from the calling thread. NULL = nobody asks. */
  int (*begin)(void *context, const sl_unit_plan_t *plan, sl_error_t *error);
  /* Whether it has no unit and keeps none so far. Then several units may be computed in one, and one
   * in parts, of which it is not told. NULL = never. */
  bool (*is_idle)(void *context);
  /* In a share alone, before all else is asked of a unit: whether it is to be computed here. Where
   * it is not, another process does. NULL = all are. */
  bool (*claim)(void *context, const sl_unit_t *unit);
  /* Fill in the values of a unit that is kept; false where there is none, or none of these lengths,
   * and then they are as they may be. */
  bool (*take)(void *context, const sl_unit_t *unit, const sl_unit_values_t *values);
  /* Keep a unit that was computed, since take had none or what it gave cannot be. What is not SL_OK
   * ends the run with it. */
  int (*keep)(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
              sl_error_t *error);
  /* Whether a unit that take has given is to be proved: some of its trials are then computed again,
   * from which on is told by *where, any word, and compared to the bit. NULL = none is. */
  bool (*doubts)(void *context, const sl_unit_t *unit, uint64_t *where);
  /* What was computed again is not what take has given: the failure, which ends the run. With
   * `doubts` alone. */
  int (*refuse)(void *context, const sl_unit_t *unit, sl_error_t *error);
} sl_unit_store_t;

/* So many trials of a unit are computed again, or all that it has. */
#define SL_PROOF_TRIALS 32

#endif
