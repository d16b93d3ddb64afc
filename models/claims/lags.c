#include "models/claims/lags.h"

#include <math.h>
#include <stdlib.h>

typedef struct lag_point {
  unsigned days;
  double share;
} lag_point_t;

static const lag_point_t medical[] = {
    {15, 0.35},    {46, 0.33},    {76, 0.15},    {107, 0.065},  {137, 0.036},   {167, 0.023},
    {198, 0.0145}, {228, 0.0105}, {259, 0.007},  {289, 0.0055}, {320, 0.0035},  {350, 0.0022},
    {380, 0.0013}, {411, 0.0007}, {441, 0.0004}, {472, 0.0002}, {502, 0.00015}, {533, 0.00005}};

static const lag_point_t visits[] = {{15, 0.55},    {46, 0.325},   {76, 0.07},    {107, 0.027},
                                     {137, 0.012},  {167, 0.006},  {198, 0.004},  {228, 0.003},
                                     {259, 0.0015}, {289, 0.0008}, {320, 0.0005}, {350, 0.0002}};

static const lag_point_t dental[] = {{15, 0.62},    {46, 0.31},   {76, 0.045},  {107, 0.012},
                                     {137, 0.006},  {167, 0.003}, {198, 0.002}, {228, 0.001},
                                     {259, 0.0005}, {289, 0.0005}};

static const lag_point_t pharmacy[] = {{4, 0.55}, {11, 0.35}, {18, 0.07}, {40, 0.03}};

static const lag_point_t decision[] = {{30, 1.0}};

#define PATTERN(points)                                                                            \
  {                                                                                                \
    points, sizeof points / sizeof points[0]                                                       \
  }

static const struct {
  const lag_point_t *points;
  size_t n;
} patterns[SL_LINE_COUNT] = {
    [SL_LINE_MEDICAL] = PATTERN(medical),
    [SL_LINE_PHARMACY] = PATTERN(pharmacy),
    [SL_LINE_MENTAL_HEALTH] = PATTERN(visits),
    [SL_LINE_TELEMEDICINE] = PATTERN(visits),
    [SL_LINE_DENTAL] = PATTERN(dental),
    [SL_LINE_VISION] = PATTERN(dental),
    [SL_LINE_SHORT_TERM_DISABILITY] = PATTERN(decision),
    [SL_LINE_LONG_TERM_DISABILITY] = PATTERN(decision),
};

int sl_lag_default(sl_line_t line, sl_severity_t *lag, sl_error_t *error)
{
  sl_severity_init(lag, sl_severity_family("table"));
  if ((unsigned)line >= SL_LINE_COUNT) {
    return sl_fail(error, SL_ERR_ARGUMENT, "%d is no line of benefit", (int)line);
  }
  const size_t n = patterns[line].n;
  lag->n = n;
  lag->values = calloc(n, sizeof *lag->values);
  lag->probabilities = calloc(n, sizeof *lag->probabilities);
  if (lag->values == NULL || lag->probabilities == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for a lag of %zu values", n);
  }
  for (size_t i = 0; i < n; i++) {
    lag->values[i] = patterns[line].points[i].days;
    lag->probabilities[i] = patterns[line].points[i].share;
  }
  return sl_severity_validate(lag, error);
}
