/* A fit beside a manual: weights, level, large claims and tails, against figures worked out here.
 */
#include "sim/study/fit/copies.h"
#include "sim/study/fit/fit.h"
#include "tests/support/claim_text.h"
#include "tests/support/harness.h"
#include "tests/support/severities.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MEMBERS 50
#define YEARS 2
#define POOL 6000.0 /* a little above the largest claim but those of LARGE */
#define LARGE 60000.0
#define Z90 1.6448536269514722

static const char manual_text[] =
    "stoploss_basis: 1\nname: manual\ntitle: M\ncurrency: USD\ndate: 2024-01-01\n"
    "frailty: {distribution: gamma, shape: 2}\n"
    "services:\n"
    "  - name: care\n    line: medical\n    frequency: {distribution: poisson, mean: 2}\n"
    "    severity: {distribution: lognormal, mean: 1000, cv: 2}\n    members: all\n"
    "  - name: rare\n    line: medical\n    frequency: {distribution: poisson, mean: 0.01}\n"
    "    severity: {distribution: pareto, shape: 3, scale: 50000}\n    members: all\n";

static const char condition_text[] =
    "conditions:\n"
    "  - name: illness\n    incidence: 0.02\n"
    "    severity: {distribution: lognormal, mean: 50000, cv: 1}\n"
    "    services: [{service: care, share: 0.8, events: 2}, {service: rare, share: 0.2}]\n";

static sl_basis_t *parse(const char *text)
{
  sl_basis_t *basis = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const sl_source_t source = {"test", "", &faults, NULL, NULL};
  CU_ASSERT_EQUAL_FATAL(sl_basis_parse(&source, "manual", text, strlen(text), &basis), SL_OK);
  sl_faults_free(&faults);
  return basis;
}

static sl_basis_t *manual_basis(void) { return parse(manual_text); }

static sl_basis_t *manual_with_condition(void)
{
  char text[sizeof manual_text + sizeof condition_text];
  snprintf(text, sizeof text, "%s%s", manual_text, condition_text);
  text[strlen("stoploss_basis: ")] = '2';
  return parse(text);
}

/* Member i has i mod 5 claims of `care` a year, of amounts that no two share; the first two years'
 * first members one of LARGE besides. */
static double amount_of(unsigned member, unsigned year, unsigned claim)
{
  return 100.0 * (1.0 + member) + 37.0 * claim + 11.0 * year + 0.25;
}

static char *lines(void)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  fputs("member,service,incurred,allowed\n", out);
  for (unsigned i = 0; i < MEMBERS; i++) {
    for (unsigned y = 0; y < YEARS; y++) {
      for (unsigned k = 0; k < i % 5; k++) {
        fprintf(out, "m%02u,care,%u-%02u-%02u,%.2f\n", i, 2023 + y, 1 + (i + k) % 12, 1 + k,
                amount_of(i, y, k));
      }
      if (i == 0) {
        fprintf(out, "m%02u,care,%u-%02u-%02u,%.2f\n", i, 2023 + y, y == 0 ? 1 : 12,
                y == 0 ? 1 : 31, LARGE);
      }
    }
  }
  fclose(out);
  return text;
}

static sl_fit_terms_t terms_of(const sl_basis_t *manual)
{
  return (sl_fit_terms_t){.name = "own",
                          .currency = "USD",
                          .trend = 0.0,
                          .pool = INFINITY,
                          .manual = manual,
                          .within = 0.1,
                          .probability = 0.9,
                          .between_variance = NAN};
}

typedef struct fitted {
  sl_claims_file_t file;
  sl_fit_study_t *study;
  sl_error_t error;
  int code;
} fitted_t;

/* Everybody covered for both years: members without claims are in the covers. */
static fitted_t fit(const char *text, const sl_fit_terms_t *terms)
{
  static char ids[MEMBERS][8];
  static const char *pointers[MEMBERS];
  fitted_t f = {.error = {0}};
  sl_census_cover_t *covers = malloc(MEMBERS * sizeof *covers);
  CU_ASSERT_PTR_NOT_NULL_FATAL(covers);
  for (unsigned i = 0; i < MEMBERS; i++) {
    snprintf(ids[i], sizeof ids[i], "m%02u", i);
    pointers[i] = ids[i];
    covers[i] = (sl_census_cover_t){.id = ids[i], .first = 0, .last = 40000, .share = 1.0};
  }
  f.file = sl_test_claims(text, pointers, MEMBERS);
  f.code = sl_fit_study_new(&f.file, covers, MEMBERS, terms, &f.study, &f.error);
  return f;
}

