#include "models/bases/bases.h"

#include "tests/support/harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BANDS_MAX 15

/* CMS 2026 Actuarial Value Calculator, gold, combined: per member and year. */
typedef struct published {
  const char *name;
  double events_per_1000;
  double cost_per_event;
  double cost_per_member;
} published_t;

static const published_t cms[] = {{"emergency_room", 151.88, 3661.88, 556.15},
                                  {"inpatient", 48.76, 28882.93, 1408.48},
                                  {"primary_care", 1642.45, 177.43, 291.43},
                                  {"specialist", 3060.89, 216.46, 662.55},
                                  {"mental_health", 2669.15, 131.07, 349.86},
                                  {"advanced_imaging", 258.53, 676.75, 174.96},
                                  {"speech_therapy", 69.02, 135.72, 9.37},
                                  {"occupational_physical_therapy", 2253.48, 87.94, 198.16},
                                  {"preventive", 4282.46, 84.79, 363.11},
                                  {"laboratory", 5584.10, 43.03, 240.30},
                                  {"xray", 983.28, 253.91, 249.66},
                                  {"skilled_nursing", 0.74, 13736.68, 10.11},
                                  {"outpatient_facility", 4691.42, 403.35, 1892.27},
                                  {"rx_generic", 9522.93, 34.79, 331.26},
                                  {"rx_preferred_brand", 895.54, 799.27, 715.78},
                                  {"rx_non_preferred_brand", 587.67, 758.34, 445.65},
                                  {"rx_specialty", 169.17, 6710.62, 1135.22}};
#define N_CMS (sizeof cms / sizeof cms[0])

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

static const char *us_commercial(void) { return basis_text("us-commercial-2026"); }

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

static void services_are_those_of_cms_to_the_digits_printed(void)
{
  const char *text = us_commercial();
  double total = 0;
  for (size_t i = 0; i < N_CMS; i++) {
    const double frequency = number_of(text, cms[i].name, "frequency:", "mean: ");
    const double severity = number_of(text, cms[i].name, "severity:", "mean: ");
    SL_ASSERT_CLOSE(frequency * 1000, cms[i].events_per_1000, 1e-12);
    SL_ASSERT_CLOSE(severity, cms[i].cost_per_event, 1e-12);
    /* Half a unit of the last digit of events and of cost per event. */
    const double rounding = 0.000005 * severity + 0.005 * frequency + 0.005;
    CU_ASSERT_TRUE(fabs(frequency * severity - cms[i].cost_per_member) <= rounding);
    total += frequency * severity;
  }
  CU_ASSERT_TRUE(fabs(total - 9034.31) < 0.2);
}

static void the_tail_gives_the_stated_million_dollar_claims(void)
{
  const char *text = us_commercial();
  const double frequency = number_of(text, "catastrophic", "frequency:", "mean: ");
  const double shape = number_of(text, "catastrophic", "severity:", "shape: ");
  const double scale = number_of(text, "catastrophic", "severity:", "scale: ");
  const double wanted = 171 * 1.29 / 2.2 * 1.14 * 1.14 - 63;
  CU_ASSERT_TRUE(fabs(1e6 * frequency * pow(scale / 1e6, shape) - wanted) < 0.5);
  SL_ASSERT_CLOSE(frequency * scale * shape / (shape - 1), 329.88, 1e-4);
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

typedef struct population {
  size_t n;
  double age[BANDS_MAX], female[BANDS_MAX], male[BANDS_MAX];
} population_t;

/* The table of the reference population in the file's comments. */
static population_t reference_population(const char *text)
{
  population_t people = {0};
  const char *at = strstr(text, "#   age female male\n");
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
    CU_ASSERT_FATAL(end != NULL && curve != NULL && people.n > 0);
    for (curve = strstr(curve, next); curve != NULL && curve < end; n_curves++) {
      check_curve(curve, &people);
      curve = strstr(curve + sizeof next, next);
    }
  }
  CU_ASSERT_EQUAL(n_curves, 4 + 4 + 2);
}

SL_SUITE(basis, "unit/basis",
         {"the embedded texts are the files", the_embedded_texts_are_the_files},
         {"services are CMS's to the digits printed",
          services_are_those_of_cms_to_the_digits_printed},
         {"the tail gives the stated million-dollar claims",
          the_tail_gives_the_stated_million_dollar_claims},
         {"Canadian services pay what CLHIA says", canadian_services_pay_what_clhia_says},
         {"disability durations are the ratios of incidence",
          disability_durations_are_the_ratios_of_incidence},
         {"age curves have mean 1 over the reference population",
          age_curves_have_mean_one_over_the_reference_population});
