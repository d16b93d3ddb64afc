/* A basis fitted to simulated claims of a known group gives the group back.
 *
 * The group: three services with negative binomial counts that share a gamma frailty, lognormal
 * amounts, and hospital stays with a Pareto tail. Claims are drawn by GSL's generators, written as
 * claim lines with paid dates, and go through the reader, the fit, the file of the basis and the
 * exact engine. Mean and variance of a member-year are known in closed form, the shares above 25k,
 * 50k and 100k by a second, longer simulation of the same laws; the fit must meet them within 3
 * standard errors, those of a sample as large as the claims it was fitted to. */
#include "sim/study/exact/exact.h"
#include "sim/study/fit/fit.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMBERS 3000
#define YEARS 2
#define MOST 365 /* claims of a service and year: one a day */
#define FRAILTY 0.8
#define TAIL_AT 60000.0
#define TAIL_WEIGHT 0.1
#define TAIL_SHAPE 0.1
#define TAIL_SCALE 40000.0
#define N_SERVICES 3
#define BOUND 3.0
#define LONG_RUN 1000000
#define FIRST_DAY 19358 /* 2023-01-01 */

typedef struct law {
  const char *name;
  double mean, size, mu, sigma;
  bool tail;
  double lag;        /* mean days, exponential */
  double size_error; /* deviation of 1 / size over fits to 8 other seeds */
} law_t;

static const law_t laws[N_SERVICES] = {
    {"office visits", 1.5, 4.0, 4.8, 0.6, false, 60.0, 0.04},
    {"pharmacy", 2.0, 2.0, 4.4, 1.1, false, 8.0, 0.04},
    {"inpatient", 0.2, 1.5, 9.6, 0.7, true, 50.0, 0.2},
};

static const double shares_above[3] = {25e3, 50e3, 100e3};

/* ---- the known laws ---- */

static double below_cdf(void) { return 0.5 * erfc((9.6 - log(TAIL_AT)) / (0.7 * sqrt(2.0))); }

static double draw_amount(gsl_rng *rng, const law_t *law)
{
  if (law->tail && gsl_rng_uniform(rng) < TAIL_WEIGHT) {
    return TAIL_AT + TAIL_SCALE / TAIL_SHAPE * (pow(gsl_rng_uniform_pos(rng), -TAIL_SHAPE) - 1.0);
  }
  double amount;
  do {
    amount = gsl_ran_lognormal(rng, law->mu, law->sigma);
  } while (law->tail && amount > TAIL_AT);
  return amount;
}

static unsigned draw_count(gsl_rng *rng, const law_t *law, double z)
{
  const unsigned n =
      gsl_ran_poisson(rng, law->mean * z * gsl_ran_gamma(rng, law->size, 1.0 / law->size));
  return n < MOST ? n : MOST;
}

static double draw_year(gsl_rng *rng)
{
  const double z = gsl_ran_gamma(rng, 1.0 / FRAILTY, FRAILTY);
  double sum = 0.0;
  for (size_t j = 0; j < N_SERVICES; j++) {
    for (unsigned n = draw_count(rng, &laws[j], z); n > 0; n--) {
      sum += draw_amount(rng, &laws[j]);
    }
  }
  return sum;
}

/* E X^k of a lognormal up to `at`, over its probability there. */
static double body_moment(const law_t *law, double k)
{
  const double whole = exp(k * law->mu + 0.5 * k * k * law->sigma * law->sigma);
  const double d = (law->mu + k * law->sigma * law->sigma - log(TAIL_AT)) / law->sigma;
  return law->tail ? whole * 0.5 * erfc(d / sqrt(2.0)) / below_cdf() : whole;
}

static double amount_moment(const law_t *law, int k)
{
  const double excess = TAIL_SCALE / (1.0 - TAIL_SHAPE);
  const double square = 2.0 * TAIL_SCALE * excess / (1.0 - 2.0 * TAIL_SHAPE);
  const double tail =
      k == 1 ? TAIL_AT + excess : TAIL_AT * TAIL_AT + 2.0 * TAIL_AT * excess + square;
  return law->tail ? (1.0 - TAIL_WEIGHT) * body_moment(law, k) + TAIL_WEIGHT * tail
                   : body_moment(law, k);
}

/* Of a member-year: counts have variance m + c m^2, covariances v m m'. */
static void known_moments(double *mean, double *variance)
{
  *mean = *variance = 0.0;
  for (size_t j = 0; j < N_SERVICES; j++) {
    const double m = laws[j].mean, e = amount_moment(&laws[j], 1);
    const double c = (1.0 + FRAILTY) * (1.0 + 1.0 / laws[j].size) - 1.0;
    *mean += m * e;
    *variance += m * amount_moment(&laws[j], 2) + c * m * m * e * e;
    for (size_t k = 0; k < N_SERVICES; k++) {
      *variance += k != j ? FRAILTY * m * e * laws[k].mean * amount_moment(&laws[k], 1) : 0.0;
    }
  }
}

