/* The smaller and the larger of two amounts. Not fmin and fmax: library calls that also have to
 * think of NaN. */
#ifndef SL_MODELS_CORE_AMOUNTS_H
#define SL_MODELS_CORE_AMOUNTS_H

static inline double sl_smaller(double a, double b) { return a < b ? a : b; }
static inline double sl_larger(double a, double b) { return a > b ? a : b; }

#endif