static void done(fitted_t *f)
{
  sl_fit_study_free(f->study);
  sl_claims_file_free(&f->file);
}

typedef struct sums {
  double claims, amount, squares, counts, costs; /* the last two: squares over persons */
} sums_t;

static sums_t sum_by_hand(void)
{
  sums_t s = {0};
  double count[MEMBERS] = {0}, cost[MEMBERS] = {0};
  for (unsigned i = 0; i < MEMBERS; i++) {
    for (unsigned y = 0; y < YEARS; y++) {
      for (unsigned k = 0; k < i % 5; k++) {
        const double x = amount_of(i, y, k);
        s.claims += 1.0;
        s.amount += x;
        s.squares += x * x;
        count[i] += 1.0;
        cost[i] += x;
      }
    }
  }
  const double years = MEMBERS * YEARS;
  for (unsigned i = 0; i < MEMBERS; i++) {
    const double more = count[i] - s.claims / years * YEARS;
    const double dearer = cost[i] / YEARS - s.amount / years;
    s.counts += more * more;
    s.costs += YEARS * dearer * dearer;
  }
  return s;
}

static void weights_are_those_of_the_formulas(void)
{
  sl_basis_t *manual = manual_basis();
  sl_fit_terms_t terms = terms_of(manual);
  char *text = lines();
  const sums_t s = sum_by_hand();
  const double years = MEMBERS * YEARS, mean = s.amount / s.claims;
  terms.pool = POOL;
  fitted_t f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  const sl_weight_study_t *w = &f.study->weight;
  const double cv2 = s.squares / s.claims / (mean * mean) - 1.0;
  const double full = (Z90 / 0.1) * (Z90 / 0.1) * (s.counts / s.claims + cv2);
  SL_ASSERT_CLOSE(w->claims, s.claims, 1e-14);
  SL_ASSERT_CLOSE(w->member_years, years, 1e-12);
  SL_ASSERT_CLOSE(w->own_cost, s.amount / years, 1e-12);
  SL_ASSERT_CLOSE(w->full_claims, full, 1e-9);
  SL_ASSERT_CLOSE(w->z, sqrt(s.claims / full), 1e-9);
  CU_ASSERT_EQUAL(w->large, 2.0);
  SL_ASSERT_CLOSE(w->large_z, sqrt(2.0) / (Z90 / 0.1), 1e-9);
  done(&f);
  terms.between_variance = 1e6;
  f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  const double within = s.costs / (MEMBERS - 1.0);
  SL_ASSERT_CLOSE(f.study->weight.within_variance, within, 1e-9);
  SL_ASSERT_CLOSE(f.study->weight.z, years / (years + within / 1e6), 1e-9);
  done(&f);
  free(text);
  sl_basis_free(manual);
}

/* Of the basis: expected claims, cost, and claims above the pooling point. */
static void sum_basis(const sl_basis_t *basis, double *claims, double *cost, double *large)
{
  *claims = *cost = *large = 0.0;
  for (size_t s = 0; s < basis->n_services; s++) {
    const double frequency = sl_frequency_mean(&basis->services[s].frequency);
    *claims += frequency;
    *cost += frequency * sl_severity_mean(&basis->services[s].severity);
    *large += frequency * sl_severity_survival(&basis->services[s].severity, POOL);
  }
}

static void frequency_and_level_are_weighted(void)
{
  sl_basis_t *manual = manual_basis();
  sl_fit_terms_t terms = terms_of(manual);
  char *text = lines();
  double claims, cost, large;
  fitted_t f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  const double z = f.study->weight.z;
  const sl_service_fit_t *care = &f.study->services[0];
  CU_ASSERT_TRUE(z > 0.0 && z < 1.0);
  sum_basis(f.study->basis, &claims, &cost, &large);
  const double own = sl_service_frequency(care)->mean;
  SL_ASSERT_CLOSE(claims, z * own + (1.0 - z) * 2.01, 1e-12);
  SL_ASSERT_CLOSE(
      cost, z * own * sl_service_severity(care)->mean + (1.0 - z) * (2.0 * 1000.0 + 0.01 * 75000.0),
      1e-9);
  SL_ASSERT_CLOSE(f.study->basis->frailty_shape, 2.0, 1e-12);
  CU_ASSERT_EQUAL(f.study->basis->date.year, 2024);
  CU_ASSERT_STRING_EQUAL(f.study->basis->services[2].name, "care (own)");
  done(&f);
  free(text);
  sl_basis_free(manual);
}

