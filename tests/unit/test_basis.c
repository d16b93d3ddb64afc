#include "models/bases/bases.h"

#include "tests/support/harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BANDS_MAX 15

static const char *basis_text(const char *name)
{
  size_t n = 0;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n);
  for (size_t i = 0; i < n; i++) {
    if (strcmp(bases[i].name, name) == 0) {
      return bases[i].text;
    }
  }
  return "";
}

/* The number behind key in that line of the service's entry. */
static double number_of(const char *text, const char *name, const char *line, const char *key)
{
  char entry[64];
  snprintf(entry, sizeof entry, "  - name: %s\n", name);
  const char *at = strstr(text, "\nservices:");
  at = at != NULL ? strstr(at, entry) : NULL;
  at = at != NULL ? strstr(at, line) : NULL;
  at = at != NULL ? strstr(at, key) : NULL;
  return at != NULL ? strtod(at + strlen(key), NULL) : (double)NAN;
}

static void the_embedded_texts_are_the_files(void)
{
  size_t n_bases = 0;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n_bases);
  for (size_t i = 0; i < n_bases; i++) {
    char path[512];
    snprintf(path, sizeof path, "%s/models/bases/%s.yaml", sl_test_source_dir(), bases[i].name);
    FILE *file = fopen(path, "rb");
    CU_ASSERT_FATAL(file != NULL);
    size_t n = 0;
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file), n++) {
      CU_ASSERT_EQUAL_FATAL((char)byte, bases[i].text[n]);
    }
    CU_ASSERT_EQUAL(n, strlen(bases[i].text));
    fclose(file);
  }
}

/* CLHIA Facts 2022, page 16: paid per covered person, CAD, one line per benefit; the shares of a
 * bill reimbursed are the basis's own assumptions. */
typedef struct benefit {
  double paid;
  struct {
    const char *name;
    double reimbursed;
  } services[3];
} benefit_t;

static const benefit_t clhia[] = {
    {496, {{"prescription_drugs", 0.85}, {"specialty_drugs", 0.85}}},
    {352, {{"dental_preventive", 0.9}, {"dental_basic", 0.8}, {"dental_major", 0.5}}},
    {48, {{"vision", 0.6}}},
    {26, {{"physiotherapy", 0.8}}},
    {26, {{"chiropractic", 0.8}}},
    {41, {{"massage", 0.8}}},
    {41, {{"other_paramedical", 0.8}}},
    {22, {{"psychology", 0.8}}},
    {59, {{"hospital_room", 1}}},
    {15, {{"travel_emergency", 1}}}};

static void canadian_services_pay_what_clhia_says(void)
{
  const char *text = basis_text("canada-2021");
  double total = 0;
  for (size_t i = 0; i < sizeof clhia / sizeof clhia[0]; i++) {
    double paid = 0;
    for (size_t k = 0; k < 3 && clhia[i].services[k].name != NULL; k++) {
      const char *name = clhia[i].services[k].name;
      const double allowed = number_of(text, name, "frequency:", "mean: ") *
                             number_of(text, name, "severity:", "mean: ");
      paid += allowed * clhia[i].services[k].reimbursed;
      total += allowed;
    }
    CU_ASSERT_TRUE(fabs(paid - clhia[i].paid) < 0.04); /* amounts are rounded to the cent */
  }
  SL_ASSERT_CLOSE(total, 1392.95, 1e-5);
}

/* The 2013 IDI table over the basis's reference population, claims per 1,000 at 7, 14, 30, 60, 90,
 * 180 and 360 days (summed from the table outside this program). */
static void disability_durations_are_the_ratios_of_incidence(void)
{
  static const double incidence[] = {63.500, 41.055, 28.286, 14.422, 7.323, 4.423, 2.736, 0};
  const char *text = basis_text("disability-idi2013");
  const char *at = strstr(text, "weights: [");
  CU_ASSERT_FATAL(at != NULL);
  at = strchr(at, '[');
  for (size_t i = 0; i + 1 < sizeof incidence / sizeof incidence[0]; i++) {
    char *end = NULL;
    const double weight = strtod(at + 1, &end);
    at = end;
    CU_ASSERT_TRUE(fabs(weight - (incidence[i] - incidence[i + 1]) / incidence[0]) < 0.0001);
  }
  SL_ASSERT_CLOSE(number_of(text, "short_term_disability", "frequency:", "mean: "), 0.0635, 1e-15);
  SL_ASSERT_CLOSE(number_of(text, "long_term_disability", "frequency:", "probability: "), 0.00732,
                  1e-15);
}

