/* Where the search for a severity's parameters begins: moments and quantiles of the sample.
 * Checked by tests/unit/test_fit_severity.c, which fits every family. */
#ifndef SL_MODELS_FIT_STARTS_H
#define SL_MODELS_FIT_STARTS_H

#include "models/fit/severity_fit.h"

/* What the starting values are made of; weighted, truncation and censoring left aside. */
typedef struct sl_loss_sample {
  double n, known; /* claims, and those that are not censored */
  double mean, cv;
  double log_mean, log_deviation; /* of the logarithms */
  double least, most;             /* of the known ones */
  double bound;                   /* least truncation point where all are truncated, else least */
} sl_loss_sample_t;

sl_loss_sample_t sl_loss_sample(const sl_loss_t *losses, size_t n);

typedef struct sl_fit_start {
  const char *family;
  void (*start)(const sl_loss_sample_t *sample, double *parameter);
  int least; /* the parameter that is the least amount; -1 = none */
  int most;  /* the largest; -1 = none */
  /* Where the least may begin, with t = s spreads of the rest; NULL where there is none. */
  double (*lower)(const sl_loss_sample_t *sample, const double *parameter, double s);
  double irregular; /* first parameter at or below which no curvature tells an error (R. L. Smith
                       1985, Biometrika 72, 67-90); -INFINITY = always told */
} sl_fit_start_t;

const sl_fit_start_t *sl_fit_start(const char *family); /* NULL if the family is not fitted */

#endif
