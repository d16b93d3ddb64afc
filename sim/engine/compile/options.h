/* What the caller of the engine chooses about how, not what, is simulated. */
#ifndef SL_SIM_ENGINE_COMPILE_OPTIONS_H
#define SL_SIM_ENGINE_COMPILE_OPTIONS_H

#include "models/core/error.h"
#include "models/statistics/precision.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_cache sl_cache_t;           /* sim/engine/compile/cache.h */
typedef struct sl_unit_store sl_unit_store_t; /* sim/engine/compile/unit_store.h */
typedef struct sl_kernels sl_kernels_t;       /* models/simd/kernels.h */

typedef struct sl_arrangement sl_arrangement_t; /* models/funding/arrangement.h */

struct sl_unit_sums;

/* Called from the calling thread with a block's sums, by cover (sim/engine/trials/unit_sums.h). */
typedef int (*sl_sums_sink_t)(void *context, uint64_t block, size_t n_trials,
                              const struct sl_unit_sums *sums, sl_error_t *error);

/* The claims of a pass that further arrangements are shown. */
typedef enum sl_further_level {
  SL_FURTHER_AS_RUN,
  SL_FURTHER_FEWER, /* those of SL_BAND_FEWER and SL_BAND_MORE, where the run has a band */
  SL_FURTHER_MORE,
  SL_N_FURTHER_LEVELS
} sl_further_level_t;

/* Called as sl_sums_sink_t, for every block of the level in order. */
typedef int (*sl_further_sink_t)(void *context, sl_further_level_t level, uint64_t block,
                                 size_t n_trials, const struct sl_unit_sums *sums,
                                 sl_error_t *error);

/* Arrangements beside the scenario's (sl_model_further): the cover of the i-th is
 * sums->model->cover_of[n_arrangements + i] in the pricing pass, in the blocks of the run's first
 * `trials` and in those of the band. No bit of the run changes. The list is the caller's and
 * outlives the engine. sink NULL: nobody asks; n may be 0, for the scenario's own covers. */
typedef struct sl_further {
  const sl_arrangement_t *list;
  size_t n;
  uint64_t trials;
  sl_further_sink_t sink;
  void *context;
} sl_further_t;

/* Called from the calling thread now and then; phase is "pricing", "simulating" or "band".
 * With a precision the total is an estimate. */
typedef void (*sl_progress_t)(void *context, const char *phase, uint64_t done, uint64_t total);

/* Called once where fewer threads can be started than are wanted. Results do not depend on it. */
typedef void (*sl_few_threads_t)(void *context, int started, int wanted);

typedef struct sl_person sl_person_t; /* sim/input/scenario/group.h */

/* Of a model whose scenario is a later plan year's (sim/engine/years/several.h). */
typedef struct sl_as_of {
  int plan_year;
  bool ages;                         /* persons are older than in the plan year before */
  const sl_person_t *const *earlier; /* as of sl_model_t; outlives the model */
  const double *first_multipliers;   /* likewise */
  size_t n_earlier;
} sl_as_of_t;
/* A year of which the first months are known (sim/study/track): how its trials are simulated. The
 * figures of such an engine are no run's: their months alone are looked at, by sl_engine_run_sums.
 */
typedef struct sl_known_year {
  unsigned months; /* of the plan year and its run-out; 0: nothing is known, and no bit changes */
  double share;    /* what is paid for a person in them counts up to this share of the specific
                      deductible (sl_cover_rung_t); INFINITY: all of it */
  const bool *left_out; /* by person: who has no claims at all; the caller's; NULL = nobody */
} sl_known_year_t;

typedef struct sl_engine_options {
  int threads;              /* 0 = all processors this process may use */
  sl_precision_t precision; /* goal SL_PRECISION_NONE: all trials of the scenario */
  /* A part of the run: only blocks first_block .. first_block + n_blocks - 1 of all that the
   * scenario has, those beyond the last left out; n_blocks 0 = from first_block to the last. Prices
   * are those of the whole run, and so is every byte of a block. Not with a precision. */
  uint64_t first_block, n_blocks;
  const sl_kernels_t *kernels; /* NULL = the fastest of this processor; the bits are the same */
  sl_cache_t *cache; /* of samplers, the caller's, shared by runs and outliving them; NULL = none;
                        the bits are the same */
  /* For a scenario that is made of parts of another, whose costs are to keep their bits: */
  bool claim_by_claim;     /* take the claim-by-claim path though nothing in it asks for days */
  unsigned years_before;   /* on the annual path, plan years before the first that can be drawn too:
                              0 .. SL_YEARS_BEFORE_MAX */
  const sl_as_of_t *as_of; /* of a later plan year; NULL = the scenario's is the first */
  bool band;               /* keep what sl_engine_band needs of the run */
  sl_further_t further;
  sl_known_year_t known;
  const sl_unit_store_t *store; /* of finished units of work; the bits are the same; NULL = none */
  bool price_anyway; /* run the pricing pass and tell its exhibit though no price in it asks */
  sl_progress_t progress;
  sl_few_threads_t few_threads;
  void *progress_context;            /* of both */
  const volatile sig_atomic_t *stop; /* non-zero: leave with SL_ERR_INTERRUPTED; NULL = never */
} sl_engine_options_t;

#endif
