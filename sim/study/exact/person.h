/* One person's annual total as the exact engine holds it, and what plan design and stop-loss make
 * of it; inside sim/study/exact/exact*.c only.
 *
 * The total's atoms are a list of amounts, never rounded to a grid. All other totals stand on the
 * ladder, each point's mass spread evenly half way to its neighbours.
 *
 * Roughness. The ladder moves claims by up to a step each, which changes expectations of smooth
 * functions of the total by the second order only; comparing three ladders tells how much. Where
 * the distribution is not smooth within the width by which claims are moved (a narrow peak, a jump
 * of the density) that comparison may be blind. There the fourth and fifth differences of the
 * distribution function across the threshold, of some such widths, are of the size of the mass that
 * lies near it; where it is smooth they vanish with the fourth power of the width.
 *
 * Atoms of claims. Where a claim's atom lies between two points of the ladder, its mass is split,
 * which adds a variance of up to a quarter of the step's square, or of nothing: other resolutions
 * split it otherwise, and comparing them may tell too little. What that variance can move is half
 * the second difference of the width, as far as totals hold such claims.
 */
#ifndef SL_SIM_STUDY_EXACT_PERSON_H
#define SL_SIM_STUDY_EXACT_PERSON_H

#include "models/exact/amount_map.h"
#include "models/exact/atoms.h"

#include <stdbool.h>
#include <stddef.h>

#define SL_EXACT_ALIAS 2.1e-9 /* of what passes a grid's end, at most: e^-20 */
/* Of a step's square: a mass between two points, q of it on the one, varies by q (1 - q). */
#define SL_EXACT_SPLIT_VARIANCE 0.25

typedef struct sl_exact_person {
  size_t n;             /* of the ladder */
  const double *amount; /* not owned */
  double *mass;         /* owned, as all that follows */
  double above;         /* probability of more than the last amount */
  sl_atoms_t atoms;
  double alias;                     /* probability that aliasing may have moved */
  double claims;                    /* expected number */
  double moved;                     /* of those the ones whose atom the ladder moves */
  double *beyond;                   /* n + 1: probability of the ladder's totals at i and after */
  double *first;                    /* n + 1: sum of mass x amount before i */
  double above_first, above_second; /* moments of what lies above; INFINITY possible */
} sl_exact_person_t;

int sl_exact_person_init(sl_exact_person_t *person, size_t n, const double *amount,
                         sl_error_t *error);
void sl_exact_person_free(sl_exact_person_t *person);

/* Once mass, above, atoms, alias and claims are set. mean, variance: of the total; INFINITY
 * possible. */
void sl_exact_person_settle(sl_exact_person_t *person, double mean, double variance);

/* E[map(A)], and its variance, which the ladder's spread may take below 0 where it is small. The
 * map is linear beyond the last point. */
double sl_exact_person_mean(const sl_exact_person_t *person, const sl_amount_map_t *map,
                            double *variance);

/* A bound of that mean's error by the roughness at the map's knots, and by knots that lie between
 * the ladder's points, where the mean takes the map as straight. */
double sl_exact_person_kinks(const sl_exact_person_t *person, const sl_amount_map_t *map);

/* A bound of that mean's error, and in *square of the variance's, by what does not stand where it
 * belongs: knots beyond the ladder's end, beyond which the mean takes the map as straight, atoms
 * that are left out, whose first moment it takes by the map's last slope, and aliasing. */
double sl_exact_person_off_ladder(const sl_exact_person_t *person, const sl_amount_map_t *map,
                                  double *square);

/* The largest slope of a map. */
double sl_exact_steepest(const sl_amount_map_t *map);

/* A bound of the atoms that are left out, as mapped. */
sl_moments_t sl_exact_person_lost(const sl_exact_person_t *person, const sl_amount_map_t *map);

/* P(A > x), and its roughness, and what is not told of x. */
double sl_exact_person_above(const sl_exact_person_t *person, double x, double *roughness);

/* A distribution function, or another function of an amount, as a grid has it, and by how much
 * amounts were moved to come on it. */
typedef struct sl_rough_function {
  double (*value)(const void *context, double x);
  const void *context;
  double step;  /* of the grid */
  double width; /* about a standard deviation or two of the moves */
  double moved; /* the share of totals that hold claims' atoms which the grid moves, at most */
} sl_rough_function_t;

/* The share of totals beside a threshold, below it and above it of these probabilities, that hold
 * one of so many expected claims, at most. */
double sl_exact_share_moved(double moved, double below, double above);

/* Roughness at x: twice the largest of the function's fourth and fifth differences of a step, or
 * four times those of half the width (a whole number of steps). A narrow peak, by now spread over
 * the width, comes to about its own size there. And of the second difference of the width the share
 * that is moved. */
double sl_exact_roughness(const sl_rough_function_t *f, double x);

#endif
