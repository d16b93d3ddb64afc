/* The RAND experiment by coinsurance: fits with exposure put visits and outpatient dollars a year
 * of eligibility in the order that was published, and meet the ratios of the file
 * (tests/data/rand_*_by_plan.csv say where it comes from). */
#include "models/fit/frequency_fit.h"
#include "models/fit/severity_fit.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLANS 4
#define FIELDS 4

static const double coinsurance[PLANS] = {0, 25, 50, 95};
static const double visits_a_year[PLANS] = {3.128, 2.790, 2.562, 2.112};
static const double dollars_a_year[PLANS] = {56.65, 50.20, 43.15, 38.12};

typedef struct table {
  double (*row)[FIELDS];
  size_t n;
} table_t;

/* The rows behind a line of provenance and a header. */
static table_t read_table(const char *name)
{
  char path[SL_PATH_MAX];
  size_t length;
  table_t table = {NULL, 0};
  sl_source_path(path, "tests/data/%s.csv", name);
  char *text = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(text);
  table.row = calloc(length, sizeof *table.row);
  CU_ASSERT_PTR_NOT_NULL_FATAL(table.row);
  char *line = strchr(strchr(text, '\n') + 1, '\n');
  while (line != NULL && line[1] != '\0') {
    double *row = table.row[table.n++];
    char *next = line + 1;
    for (size_t f = 0; f < FIELDS && *next != '\n'; f++) {
      row[f] = strtod(next, &next);
      next += *next == ',';
    }
    line = strchr(line + 1, '\n');
  }
  free(text);
  return table;
}

/* Visits of a plan by a family; *years: its eligibility. */
static sl_frequency_fit_t fit_visits(const char *family, const table_t *table, double plan,
                                     double *years)
{
  sl_counted_t *counts = malloc((table->n + 1) * sizeof *counts);
  sl_frequency_fit_t fit;
  sl_error_t error;
  size_t n = 0;
  CU_ASSERT_PTR_NOT_NULL_FATAL(counts);
  *years = 0.0;
  for (size_t i = 0; i < table->n; i++) {
    const double *row = table->row[i];
    if (row[0] == plan) {
      counts[n++] = (sl_counted_t){.count = row[2], .exposure = row[1], .weight = row[3]};
      *years += row[1] * row[3];
    }
  }
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_frequency(sl_frequency_family(family), SL_ZEROS_PLAIN, counts, n, &fit, &error),
      SL_OK);
  free(counts);
  return fit;
}

/* Years with outpatient expense a year of eligibility x their mean expense, both fitted. */
static double fit_dollars(const table_t *table, double plan, double years)
{
  sl_loss_t *losses = malloc((table->n + 1) * sizeof *losses);
  sl_severity_fit_t amounts;
  sl_frequency_fit_t counts;
  sl_error_t error;
  size_t n = 0;
  sl_counted_t all = {.exposure = years, .weight = 1.0};
  CU_ASSERT_PTR_NOT_NULL_FATAL(losses);
  for (size_t i = 0; i < table->n; i++) {
    const double *row = table->row[i];
    if (row[0] == plan) {
      losses[n] = sl_loss(row[1]);
      losses[n++].weight = row[2];
      all.count += row[2];
    }
  }
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_severity(sl_severity_family("gamma"), NULL, losses, n, &amounts, &error), SL_OK);
  CU_ASSERT_EQUAL_FATAL(
      sl_fit_frequency(sl_frequency_family("poisson"), SL_ZEROS_PLAIN, &all, 1, &counts, &error),
      SL_OK);
  const double dollars = sl_frequency_mean(&counts.frequency) * sl_severity_mean(&amounts.severity);
  sl_frequency_free(&counts.frequency);
  free(losses);
  return dollars;
}

static void coinsurance_keeps_its_order(void)
{
  table_t visits = read_table("rand_visits_by_plan");
  table_t outpatient = read_table("rand_outpatient_by_plan");
  double last_visits = INFINITY, last_dollars = INFINITY;
  for (size_t p = 0; p < PLANS; p++) {
    double years;
    /* poisson's mean is the ratio itself; negative_binomial weighs short years a little otherwise
     */
    sl_frequency_fit_t ratio = fit_visits("poisson", &visits, coinsurance[p], &years);
    sl_frequency_fit_t fit = fit_visits("negative_binomial", &visits, coinsurance[p], &years);
    const double dollars = fit_dollars(&outpatient, coinsurance[p], years);
    SL_ASSERT_CLOSE(ratio.parameter[0], visits_a_year[p], 3e-4);
    SL_ASSERT_Z(fit.parameter[0], visits_a_year[p], fit.told[0].standard_error, 0.2);
    SL_ASSERT_CLOSE(dollars, dollars_a_year[p], 0.001);
    CU_ASSERT(fit.parameter[0] < last_visits && dollars < last_dollars);
    last_visits = fit.parameter[0];
    last_dollars = dollars;
    sl_frequency_free(&ratio.frequency);
    sl_frequency_free(&fit.frequency);
  }
  free(visits.row);
  free(outpatient.row);
}

SL_SUITE(fit_rand, "verify/fit_rand", {"coinsurance keeps its order", coinsurance_keeps_its_order});