static void read_row(const char *curve, const char *key, size_t n, double *values)
{
  const char *at = strstr(curve, key);
  at = at != NULL ? strchr(at, '[') : NULL;
  CU_ASSERT_FATAL(at != NULL);
  for (size_t i = 0; i < n; i++) {
    char *end = NULL;
    values[i] = strtod(at + 1, &end);
    at = end;
    CU_ASSERT_EQUAL_FATAL(*at, i + 1 < n ? ',' : ']');
  }
}

static size_t count_row(const char *from, const char *key)
{
  const char *at = strstr(from, key), *end = at != NULL ? strchr(at, ']') : NULL;
  size_t n = 1;
  CU_ASSERT_FATAL(end != NULL);
  for (; at < end; at++) {
    n += *at == ',';
  }
  CU_ASSERT_FATAL(n <= BANDS_MAX);
  return n;
}

typedef struct population {
  size_t n;
  double age[BANDS_MAX], female[BANDS_MAX], male[BANDS_MAX];
} population_t;

/* By its key, or in a file of version 1 the table in its comments. */
static population_t reference_population(const char *text)
{
  population_t people = {0};
  const char *at = strstr(text, "\nreference_population:");
  if (at != NULL) {
    people.n = count_row(at, "ages:");
    read_row(at, "ages:", people.n, people.age);
    read_row(at, " female:", people.n, people.female);
    read_row(at, " male:", people.n, people.male);
    return people;
  }
  at = strstr(text, "#   age female male\n");
  CU_ASSERT_FATAL(at != NULL);
  at = strchr(at, '\n') + 1;
  while (people.n < BANDS_MAX && sscanf(at, "# %lf %lf %lf", &people.age[people.n],
                                        &people.female[people.n], &people.male[people.n]) == 3) {
    people.n++;
    at = strchr(at, '\n') + 1;
  }
  return people;
}

static void check_curve(const char *curve, const population_t *people)
{
  double ages[BANDS_MAX], women[BANDS_MAX], men[BANDS_MAX], sum = 0, count = 0;
  read_row(curve, "ages:", people->n, ages);
  read_row(curve, " female:", people->n, women);
  read_row(curve, " male:", people->n, men);
  for (size_t i = 0; i < people->n; i++) {
    CU_ASSERT_EQUAL(ages[i], people->age[i]);
    sum += people->female[i] * women[i] + people->male[i] * men[i];
    count += people->female[i] + people->male[i];
  }
  SL_ASSERT_CLOSE(sum / count, 1.0, 5e-5);
}

static void age_curves_have_mean_one_over_the_reference_population(void)
{
  static const char next[] = "  - name: ";
  size_t n_bases = 0, n_curves = 0;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n_bases);
  for (size_t i = 0; i < n_bases; i++) {
    const char *end = strstr(bases[i].text, "\nservices:");
    const char *curve = strstr(bases[i].text, "\nage_curves:");
    const population_t people = reference_population(bases[i].text);
    if (strncmp(bases[i].name, "us-", 3) == 0) {
      continue; /* mean 1 under 65: unit/basis_2026 */
    }
    CU_ASSERT_FATAL(end != NULL && curve != NULL && people.n > 0);
    for (curve = strstr(curve, next); curve != NULL && curve < end; n_curves++) {
      check_curve(curve, &people);
      curve = strstr(curve + sizeof next, next);
    }
  }
  CU_ASSERT_EQUAL(n_curves, 4 + 2 + 8);
}

SL_SUITE(basis, "unit/basis",
         {"the embedded texts are the files", the_embedded_texts_are_the_files},
         {"Canadian services pay what CLHIA says", canadian_services_pay_what_clhia_says},
         {"disability durations are the ratios of incidence",
          disability_durations_are_the_ratios_of_incidence},
         {"age curves have mean 1 over the reference population",
          age_curves_have_mean_one_over_the_reference_population});