static void large_claims_are_the_manuals(void)
{
  sl_basis_t *manual = manual_basis();
  sl_fit_terms_t terms = terms_of(manual);
  char *text = lines();
  double claims, cost, large;
  terms.pool = POOL;
  fitted_t f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  const sl_weight_study_t *w = &f.study->weight;
  const double above =
      2.0 * sl_severity_survival(&manual->services[0].severity, POOL) + 0.01; /* the Pareto's all */
  sum_basis(f.study->basis, &claims, &cost, &large);
  SL_ASSERT_CLOSE(w->manual_large, above, 1e-12);
  SL_ASSERT_CLOSE(large, w->large_z * 2.0 / (MEMBERS * YEARS) + (1.0 - w->large_z) * above, 1e-9);
  const size_t n = f.study->basis->n_services;
  CU_ASSERT_EQUAL(n, 4);
  CU_ASSERT_EQUAL(sl_severity_survival(&f.study->basis->services[2].severity, POOL), 0.0);
  CU_ASSERT_STRING_EQUAL(f.study->basis->services[3].name, "large claims");
  CU_ASSERT_EQUAL(sl_severity_survival(&f.study->basis->services[3].severity, POOL), 1.0);
  done(&f);
  terms.manual = NULL;
  f = fit(text, &terms);
  CU_ASSERT_EQUAL(f.code, SL_ERR_INPUT);
  done(&f);
  free(text);
  sl_basis_free(manual);
}

/* Cases come with their claims: two of 40% of the amount each, and one of 20%. */
static void a_manuals_conditions_are_weighted_too(void)
{
  sl_basis_t *manual = manual_with_condition();
  sl_fit_terms_t terms = terms_of(manual);
  char *text = lines();
  double claims, cost, large;
  fitted_t f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  const double z = f.study->weight.z;
  SL_ASSERT_CLOSE(f.study->weight.manual_cost, 2750.0 + 0.02 * 50000.0, 1e-9);
  SL_ASSERT_CLOSE(f.study->weight.manual_claims, 2.01 + 0.06, 1e-12);
  CU_ASSERT_EQUAL_FATAL(f.study->basis->n_conditions, 1);
  SL_ASSERT_CLOSE(f.study->basis->conditions[0].incidence, 0.02 * (1.0 - z), 1e-12);
  CU_ASSERT_STRING_EQUAL(
      f.study->basis->services[f.study->basis->conditions[0].spread.parts[1].service].name, "rare");
  done(&f);
  terms.pool = POOL;
  f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  const sl_weight_study_t *w = &f.study->weight;
  const sl_severity_t *amount = &manual->conditions[0].severity;
  const double cases = 0.04 * sl_severity_survival(amount, POOL / 0.4) +
                       0.02 * sl_severity_survival(amount, POOL / 0.2);
  const double above = 2.0 * sl_severity_survival(&manual->services[0].severity, POOL) + 0.01;
  SL_ASSERT_CLOSE(w->manual_large, above + cases, 1e-12);
  sum_basis(f.study->basis, &claims, &cost, &large);
  SL_ASSERT_CLOSE(large + (1.0 - w->z) * cases,
                  w->large_z * 2.0 / (MEMBERS * YEARS) + (1.0 - w->large_z) * (above + cases),
                  1e-9);
  /* the share of large claims above twice the point is as the manual's parts have it */
  const sl_severity_t *mixture = &f.study->basis->services[3].severity;
  const double twice = 2.0 * sl_severity_survival(&manual->services[0].severity, 2.0 * POOL) +
                       0.01 + 0.04 * sl_severity_survival(amount, POOL / 0.2) +
                       0.02 * sl_severity_survival(amount, POOL / 0.1);
  SL_ASSERT_CLOSE(sl_severity_survival(mixture, 2.0 * POOL), twice / (above + cases), 1e-9);
  done(&f);
  free(text);
  sl_basis_free(manual);
}