/* ---- its claims as a file ---- */

typedef struct text {
  char *data;
  size_t length;
} text_t;

static void write_claims(gsl_rng *rng, FILE *out, unsigned member, unsigned year, const law_t *law,
                         double z)
{
  int days[MOST], day[MOST];
  const unsigned n = draw_count(rng, law, z);
  for (int d = 0; d < MOST; d++) {
    days[d] = d;
  }
  gsl_ran_choose(rng, day, n, days, MOST, sizeof *day);
  for (unsigned i = 0; i < n; i++) {
    const int incurred = FIRST_DAY + (int)(365 * year) + day[i];
    const int paid = incurred + (int)gsl_ran_exponential(rng, law->lag);
    const double amount = draw_amount(rng, law);
    if (paid < FIRST_DAY + 365 * YEARS) { /* the others are not known yet */
      const sl_date_t a = sl_experience_date(incurred), b = sl_experience_date(paid);
      fprintf(out, "m%u,%s,%04d-%02d-%02d,%04d-%02d-%02d,%.2f\n", member, law->name, a.year,
              a.month, a.day, b.year, b.month, b.day, amount);
    }
  }
}

static text_t simulate_file(void)
{
  text_t text = {NULL, 0};
  FILE *out = open_memstream(&text.data, &text.length);
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  CU_ASSERT_FATAL(out != NULL && rng != NULL);
  gsl_rng_set(rng, 20261130);
  fputs("Member ID,Type of Service,Date of Service,Paid Date,Allowed Amount\n", out);
  for (unsigned member = 0; member < MEMBERS; member++) {
    for (unsigned year = 0; year < YEARS; year++) {
      const double z = gsl_ran_gamma(rng, 1.0 / FRAILTY, FRAILTY);
      for (size_t j = 0; j < N_SERVICES; j++) {
        write_claims(rng, out, member, year, &laws[j], z);
      }
    }
  }
  gsl_rng_free(rng);
  fclose(out);
  return text;
}

static int give(void *context, const char *name, char **bytes, size_t *n)
{
  const text_t *text = context;
  (void)name;
  *n = text->length;
  *bytes = malloc(*n + 1);
  if (*bytes == NULL) {
    return SL_ERR_MEMORY;
  }
  memcpy(*bytes, text->data, *n + 1);
  return SL_OK;
}

/* ---- the fit ---- */

static void read_claims(sl_claims_file_t *file)
{
  static char ids[MEMBERS][16];
  static const char *pointers[MEMBERS];
  text_t text = simulate_file();
  const sl_provider_t provider = {give, &text};
  sl_faults_t faults;
  for (unsigned i = 0; i < MEMBERS; i++) {
    snprintf(ids[i], sizeof ids[i], "m%u", i);
    pointers[i] = ids[i];
  }
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL_FATAL(
      sl_claims_file_read(&provider, "claims.csv", pointers, MEMBERS, file, &faults), SL_OK);
  sl_faults_free(&faults);
  free(text.data);
}

static sl_fit_study_t *fit_group(const sl_claims_file_t *file)
{
  sl_census_cover_t *covers = malloc(MEMBERS * sizeof *covers);
  CU_ASSERT_FATAL(covers != NULL);
  for (size_t i = 0; i < MEMBERS; i++) {
    covers[i] = (sl_census_cover_t){.id = "",
                                    .first = FIRST_DAY,
                                    .last = FIRST_DAY + 365 * YEARS,
                                    .share = 1.0,
                                    .age = 40,
                                    .employee = true};
  }
  const sl_fit_terms_t terms = {.name = "known",
                                .currency = "USD",
                                .trend = 0.0,
                                .pool = INFINITY,
                                .within = 0.05,
                                .probability = 0.9,
                                .between_variance = NAN};
  sl_fit_study_t *study = NULL;
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(sl_fit_study_new(file, covers, MEMBERS, &terms, &study, &error), SL_OK);
  if (error.text[0] != '\0') {
    printf("\n    %s", error.text);
  }
  return study;
}

/* The exact figures of one person under the basis as it is written and read. */
static sl_exact_t *exact_of(const sl_basis_t *basis, sl_loaded_t *loaded)
{
  sl_written_files_t files;
  sl_error_t error = {0};
  sl_exact_t *exact = NULL;
  CU_ASSERT_EQUAL_FATAL(sl_basis_write(basis, "known", &files, &error), SL_OK);
  CU_ASSERT_EQUAL(files.n, 1);
  sl_test_write("known.yaml", files.list[0].text);
  sl_written_files_free(&files);
  *loaded = sl_test_load("stoploss: 1\nname: T\nstart: 2026-01-01\ncensus: census.csv\n"
                         "claims: {basis: ./known.yaml}\nplans: [{name: PPO}]\narrangements:\n"
                         "  - {name: A, kind: aso, specific: {deductible: 25000}}\n"
                         "  - {name: B, kind: aso, specific: {deductible: 50000}}\n"
                         "  - {name: C, kind: aso, specific: {deductible: 100000}}\n",
                         "employee,relationship,age,sex\n1,employee,40,F\n");
  CU_ASSERT_EQUAL_FATAL(loaded->code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_exact_new(loaded->scenario, &exact, &error), SL_OK);
  return exact;
}

