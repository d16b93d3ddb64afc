/* Poisson, negative binomial, geometric, binomial and Bernoulli: the (a, b, 0) class. Each family
 * only says which member it is (panjer); the properties are shared. */
#include "models/core/elementary.h"
#include "models/frequency/families.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <limits.h>
#include <math.h>

#define LOSS_MODELS "S. A. Klugman, H. H. Panjer, G. E. Willmot, Loss Models, 4th ed. 2012, app. B"

/* Above it a count of one person-year would no longer be safe in 32 bits under any exposure. */
#define MEAN_MAX 1e6

static sl_panjer_t law_of(const sl_frequency_t *f) { return f->family->panjer(f); }

static double success(sl_panjer_t law) { return law.size / (law.size + law.mean); }

static double panjer_mean(const sl_frequency_t *f)
{
  const sl_panjer_t law = law_of(f);
  return law.law == SL_PANJER_BINOMIAL ? law.size * law.mean : law.mean;
}

static double panjer_variance(const sl_frequency_t *f)
{
  const sl_panjer_t law = law_of(f);
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return law.mean * (1.0 + law.mean / law.size);
  case SL_PANJER_BINOMIAL:
    return law.size * law.mean * (1.0 - law.mean);
  case SL_PANJER_POISSON:
    break;
  }
  return law.mean;
}

/* log P(N = 0): what samplers and transforms need of these laws, the same bits on any processor. */
static double log_none(sl_panjer_t law)
{
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return -law.size * sl_det_log1p(law.mean / law.size);
  case SL_PANJER_BINOMIAL:
    return law.size == 0.0 ? 0.0 : law.size * sl_det_log1p(-law.mean);
  case SL_PANJER_POISSON:
    break;
  }
  return -law.mean;
}

static double panjer_pmf(const sl_frequency_t *f, unsigned long n)
{
  const sl_panjer_t law = law_of(f);
  if (law.mean == 0.0 || n > UINT_MAX) {
    return n == 0 ? 1.0 : 0.0;
  }
  if (n == 0) {
    return sl_det_exp(log_none(law));
  }
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return gsl_ran_negative_binomial_pdf((unsigned)n, success(law), law.size);
  case SL_PANJER_BINOMIAL:
    return gsl_ran_binomial_pdf((unsigned)n, law.mean, (unsigned)law.size);
  case SL_PANJER_POISSON:
    break;
  }
  return gsl_ran_poisson_pdf((unsigned)n, law.mean);
}

static double cdf_of(sl_panjer_t law, double n)
{
  if (!(n >= 0.0)) {
    return 0.0;
  }
  if (law.mean == 0.0 || n >= (double)UINT_MAX) {
    return 1.0;
  }
  const unsigned k = (unsigned)n;
  if (k == 0) {
    return sl_det_exp(log_none(law));
  }
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return gsl_cdf_negative_binomial_P(k, success(law), law.size);
  case SL_PANJER_BINOMIAL:
    return k >= law.size ? 1.0 : gsl_cdf_binomial_P(k, law.mean, (unsigned)law.size);
  case SL_PANJER_POISSON:
    break;
  }
  return gsl_cdf_poisson_P(k, law.mean);
}

/* P(N > n) by the upper tail, exact also where it is small. n >= 0. */
static double survival_of(sl_panjer_t law, double n)
{
  if (law.mean == 0.0 || n >= (double)UINT_MAX) {
    return 0.0;
  }
  const unsigned k = (unsigned)n;
  if (k == 0) {
    return -sl_det_expm1(log_none(law));
  }
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    return gsl_cdf_negative_binomial_Q(k, success(law), law.size);
  case SL_PANJER_BINOMIAL:
    return k >= law.size ? 0.0 : gsl_cdf_binomial_Q(k, law.mean, (unsigned)law.size);
  case SL_PANJER_POISSON:
    break;
  }
  return gsl_cdf_poisson_Q(k, law.mean);
}

static double panjer_cdf(const sl_frequency_t *f, double n) { return cdf_of(law_of(f), n); }

