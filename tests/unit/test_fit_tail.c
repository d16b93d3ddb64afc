/* Body and tail: joint fits by R on real claims, and thresholds where they are known. */
#include "models/fit/tail.h"
#include "tests/support/fit_data.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <stdlib.h>

#define MANY 20000

/* MEPS outpatient dollars one by one, ascending. */
static size_t meps(sl_loss_t *losses)
{
  sl_histogram_t h = sl_test_histogram("meps_op_usd");
  size_t n = 0;
  for (size_t i = 0; i < h.n; i++) {
    for (double k = 0.0; k < h.weight[i]; k += 1.0) {
      losses[n++] = sl_loss(h.value[i]);
    }
  }
  sl_histogram_free(&h);
  return n;
}

/* In the order mu, sigma, weight above, shape, scale. */
static void compare(const sl_splice_fit_t *fit, const double *estimate, const double *error,
                    double log_likelihood)
{
  const sl_severity_t *s = &fit->severity;
  const double ours[5] = {s->parts[0].parameter[0], s->parts[0].parameter[1], s->parameter[1],
                          s->parts[1].parameter[0], s->parts[1].parameter[1]};
  const sl_fitted_t *told[5] = {&fit->body[0], &fit->body[1], &fit->weight_above, &fit->shape,
                                &fit->scale};
  CU_ASSERT_EQUAL(fit->status, SL_FIT_CONVERGED);
  CU_ASSERT_EQUAL(fit->n_estimated, 5);
  SL_ASSERT_Z(fit->log_likelihood, log_likelihood, 0.01, 1.0);
  for (size_t i = 0; i < 5; i++) {
    SL_ASSERT_Z(ours[i], estimate[i], error[i], 0.02);
    SL_ASSERT_CLOSE(told[i]->standard_error, error[i], 2e-3);
    CU_ASSERT(told[i]->low < ours[i] && ours[i] < told[i]->high);
  }
}

/* R 4.2, optim by BFGS on the five parameters together, lognormal body, tail from 3,000. Whole: 222
 * of 1,352 claims above. */
static void a_splice_of_whole_claims(void)
{
  static sl_loss_t losses[2000];
  const size_t n = meps(losses);
  sl_splice_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_splice(sl_severity_family("lognormal"), 3000.0, losses, n, &fit, NULL), SL_OK);
  CU_ASSERT_EQUAL(fit.exceedances, 222.0);
  compare(&fit, (double[]){6.449360944, 1.5861613641, 222.0 / 1352.0, 0.46917426, 2572.99696},
          (double[]){0.086424994, 0.058793626, 0.010075131, 0.103221823, 306.259123},
          -11193.37576708);
  sl_severity_free(&fit.severity);
}

/* Seen from 200 only, and every seventh claim, if above 1,000, known only to be above 1,000: it may
 * lie in the body or in the tail. */
static void a_splice_of_truncated_and_censored_claims(void)
{
  static sl_loss_t losses[2000];
  const size_t n = meps(losses);
  size_t kept = 0;
  for (size_t i = 0; i < n; i++) {
    if (losses[i].amount > 200.0) {
      losses[kept] = losses[i];
      losses[kept].from = 200.0;
      if ((kept + 1) % 7 == 0 && losses[i].amount > 1000.0) {
        losses[kept].amount = 1000.0;
        losses[kept].censored = true;
      }
      kept++;
    }
  }
  CU_ASSERT_EQUAL(kept, 1025);
  sl_splice_fit_t fit;
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_splice(sl_severity_family("lognormal"), 3000.0, losses, kept, &fit, NULL), SL_OK);
  compare(&fit, (double[]){6.3602000809, 2.467282938, 0.1326123105, 0.469091195, 2579.4853201},
          (double[]){0.36157983734, 1.0122421023, 0.03614701, 0.11116163, 330.958455},
          -8041.748149851);
  sl_severity_free(&fit.severity);
}

/* The quantiles of a flat body up to 2,000 and a heavy tail above: the tail begins there and
 * nowhere below. */