typedef struct known {
  double mean, variance, share[3];
  double mean_error, variance_error, share_error[3]; /* of MEMBERS x YEARS member-years */
} known_t;

static known_t known_group(void)
{
  known_t known = {.mean = 0.0};
  const double sample = MEMBERS * YEARS;
  double fourth = 0.0;
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  CU_ASSERT_FATAL(rng != NULL);
  gsl_rng_set(rng, 77);
  known_moments(&known.mean, &known.variance);
  for (size_t i = 0; i < LONG_RUN; i++) {
    const double year = draw_year(rng), off = year - known.mean;
    fourth += off * off * off * off / LONG_RUN;
    for (size_t d = 0; d < 3; d++) {
      known.share[d] += (year > shares_above[d]) / (double)LONG_RUN;
    }
  }
  gsl_rng_free(rng);
  known.mean_error = sqrt(known.variance / sample);
  known.variance_error = sqrt((fourth - known.variance * known.variance) / sample);
  for (size_t d = 0; d < 3; d++) {
    const double p = known.share[d];
    known.share_error[d] = sqrt(p * (1.0 - p) * (1.0 / sample + 1.0 / LONG_RUN));
  }
  return known;
}

/* The size of a service's counts given the frailty, as the basis has it. */
static void size_comes_back(const sl_fit_study_t *study, size_t j, const law_t *law)
{
  const sl_frequency_t *counts = &study->basis->services[j].frequency;
  CU_ASSERT_STRING_EQUAL(counts->family->name, "negative_binomial");
  SL_ASSERT_Z(1.0 / counts->parameter[1], 1.0 / law->size, law->size_error, BOUND);
}

static void laws_come_back(const sl_fit_study_t *study)
{
  CU_ASSERT_EQUAL_FATAL(study->n_services, N_SERVICES);
  SL_ASSERT_Z(study->frailty.variance.value, FRAILTY, study->frailty.variance.standard_error,
              BOUND);
  for (size_t j = 0; j < N_SERVICES; j++) {
    const sl_service_fit_t *service = &study->services[j];
    size_t k = 0;
    while (k < N_SERVICES && strcmp(laws[k].name, service->name) != 0) {
      k++;
    }
    CU_ASSERT_FATAL(k < N_SERVICES);
    const sl_law_t *counts = sl_service_frequency(service), *amounts = sl_service_severity(service);
    const sl_law_t *lag = sl_service_lag(service);
    CU_ASSERT_FATAL(counts != NULL && amounts != NULL && lag != NULL);
    size_comes_back(study, j, &laws[k]);
    SL_ASSERT_Z(counts->mean, laws[k].mean, counts->parameter[0].told.standard_error, BOUND);
    CU_ASSERT_STRING_EQUAL(amounts->family, "lognormal");
    CU_ASSERT_EQUAL(amounts->spliced, laws[k].tail);
    SL_ASSERT_Z(amounts->parameter[0].value, laws[k].mu, amounts->parameter[0].told.standard_error,
                BOUND);
    SL_ASSERT_CLOSE(lag->mean, laws[k].lag, 0.15);
  }
}

static void a_known_group_comes_back(void)
{
  sl_claims_file_t file = {0};
  sl_loaded_t loaded;
  read_claims(&file);
  sl_fit_study_t *study = fit_group(&file);
  laws_come_back(study);
  const known_t known = known_group();
  sl_exact_t *exact = exact_of(study->basis, &loaded);
  const double deviation = exact->group[SL_EXACT_ALLOWED_DEVIATION].value;
  SL_ASSERT_Z(exact->group[SL_EXACT_ALLOWED].value, known.mean, known.mean_error, BOUND);
  SL_ASSERT_Z(deviation * deviation, known.variance, known.variance_error, BOUND);
  for (size_t d = 0; d < 3; d++) {
    SL_ASSERT_Z(exact->arrangements[d].figure[SL_EXACT_ANY_CLAIMANT].value, known.share[d],
                known.share_error[d], BOUND);
  }
  sl_exact_free(exact);
  sl_test_unload(&loaded);
  sl_fit_study_free(study);
  sl_claims_file_free(&file);
}

SL_SUITE(fit_group, "verify/fit_group", {"a known group comes back", a_known_group_comes_back});