static unsigned long panjer_quantile(const sl_frequency_t *f, double p)
{
  const sl_panjer_t law = law_of(f);
  unsigned long low = 0, high = 1; /* F(low - 1) < p <= F(high) */
  if (p >= 1.0 && law.mean > 0.0) {
    return law.law == SL_PANJER_BINOMIAL ? (unsigned long)law.size : ULONG_MAX;
  }
  if (p <= cdf_of(law, 0.0)) {
    return 0;
  }
  while (high < UINT_MAX && cdf_of(law, (double)high) < p) {
    low = high + 1;
    high *= 2;
  }
  while (low < high) {
    const unsigned long middle = low + (high - low) / 2;
    if (cdf_of(law, (double)middle) < p) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* P(N <= n) weighted by N / E[N]: again of the class, one step on: n p(n) = E[N] p*(n - 1) with
 * the size one larger (negative binomial, same odds) or smaller (binomial). */
static double size_biased_cdf(sl_panjer_t law, double n)
{
  switch (law.law) {
  case SL_PANJER_NEGATIVE_BINOMIAL:
    law.mean *= (law.size + 1.0) / law.size;
    law.size += 1.0;
    break;
  case SL_PANJER_BINOMIAL:
    law.size -= 1.0;
    break;
  case SL_PANJER_POISSON:
    break;
  }
  return cdf_of(law, n - 1.0);
}

static double panjer_limited_mean(const sl_frequency_t *f, double limit)
{
  const sl_panjer_t law = law_of(f);
  if (isinf(limit)) {
    return panjer_mean(f);
  }
  return panjer_mean(f) * size_biased_cdf(law, floor(limit)) + limit * survival_of(law, limit);
}

#define PANJER_PROPERTIES                                                                          \
  .mean = panjer_mean, .variance = panjer_variance, .pmf = panjer_pmf, .cdf = panjer_cdf,          \
  .quantile = panjer_quantile, .limited_mean = panjer_limited_mean

#define MEAN_PARAMETER                                                                             \
  {                                                                                                \
    .name = "mean", .unit = "claims", .low = 0.0, .high = MEAN_MAX,                                \
    .doc = "expected number of claims per member-year"                                             \
  }

#define PROBABILITY_PARAMETER(text)                                                                \
  {                                                                                                \
    .name = "probability", .unit = "1", .low = 0.0, .high = 1.0, .doc = text                       \
  }

static sl_panjer_t poisson_law(const sl_frequency_t *f)
{
  return (sl_panjer_t){.law = SL_PANJER_POISSON, .mean = f->parameter[0]};
}

static const sl_parameter_t poisson_parameters[] = {MEAN_PARAMETER};

const sl_frequency_family_t sl_frequency_poisson = {.name = "poisson",
                                                    .doc = "p(n) = exp(-mean) mean^n / n!",
                                                    .citation = LOSS_MODELS ".2.1.1",
                                                    .exposure = SL_EXPOSURE_MEAN,
                                                    .parameters = poisson_parameters,
                                                    .n_parameters = 1,
                                                    .panjer = poisson_law,
                                                    PANJER_PROPERTIES};

static sl_panjer_t negative_binomial_law(const sl_frequency_t *f)
{
  return (sl_panjer_t){
      .law = SL_PANJER_NEGATIVE_BINOMIAL, .mean = f->parameter[0], .size = f->parameter[1]};
}

static const sl_parameter_t negative_binomial_parameters[] = {
    MEAN_PARAMETER,
    {.name = "size",
     .unit = "1",
     .low = 1e-6,
     .high = 1e9,
     .doc = "variance = mean + mean^2 / size; the larger, the closer to poisson"}};

const sl_frequency_family_t sl_frequency_negative_binomial = {
    .name = "negative_binomial",
    .doc = "p(n) = G(n + size) / (G(size) n!) p^size (1 - p)^n, p = size / (size + mean)",
    .citation = LOSS_MODELS ".2.1.4 (r = size, beta = mean / size)",
    .exposure = SL_EXPOSURE_MEAN,
    .parameters = negative_binomial_parameters,
    .n_parameters = 2,
    .panjer = negative_binomial_law,
    PANJER_PROPERTIES};

static sl_panjer_t geometric_law(const sl_frequency_t *f)
{
  return (sl_panjer_t){.law = SL_PANJER_NEGATIVE_BINOMIAL, .mean = f->parameter[0], .size = 1.0};
}

static const sl_parameter_t geometric_parameters[] = {MEAN_PARAMETER};

const sl_frequency_family_t sl_frequency_geometric = {
    .name = "geometric",
    .doc = "p(n) = mean^n / (1 + mean)^(n + 1), n = 0, 1, ...",
    .citation = LOSS_MODELS ".2.1.2 (beta = mean)",
    .exposure = SL_EXPOSURE_MEAN,
    .parameters = geometric_parameters,
    .n_parameters = 1,
    .panjer = geometric_law,
    PANJER_PROPERTIES};

static sl_panjer_t binomial_law(const sl_frequency_t *f)
{
  return (sl_panjer_t){.law = SL_PANJER_BINOMIAL, .mean = f->parameter[1], .size = f->parameter[0]};
}

static const sl_parameter_t binomial_parameters[] = {
    {.name = "trials",
     .unit = "claims",
     .low = 1.0,
     .high = MEAN_MAX,
     .whole = true,
     .doc = "the most claims there can be in a member-year"},
    PROBABILITY_PARAMETER("probability that each of them happens")};

const sl_frequency_family_t sl_frequency_binomial = {
    .name = "binomial",
    .doc = "p(n) = C(trials, n) probability^n (1 - probability)^(trials - n)",
    .citation = LOSS_MODELS ".2.1.3",
    .exposure = SL_EXPOSURE_PROBABILITY,
    .parameters = binomial_parameters,
    .n_parameters = 2,
    .panjer = binomial_law,
    PANJER_PROPERTIES};

static sl_panjer_t bernoulli_law(const sl_frequency_t *f)
{
  return (sl_panjer_t){.law = SL_PANJER_BINOMIAL, .mean = f->parameter[0], .size = 1.0};
}

static const sl_parameter_t bernoulli_parameters[] = {
    PROBABILITY_PARAMETER("probability of a claim in a member-year")};

const sl_frequency_family_t sl_frequency_bernoulli = {
    .name = "bernoulli",
    .doc = "p(1) = probability, p(0) = 1 - probability",
    .citation = LOSS_MODELS ".2.1.3 (m = 1)",
    .exposure = SL_EXPOSURE_PROBABILITY,
    .parameters = bernoulli_parameters,
    .n_parameters = 1,
    .panjer = bernoulli_law,
    PANJER_PROPERTIES};