static void the_threshold_is_found(void)
{
  sl_severity_t law = sl_test_splice(2000.0, 0.1, sl_test_severity("uniform", 0.0, 2500.0, 0.0),
                                     sl_test_severity("generalized_pareto", 0.3, 1500.0, 2000.0));
  sl_loss_t *losses = malloc(MANY * sizeof *losses);
  CU_ASSERT_PTR_NOT_NULL_FATAL(losses);
  for (size_t i = 0; i < MANY; i++) {
    losses[i] = sl_loss(sl_severity_quantile(&law, ((double)i + 0.5) / MANY));
  }
  double threshold[SL_TAIL_POINTS];
  sl_tail_point_t points[SL_TAIL_POINTS];
  const size_t n = sl_tail_candidates(losses, MANY, threshold);
  CU_ASSERT(n >= 15);
  CU_ASSERT_EQUAL_FATAL(sl_tail_scan(losses, MANY, threshold, n, points, NULL), SL_OK);
  const sl_tail_choice_t choice = sl_tail_choose(points, n);
  CU_ASSERT_FATAL(choice.chosen < n);
  const sl_tail_point_t *chosen = &points[choice.chosen];
  CU_ASSERT(chosen->threshold > 1700.0 && chosen->threshold < 3000.0);
  SL_ASSERT_Z(chosen->shape.value, 0.3, chosen->shape.standard_error, 2.0);
  SL_ASSERT_Z(chosen->modified_scale.value, 1500.0 - 0.3 * 2000.0,
              chosen->modified_scale.standard_error, 2.0);
  CU_ASSERT(choice.shape_low <= chosen->shape.value && chosen->shape.value <= choice.shape_high);
  CU_ASSERT(points[choice.highest].exceedances >= SL_TAIL_EXCEEDANCES);
  /* mean excess of the tail at v: (1500 + 0.3 (v - 2000)) / 0.7 */
  SL_ASSERT_CLOSE(chosen->mean_excess.value, (1500.0 + 0.3 * (chosen->threshold - 2000.0)) / 0.7,
                  0.02);
  free(losses);
  sl_severity_free(&law);
}

/* Of 240 claims 120, 84, 59, 41 are left above the candidates, and no fewer than 30; of 59 claims
 * half would be too few. */
static void candidates_leave_enough(void)
{
  sl_loss_t losses[240];
  double threshold[SL_TAIL_POINTS];
  for (size_t i = 0; i < 240; i++) {
    losses[i] = sl_loss((double)(i + 1));
  }
  CU_ASSERT_EQUAL(sl_tail_candidates(losses, 10, threshold), 0);
  CU_ASSERT_EQUAL(sl_tail_candidates(losses, 59, threshold), 0);
  CU_ASSERT_EQUAL(sl_tail_candidates(losses, 60, threshold), 1);
  const size_t n = sl_tail_candidates(losses, 240, threshold);
  CU_ASSERT_EQUAL(threshold[0], 120.0);
  CU_ASSERT_EQUAL(threshold[1], 156.0);
  CU_ASSERT(threshold[n - 1] <= 210.0 && threshold[n - 1] > 190.0);
}

static void what_is_no_splice(void)
{
  static sl_loss_t losses[2000];
  const size_t n = meps(losses);
  sl_splice_fit_t fit;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_fit_splice(sl_severity_family("pareto"), 3000.0, losses, n, &fit, &error),
                  SL_ERR_UNSUPPORTED);
  CU_ASSERT_EQUAL(sl_fit_splice(sl_severity_family("gamma"), 20000.0, losses, n, &fit, &error),
                  SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(fit.severity.parts);
}

SL_SUITE(fit_tail, "unit/fit_tail", {"a splice of whole claims", a_splice_of_whole_claims},
         {"a splice of truncated and censored claims", a_splice_of_truncated_and_censored_claims},
         {"the threshold is found", the_threshold_is_found},
         {"candidates leave enough", candidates_leave_enough},
         {"what is no splice", what_is_no_splice});