static void few_claims_have_no_tail_of_their_own(void)
{
  const sl_fit_terms_t terms = terms_of(NULL);
  char text[2000] = "member,service,incurred,allowed\n";
  for (unsigned i = 0; i < 29; i++) {
    char line[64];
    snprintf(line, sizeof line, "m%02u,stay,2023-%02u-03,%u\n", i, 1 + i % 12, 1000 + 313 * i);
    strcat(text, line);
  }
  fitted_t f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  CU_ASSERT_TRUE(sl_service_is_limited(f.study, &f.study->services[0]));
  CU_ASSERT_EQUAL(f.study->basis->services[0].severity.limit, 1000.0 + 313.0 * 28.0);
  done(&f);
  strcat(text, "m40,stay,2023-06-03,500\n"); /* the thirtieth */
  f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  CU_ASSERT_FALSE(sl_service_is_limited(f.study, &f.study->services[0]));
  CU_ASSERT_TRUE(isinf(f.study->basis->services[0].severity.limit));
  done(&f);
}

static void one_price_is_a_constant(void)
{
  const sl_fit_terms_t terms = terms_of(NULL);
  char text[2000] = "member,service,incurred,allowed\n";
  for (unsigned i = 0; i < 30; i++) {
    char line[64];
    snprintf(line, sizeof line, "m%02u,visit,2023-%02u-03,25\n", i, 1 + i % 12);
    strcat(text, line);
  }
  fitted_t f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  SL_ASSERT_CLOSE(sl_severity_mean(&f.study->basis->services[0].severity), 25.0, 1e-12);
  done(&f);
}

/* 50 members of whom 25 have a total: the level is Z own + (1 - Z) manual, the shape the group's.
 */
static void annual_totals_take_the_level(void)
{
  sl_basis_t *manual = manual_basis();
  sl_fit_terms_t terms = terms_of(manual);
  char text[2000] = "member,year,allowed\n";
  double sum = 0.0;
  for (unsigned i = 0; i < MEMBERS; i += 2) {
    char line[64];
    sum += 1000.0 + 40.0 * i;
    snprintf(line, sizeof line, "m%02u,2023,%u\n", i, 1000 + 40 * i);
    strcat(text, line);
  }
  terms.between_variance = 1e5;
  fitted_t f = fit(text, &terms);
  CU_ASSERT_EQUAL_FATAL(f.code, SL_OK);
  const double z = f.study->weight.z;
  const double level = z * sum / MEMBERS + (1.0 - z) * 2750.0;
  SL_ASSERT_CLOSE(f.study->services[0].sum, level * MEMBERS, 1e-9);
  CU_ASSERT_EQUAL(f.study->basis->n_services, 1);
  CU_ASSERT_TRUE(isinf(f.study->basis->frailty_shape));
  CU_ASSERT_STRING_EQUAL(f.study->basis->services[0].frequency.family->name, "bernoulli");
  SL_ASSERT_CLOSE(sl_frequency_mean(&f.study->basis->services[0].frequency), 0.5, 1e-6);
  done(&f);
  terms.pool = POOL;
  f = fit(text, &terms);
  CU_ASSERT_EQUAL(f.code, SL_ERR_INPUT);
  done(&f);
  sl_basis_free(manual);
}

/* P(c X > x) = P(X > x / c), for every family. */
static void amounts_of_every_family_scale(void)
{
  for (size_t i = 0; i < sl_test_severities(); i++) {
    const char *label;
    sl_severity_t from = sl_test_severity_number(i, &label), to;
    CU_ASSERT_EQUAL_FATAL(sl_severity_copy(&from, &to), SL_OK);
    sl_severity_scale(&to, 0.4);
    for (double level = 0.1; level < 1.0; level += 0.2) {
      const double x = sl_severity_quantile(&from, level) * 1.0001;
      SL_ASSERT_CLOSE_ABOVE(sl_severity_survival(&to, 0.4 * x), sl_severity_survival(&from, x),
                            1e-9, 1e-3);
    }
    SL_ASSERT_CLOSE(sl_severity_limited_mean(&to, 400.0),
                    0.4 * sl_severity_limited_mean(&from, 1e3), 1e-9);
    sl_severity_free(&from);
    sl_severity_free(&to);
  }
}

SL_SUITE(fit_study, "unit/fit_study",
         {"weights are those of the formulas", weights_are_those_of_the_formulas},
         {"frequency and level are weighted", frequency_and_level_are_weighted},
         {"large claims are the manual's", large_claims_are_the_manuals},
         {"a manual's conditions are weighted too", a_manuals_conditions_are_weighted_too},
         {"amounts of every family scale", amounts_of_every_family_scale},
         {"few claims have no tail of their own", few_claims_have_no_tail_of_their_own},
         {"one price is a constant", one_price_is_a_constant},
         {"annual totals take the level", annual_totals_take_the_level});
