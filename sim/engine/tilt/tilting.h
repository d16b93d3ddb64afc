/* A model's tilted laws: which draws of a rare trial are drawn otherwise, and the logarithm of what
 * that changed (models/frequency/tilt.h). Compiled once; immutable; shared by threads.
 *
 * The annual and the claim-by-claim path call sl_tilted_* at four places of a trial's draws. A
 * trial's score of law k is the part of L_k that its persons bring; sl_tilted_group has the rest.
 */
#ifndef SL_SIM_ENGINE_TILT_TILTING_H
#define SL_SIM_ENGINE_TILT_TILTING_H

#include "models/frequency/tilt.h"
#include "sim/engine/compile/model.h"
#include "sim/engine/tilt/aim.h"

#include <stddef.h>
#include <stdint.h>

/* One service's amounts under each law. score[b]: log_ratio of band b less that of band 0. */
typedef struct sl_tilt_service {
  bool tilted;
  sl_tilt_map_t map[SL_TILTS_MAX];
  double first[SL_TILTS_MAX]; /* log_ratio of band 0 */
  double score[SL_TILT_BANDS_MAX][SL_TILTS_MAX];
} sl_tilt_service_t;

/* By census row: what a person's exposure brings to L_k. */
typedef struct sl_tilt_person {
  double frailty_scale[SL_TILTS_MAX];
  double frailty[SL_TILTS_MAX];    /* x the frailty */
  double multiplier[SL_TILTS_MAX]; /* x frailty x group factor */
} sl_tilt_person_t;

typedef struct sl_tilting {
  const sl_model_t *model;
  size_t n; /* tilted laws, 1 .. SL_TILTS_MAX */
  sl_tilt_bands_t bands;
  sl_tilt_service_t *services;
  sl_tilt_bands_t factor_bands;
  sl_tilt_map_t *factor;               /* [n]; of the group factor's word */
  sl_tilt_person_t *persons;           /* by census row */
  sl_tilt_count_t *counts;             /* [n_laws][SL_TILTS_MAX] */
  sl_count_law_t **laws[SL_TILTS_MAX]; /* NULL where the model's own serves */
  sl_count_tables_t *count_tables;     /* of all of these; NULL where no exposure is random */
  double constant[SL_TILTS_MAX];
  sl_tilt_bands_t total_bands;
  struct sl_tilted_tables *totals; /* of annual totals; NULL where claims are drawn */
} sl_tilting_t;

/* n laws, 1 .. SL_TILTS_MAX; sets each aim's kappa, 0 where no claim adds anything: then the law is
 * the plain one. Cost: a copy of every count law and law of amounts per aim. SL_ERR_MEMORY. */
int sl_tilting_new(const sl_model_t *model, sl_tilt_aim_t *aims, size_t n, sl_tilting_t **tilting,
                   sl_error_t *error);
void sl_tilting_free(sl_tilting_t *tilting);

/* Which law trials are drawn from: 0 = plain, k = tilted law k - 1. */
typedef struct sl_tilted {
  const sl_tilting_t *tilting;
  unsigned law;
} sl_tilted_t;

/* The count law to draw from, by index into the model's. */
const sl_count_law_t *sl_tilted_law(const sl_tilted_t *tilted, uint32_t law);

/* Map the words of group factors, in place. */
void sl_tilted_factor_words(const sl_tilted_t *tilted, size_t n, uint64_t *words);

/* What multiplies a person's frailty. */
double sl_tilted_frailty_scale(const sl_tilted_t *tilted, uint32_t row);

/* Add to score[n][SL_TILTS_MAX]: what a person's frailty (NULL = none), and its product with the
 * group factor, bring; what counts of one law at these multipliers (NULL = 1) bring; and what the
 * amounts of n trials' claims bring, whose words are mapped in place. */
void sl_tilted_score_frailty(const sl_tilted_t *tilted, uint32_t row, size_t n,
                             const double *frailty, double *score);
void sl_tilted_score_multiplier(const sl_tilted_t *tilted, uint32_t row, size_t n,
                                const double *multiplier, double *score);
void sl_tilted_score_counts(const sl_tilted_t *tilted, uint32_t law, size_t n,
                            const uint32_t *counts, const double *multiplier, double *score);
void sl_tilted_amounts(const sl_tilted_t *tilted, uint32_t service, size_t n,
                       const uint32_t *counts, uint64_t *words, double *score);

/* Annual totals by table (models/totals/totals.h): their words are mapped in place, and what they
 * bring is added to score[n][SL_TILTS_MAX]. */
void sl_tilted_totals(const sl_tilted_t *tilted, size_t table, size_t n, uint64_t *words,
                      double *score);

/* Part of sl_tilting_new: the maps of every table's words. SL_ERR_MEMORY. */
int sl_tilting_compile_totals(sl_tilting_t *tilting, sl_tilt_aim_t *aims, sl_error_t *error);
void sl_tilting_free_totals(sl_tilting_t *tilting);

/* The rest of L_k: of the trial's group factor, drawn from this (unmapped) word, and constants. */
void sl_tilted_group(const sl_tilted_t *tilted, uint64_t word, double *log_ratio);

#endif
