/* What the annual and the claim-by-claim path draw alike: streams and multipliers of exposure. */
#ifndef SL_SIM_ENGINE_TRIALS_DRAWS_H
#define SL_SIM_ENGINE_TRIALS_DRAWS_H

#include "models/random/streams.h"
#include "sim/engine/tilt/tilting.h"
#include "sim/engine/trials/observer.h"
#include "sim/engine/trials/reach.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct sl_recast sl_recast_t;   /* sim/engine/trials/recast.h */
typedef struct sl_seats sl_seats_t;     /* sim/engine/trials/seats.h */
typedef struct sl_seating sl_seating_t; /* likewise */

/* Consecutive trials of one pass. */
typedef struct sl_trials {
  const sl_model_t *model;
  sl_pass_t pass;
  double inflation; /* multiplies every amount before its limit: 1, but for leveraged trend */
  const sl_annual_totals_t *totals; /* of annual totals: the tables; NULL = the model's */
  uint32_t first;
  size_t n;                  /* at most SL_BLOCK_TRIALS */
  const sl_tilted_t *tilted; /* NULL = drawn as the scenario says, without scores */
  double *score;             /* [n][SL_TILTS_MAX]; where tilted, the plan year's draws add here */
  sl_reach_t *reach;         /* of the unit: to be told of families by sl_reach_note; NULL = nobody
                                asks */
  const sl_recast_t *recast; /* claims at another level; NULL = as the scenario says */
  struct sl_lasers *lasers;  /* set at renewals (sim/engine/dated/lasers.h); NULL = none */
  const sl_seating_t *seating; /* of a later plan year: who is in each contract\'s slots */
  const sl_seats_t *seats; /* of a later plan year: who is there; NULL = everybody of the census */
  const sl_observer_t *observer; /* is shown the claims of one of these trials, which changes no
                                    sum; not on the path that adds claims up by year; NULL = nobody
                                    looks */
} sl_trials_t;

/* The law of a person's claims in a plan year; by index into the model's. */
const sl_count_law_t *sl_trials_law(const sl_trials_t *trials, int year, uint32_t law);

/* Whether claimants near their deductible are counted: the pricing pass tells of them, or where it
 * need not run the run itself. */
bool sl_trials_tell_claimants(const sl_trials_t *trials);

/* year: of the model; its plan year names the words. */
sl_stream_t sl_trials_stream(const sl_trials_t *trials, sl_draw_kind_t kind, int year,
                             unsigned service);

/* To be told of what was drawn, so that scores are kept and words mapped where trials are tilted:
 * the counts of a law in all trials, and the words of the claims of trials first .. first + n - 1
 * before amounts are drawn from them. counts: of these trials. */
void sl_trials_take_counts(const sl_trials_t *trials, int year, uint32_t law,
                           const uint32_t *counts, const double *multipliers);
void sl_trials_take_words(const sl_trials_t *trials, int year, uint32_t service, size_t first,
                          size_t n, const uint32_t *counts, uint64_t *words);

/* The group factor of each trial of a plan year; the model must have one. Plan years from 0 on have
 * one level. words: trials->n of scratch. */
void sl_trials_group_factor(const sl_trials_t *trials, int year, uint64_t *words, double *factor);

/* Its further factor of the year, of services' claims alone; factor is that or 1 where there is
 * none: of one plan year, and before plan year 0. */
void sl_trials_year_factor(const sl_trials_t *trials, int year, uint64_t *words, double *factor);

/* The random part of a person's exposure by trial: frailty x group factor, in `multiplier`; the
 * group factor alone where there is no frailty; NULL where there is neither. Once per person and
 * year: where tilted, it adds to the scores.
 *
 * Frailties of earlier years are drawn anew or, where the scenario gives them a correlation rho,
 * backwards from plan year 0's: T_y = B T_(y+1) + G / a, B = X / (X + Y), X ~ Gamma(rho a), Y and
 * G ~ Gamma((1 - rho) a), all of scale 1 (X = 0: B = 0), the words of SL_DRAW_PERSISTENCE. Each is
 * Gamma(a) / a again, as B T is Gamma(rho a) / a and independent of G, and rho is the correlation
 * of two years in a row. Those of later plan years follow forwards from the year in which a seat
 * began, T_(y+1) = B T_y + G / a. Checked by tests/unit/test_persistence.c. */
const double *sl_trials_multipliers(const sl_trials_t *trials, int year, uint32_t row,
                                    const double *group_factor, uint64_t *words,
                                    double *multiplier);

/* The frailty alone, of one trial of these (0 = the first), to the same bits; 1 where there is
 * none. Adds to no score. */
double sl_trials_frailty_at(const sl_trials_t *trials, int year, uint32_t row, size_t trial);

#endif
