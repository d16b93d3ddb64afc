#include "models/bases/bases.h"

#include "tests/support/harness.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BANDS 15

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

static const char *us_commercial(void)
{
  size_t n = 0;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n);
  for (size_t i = 0; i < n; i++) {
    if (strcmp(bases[i].name, "us-commercial-2026") == 0) {
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

static void the_embedded_text_is_the_file(void)
{
  char path[512];
  snprintf(path, sizeof path, "%s/models/bases/us-commercial-2026.yaml", sl_test_source_dir());
  FILE *file = fopen(path, "rb");
  CU_ASSERT_FATAL(file != NULL);
  const char *text = us_commercial();
  size_t n = 0;
  for (int byte = fgetc(file); byte != EOF; byte = fgetc(file), n++) {
    CU_ASSERT_EQUAL_FATAL((char)byte, text[n]);
  }
  CU_ASSERT_EQUAL(n, strlen(text));
  fclose(file);
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

static void read_row(const char *text, const char *curve, const char *key, double *values)
{
  char entry[64];
  snprintf(entry, sizeof entry, "  - name: %s\n    ages:", curve);
  const char *at = strstr(text, entry);
  at = at != NULL ? strstr(at, key) : NULL;
  at = at != NULL ? strchr(at, '[') : NULL;
  CU_ASSERT_FATAL(at != NULL);
  for (size_t i = 0; i < BANDS; i++) {
    char *end = NULL;
    values[i] = strtod(at + 1, &end);
    at = end;
    CU_ASSERT_EQUAL_FATAL(*at, i + 1 < BANDS ? ',' : ']');
  }
}

static void age_curves_have_mean_one_over_the_reference_population(void)
{
  static const char *const curves[] = {"hospital", "ambulatory", "drugs", "mental_health"};
  const char *text = us_commercial();
  double age[BANDS], female[BANDS], male[BANDS];
  const char *at = strstr(text, "#   age female male\n");
  CU_ASSERT_FATAL(at != NULL);
  for (size_t i = 0; i < BANDS; i++) {
    at = strchr(at, '\n') + 1;
    CU_ASSERT_EQUAL_FATAL(sscanf(at, "# %lf %lf %lf", &age[i], &female[i], &male[i]), 3);
  }
  for (size_t c = 0; c < sizeof curves / sizeof curves[0]; c++) {
    double ages[BANDS], women[BANDS], men[BANDS], sum = 0, people = 0;
    read_row(text, curves[c], "ages:", ages);
    read_row(text, curves[c], " female:", women);
    read_row(text, curves[c], " male:", men);
    for (size_t i = 0; i < BANDS; i++) {
      CU_ASSERT_EQUAL(ages[i], age[i]);
      sum += female[i] * women[i] + male[i] * men[i];
      people += female[i] + male[i];
    }
    SL_ASSERT_CLOSE(sum / people, 1.0, 2e-5);
  }
}

SL_SUITE(basis, "unit/basis", {"the embedded text is the file", the_embedded_text_is_the_file},
         {"services are CMS's to the digits printed",
          services_are_those_of_cms_to_the_digits_printed},
         {"the tail gives the stated million-dollar claims",
          the_tail_gives_the_stated_million_dollar_claims},
         {"age curves have mean 1 over the reference population",
          age_curves_have_mean_one_over_the_reference_population});
