#include "models/fit/by_person.h"

#include <math.h>
#include <stdlib.h>

#define MOST SL_SEVERITY_PARAMETERS
#define STEP 0.01 /* of the differences, in standard errors */

/* A row's part of the log-likelihood with one parameter moved. */
typedef double (*row_term_t)(const void *rows, size_t row, size_t parameter, double by);

typedef struct problem {
  row_term_t term;
  const void *rows;
  const uint32_t *person;
  size_t n, n_persons, n_parameters;
  double covariance[MOST][MOST], step[MOST]; /* step 0: not estimated, or without an error */
} problem_t;

static void add_scores(const problem_t *p, double *score)
{
  for (size_t k = 0; k < p->n_parameters; k++) {
    for (size_t i = 0; i < p->n && p->step[k] > 0.0; i++) {
      const double up = p->term(p->rows, i, k, p->step[k]);
      const double down = p->term(p->rows, i, k, -p->step[k]);
      score[p->person[i] * MOST + k] += (up - down) / (2.0 * p->step[k]);
    }
  }
}

static int solve(const problem_t *p, double *standard_error, sl_error_t *error)
{
  if (p->n_persons < 2) {
    return sl_fail(error, SL_ERR_INPUT, "%zu persons; errors by person take two", p->n_persons);
  }
  double *score = calloc(p->n_persons * MOST, sizeof *score);
  if (score == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for %zu persons", p->n_persons);
  }
  add_scores(p, score);
  const double persons = (double)p->n_persons;
  for (size_t k = 0; k < p->n_parameters; k++) {
    double squares = 0.0;
    for (size_t person = 0; person < p->n_persons; person++) {
      double influence = 0.0;
      for (size_t j = 0; j < p->n_parameters; j++) {
        influence += p->covariance[k][j] * score[person * MOST + j];
      }
      squares += influence * influence;
    }
    standard_error[k] = p->step[k] > 0.0 ? sqrt(persons / (persons - 1.0) * squares) : (double)NAN;
  }
  free(score);
  return SL_OK;
}

typedef struct severity_rows {
  const sl_severity_fit_t *fit;
  const sl_loss_t *losses;
} severity_rows_t;

static double severity_term(const void *rows, size_t row, size_t parameter, double by)
{
  const severity_rows_t *r = rows;
  sl_severity_t severity = r->fit->severity;
  severity.parameter[parameter] += by;
  return sl_severity_log_likelihood(&severity, &r->losses[row], 1);
}

int sl_severity_errors_by_person(const sl_severity_fit_t *fit, const sl_loss_t *losses,
                                 const uint32_t *person, size_t n, size_t n_persons,
                                 double *standard_error, sl_error_t *error)
{
  if (fit->status != SL_FIT_CONVERGED) {
    return sl_fail(error, SL_ERR_INPUT, "a fit that did not converge has no errors");
  }
  const severity_rows_t rows = {fit, losses};
  problem_t p = {.term = severity_term, .rows = &rows, .person = person, .n = n};
  p.n_persons = n_persons;
  p.n_parameters = fit->severity.family->n_parameters;
  for (size_t k = 0; k < p.n_parameters; k++) {
    const double own = fit->parameter[k].standard_error;
    p.step[k] = own > 0.0 ? STEP * own : 0.0;
    for (size_t j = 0; j < p.n_parameters; j++) {
      p.covariance[k][j] = fit->covariance[k][j];
    }
  }
  return solve(&p, standard_error, error);
}

typedef struct count_rows {
  const sl_frequency_fit_t *fit;
  const sl_counted_t *counts;
} count_rows_t;

static double count_term(const void *rows, size_t row, size_t parameter, double by)
{
  const count_rows_t *r = rows;
  const sl_counted_t *c = &r->counts[row];
  double moved[SL_FREQUENCY_PARAMETERS] = {r->fit->parameter[0], r->fit->parameter[1]};
  moved[parameter] += by;
  return c->weight * sl_frequency_log_pmf(r->fit->frequency.family, moved, c->count, c->exposure);
}

int sl_frequency_errors_by_person(const sl_frequency_fit_t *fit, const sl_counted_t *counts,
                                  const uint32_t *person, size_t n, size_t n_persons,
                                  double *standard_error, sl_error_t *error)
{
  const sl_frequency_family_t *family = fit->frequency.family;
  if (family->panjer == NULL) {
    return sl_fail(error, SL_ERR_UNSUPPORTED, "errors by person are those of plain zeros");
  }
  if (fit->status != SL_FIT_CONVERGED) {
    return sl_fail(error, SL_ERR_INPUT, "a fit that did not converge has no errors");
  }
  const count_rows_t rows = {fit, counts};
  problem_t p = {.term = count_term, .rows = &rows, .person = person, .n = n};
  p.n_persons = n_persons;
  p.n_parameters = family->n_parameters;
  size_t searched = 0; /* the covariance holds what was searched, in order */
  for (size_t k = 0; k < p.n_parameters; k++) {
    const double own = fit->told[k].standard_error;
    p.step[k] = own > 0.0 ? STEP * own : 0.0;
  }
  for (size_t k = 0; k < p.n_parameters; k++) {
    for (size_t j = 0, other = 0; j < p.n_parameters && p.step[k] > 0.0; j++) {
      p.covariance[k][j] = p.step[j] > 0.0 ? fit->covariance[searched][other++] : 0.0;
    }
    searched += p.step[k] > 0.0;
  }
  return solve(&p, standard_error, error);
}
