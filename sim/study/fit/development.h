/* What past claims are still to be paid, and how they grow from year to year.
 *
 * A triangle of claims by incurred month and months until they were paid, for medical and pharmacy
 * apart: volume-weighted link ratios of the youngest 12 rows, Mack's errors
 * (models/fit/triangle.h). The last lag used is one that three months at least know. Months known
 * to fewer than two lags are told by what the older ones cost a member-year (Bornhuetter and
 * Ferguson). Nothing is expected after the last lag. Claims above the pooling point are left out.
 *
 * The trend is that of completed cost per member-year by month (by year for annual totals), claims
 * above the pooling point left out (models/fit/trend.h).
 *
 * Checked by tests/unit/test_development.c.
 */
#ifndef SL_SIM_STUDY_FIT_DEVELOPMENT_H
#define SL_SIM_STUDY_FIT_DEVELOPMENT_H

#include "models/fit/trend.h"
#include "models/fit/triangle.h"
#include "sim/study/fit/experience.h"

#include <stdbool.h>

#define SL_DEVELOPMENT_LAGS 36
#define SL_DEVELOPMENT_ROWS 12  /* that link ratios come from */
#define SL_TREND_MONTHS 24      /* fewer tell no trend beside the seasons */
#define SL_TREND_YEARS 4        /* likewise of annual totals */
#define SL_TREND_ERROR_MAX 0.03 /* a fitted trend with a larger error is not used */

typedef struct sl_lag_study {
  double claims; /* occasions; 0: the file has none of these */
  bool is_told;
  const char *why;    /* not told, in words; NULL where told */
  unsigned first_lag; /* what was paid up to this many months later stands in the first column */
  sl_links_t links;
  sl_completed_t *rows; /* by month of the period; NULL where not told */
  sl_completed_t total;
  unsigned left_out; /* youngest months of which too little is known */
} sl_lag_study_t;

typedef enum sl_trend_source { SL_TREND_NONE, SL_TREND_GIVEN, SL_TREND_FITTED } sl_trend_source_t;

typedef struct sl_trend_study {
  sl_trend_source_t source; /* of the one used */
  double used;              /* a year's growth of amounts */
  bool is_fitted;           /* what follows is known */
  sl_trend_fit_t fit;
  sl_estimate_t annual;
  double low, high; /* 95% */
  size_t points;    /* months or years */
} sl_trend_study_t;

/* Fill study[SL_DEVELOPMENTS], set the experience's shares and expose it by them. SL_ERR_MEMORY;
 * rows are to be freed by sl_lag_study_free in any case. */
int sl_lag_studies(sl_experience_t *experience, double pool, sl_lag_study_t *study,
                   sl_error_t *error);
void sl_lag_study_free(sl_lag_study_t *study);

/* given: NAN = what the claims tell, where they do; else no growth. SL_ERR_MEMORY. */
int sl_trend_study(const sl_experience_t *experience, double pool, double given,
                   sl_trend_study_t *study, sl_error_t *error);

/* What brings an amount of the day `from` to the day `to`: (1 + trend)^((to - from) / 365.25). */
double sl_trend_factor(double trend, int from, int to);

#endif
