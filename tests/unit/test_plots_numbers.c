/* What the pictures say: exceedance, density, words and places. */
#include "sim/output/plots/curves.h"
#include "sim/output/plots/labels.h"
#include "sim/output/plots/picture.h"
#include "sim/output/plots/text.h"
#include "tests/support/harness.h"
#include "tests/support/synthetic_results.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TRIALS 4096

static void score_interval_agrees_with_published_values(void)
{
  /* R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3. */
  static const struct {
    size_t hits, n;
    double low, high;
  } published[] = {{81, 263, 0.2553, 0.3662},
                   {15, 148, 0.0624, 0.1605},
                   {0, 20, 0.0, 0.1611},
                   {1, 29, 0.0061, 0.1718}};
  for (size_t i = 0; i < sizeof published / sizeof published[0]; i++) {
    double low, high;
    sl_score_interval(published[i].hits, published[i].n, &low, &high);
    SL_ASSERT_CLOSE_ABOVE(low, published[i].low, 5e-5, 1.0);
    SL_ASSERT_CLOSE_ABOVE(high, published[i].high, 5e-5, 1.0);
    sl_score_interval(published[i].n - published[i].hits, published[i].n, &low, &high);
    SL_ASSERT_CLOSE_ABOVE(1.0 - high, published[i].low, 5e-5, 1.0);
    SL_ASSERT_CLOSE_ABOVE(1.0 - low, published[i].high, 5e-5, 1.0);
  }
}

static size_t count_above(const double *cost, size_t n, double x)
{
  size_t count = 0;
  for (size_t t = 0; t < n; t++) {
    count += cost[t] > x;
  }
  return count;
}

/* The script of the exceedance picture, for the caller to free. */
static void exceedance_script(const sl_results_t *results, const sl_summary_t *summary,
                              char **script)
{
  size_t length;
  sl_plot_data_t *data;
  FILE *out = open_memstream(script, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(out);
  CU_ASSERT_EQUAL_FATAL(sl_plot_data_new(results, summary, &data, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_plot_exceedance(data, SL_PLOT_SVG, out, NULL), SL_OK);
  fclose(out);
  sl_plot_data_free(data);
}

static const sl_synthetic_t capped_and_flat[] = {{"ASO", 1.85e6, 0.16, 480e3, 2.2575e6, 2.4e6},
                                                 {"Fully insured", 2.5e6, 0, 146e3, 0, 2.646e6}};

/* Every point is one end of the step at x; returns how many there were. */
static size_t check_curve(const char **line, const double *cost, size_t n)
{
  size_t points = 0;
  double x, p, low, high, before = 1.0;
  while (sscanf(*line, "%lg %lg %lg %lg", &x, &p, &low, &high) == 4) {
    const double above = (double)count_above(cost, n, x + 0.005) / (double)n;
    const double least = (double)count_above(cost, n, x - 0.005) / (double)n;
    CU_ASSERT(p == above || p == least);
    CU_ASSERT(low <= p && p <= high && p <= before);
    before = p;
    points++;
    *line = strchr(*line, '\n') + 1;
    if (**line == '\n') {
      break;
    }
  }
  return points;
}

static void exceedance_in_the_script_is_a_plain_count(void)
{
  sl_results_t *results;
  sl_summary_t *summary;
  sl_synthetic_results("Shop", "USD", TRIALS, capped_and_flat, 2, &results, &summary);
  char *script = NULL;
  exceedance_script(results, summary, &script);
  const char *line = strstr(script, "$curves << END\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(line);
  line = strchr(line, '\n') + 1;
  const double *aso = sl_results_cost_column(results, SL_COST_COST, 0);
  CU_ASSERT(check_curve(&line, aso, TRIALS) > 200);
  line += strspn(line, "\n");
  CU_ASSERT_EQUAL(check_curve(&line, sl_results_cost_column(results, SL_COST_COST, 1), TRIALS), 2);
  free(script);
  sl_synthetic_free(results, summary);
}

static void exceedance_follows_the_lognormal_law_to_its_last_trial(void)
{
  static const sl_synthetic_t open_ended[] = {{"ASO", 1e6, 0.3, 2e5, 0, 1.3e6}};
  static sl_exceedance_t points[SL_EXCEEDANCE_POINTS];
  sl_results_t *results;
  sl_summary_t *summary;
  sl_plot_data_t *data;
  sl_synthetic_results("Shop", "USD", TRIALS, open_ended, 1, &results, &summary);
  CU_ASSERT_EQUAL_FATAL(sl_plot_data_new(results, summary, &data, NULL), SL_OK);
  const size_t n = sl_exceedance_curve(data->ascending[0], TRIALS, points);
  CU_ASSERT(n > 300 && n <= SL_EXCEEDANCE_POINTS);
  for (size_t k = 0; k < n; k++) {
    const double exact = gsl_cdf_lognormal_Q(points[k].x - 2e5, log(1e6), 0.3);
    SL_ASSERT_CLOSE_ABOVE(points[k].probability, exact, 1.1 / TRIALS, 1.0);
  }
  CU_ASSERT_EQUAL(points[0].probability, 1.0);
  CU_ASSERT_EQUAL(points[n - 1].probability, 0.0);
  CU_ASSERT_EQUAL(points[n - 1].x, data->ascending[0][TRIALS - 1]);
  /* Every one of the ten worst trials is a step of its own. */
  CU_ASSERT_EQUAL(points[n - 19].probability * TRIALS, 9.0);
  sl_plot_data_free(data);
  sl_synthetic_free(results, summary);
}

static void exceeding_allows_half_a_cent(void)
{
  static const double cost[] = {1.0, 2.0, 2.0049, 2.0051, 3.0};
  CU_ASSERT_EQUAL(sl_exceeding(cost, 5, 2.0), 2);
  CU_ASSERT_EQUAL(sl_exceeding(cost, 5, 0.0), 5);
  CU_ASSERT_EQUAL(sl_exceeding(cost, 5, 3.0), 0);
}

static void atoms_are_what_many_trials_share(void)
{
  double cost[200];
  sl_atom_t atoms[8];
  for (size_t i = 0; i < 200; i++) {
    cost[i] = i < 150 ? (double)i : 150.0 + 1e-9 * (double)i;
  }
  CU_ASSERT_EQUAL_FATAL(sl_atoms(cost, 200, atoms, 8), 1);
  CU_ASSERT_EQUAL(atoms[0].share, 0.25);
  CU_ASSERT_EQUAL(atoms[0].first, 150);
  CU_ASSERT_EQUAL(atoms[0].count, 50);
  CU_ASSERT_EQUAL(sl_atoms(cost, 3, atoms, 8), 3); /* too few to smooth: each stands for itself */
}

static double integral(const double *density, size_t m, double width)
{
  double sum = 0.0;
  for (size_t k = 0; k < m; k++) {
    sum += density[k] * (k == 0 || k + 1 == m ? 0.5 : 1.0);
  }
  return sum * width / (double)(m - 1);
}

static void density_is_the_one_the_costs_were_drawn_from(void)
{
  static double x[TRIALS], density[401];
  for (size_t i = 0; i < TRIALS; i++) {
    x[i] = gsl_cdf_ugaussian_Pinv(((double)i + 0.5) / TRIALS);
  }
  sl_density(x, TRIALS, -6.0, 6.0, -HUGE_VAL, HUGE_VAL, density, 401);
  SL_ASSERT_CLOSE(integral(density, 401, 12.0), 1.0, 1e-6);
  /* Smoothing a normal density with bandwidth h gives variance 1 + h^2, h = 0.9 n^(-1/5); sharing
   * among grid points a step apart adds up to step^2 / 4. */
  const double h = 0.9 * pow(TRIALS, -0.2);
  for (size_t k = 0; k < 401; k++) {
    const double at = -6.0 + 0.03 * (double)k;
    SL_ASSERT_CLOSE_ABOVE(density[k], gsl_ran_gaussian_pdf(at, sqrt(1.0 + h * h)), 1e-3, 0.4);
  }
}

static void density_keeps_its_mass_within_reflecting_ends(void)
{
  static double x[TRIALS], density[401];
  for (size_t i = 0; i < TRIALS; i++) {
    x[i] = ((double)i + 0.5) / TRIALS;
  }
  sl_density(x, TRIALS, 0.0, 1.0, 0.0, 1.0, density, 401);
  SL_ASSERT_CLOSE(integral(density, 401, 1.0), 1.0, 1e-3);
  for (size_t k = 0; k < 401; k++) {
    SL_ASSERT_CLOSE(density[k], 1.0, 0.01);
  }
}

static void money_is_short_and_in_the_scenarios_currency(void)
{
  static const struct {
    const char *currency;
    double amount, step;
    const char *text;
  } cases[] = {{"USD", 2412300, 0, "$2.41M"},
               {"USD", 812400, 0, "$812k"},
               {"USD", 9150, 0, "$9,150"},
               {"USD", 0, 0, "$0"},
               {"USD", -1234567, 0, "\xe2\x88\x92$1.23M"},
               {"USD", 999600, 0, "$1.00M"},
               {"USD", 1.25e9, 0, "$1.25B"},
               {"USD", 3.5, 0, "$3.50"},
               {"CAD", 12345678, 0, "C$12.3M"},
               {"EUR", 1200000, 0,
                "EUR\xc2\xa0"
                "1.20M"},
               {"USD", 2000000, 500000, "$2.0M"},
               {"USD", 2250000, 250000, "$2.25M"},
               {"USD", 20000, 5000, "$20k"},
               {"USD", 2500, 2500, "$2,500"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[64];
    sl_plot_text_money(cases[i].currency, cases[i].amount, cases[i].step, text, sizeof text);
    CU_ASSERT_STRING_EQUAL(text, cases[i].text);
  }
}

static void chances_never_claim_more_certainty_than_the_trials(void)
{
  static const struct {
    size_t hits, trials;
    const char *years;
  } cases[] = {{0, 1000, "no simulated year"},
               {1000, 1000, "every simulated year"},
               {4, 1000, "fewer than 1 of 100 years"},
               {996, 1000, "more than 99 of 100 years"},
               {834, 1000, "83 of 100 years"},
               {6, 1000, "1 of 100 years"},
               {19, 50, "19 of 50 years"},
               {1, 1, "the one simulated year"}};
  char text[64];
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_plot_text_years(cases[i].hits, cases[i].trials, text, sizeof text);
    CU_ASSERT_STRING_EQUAL(text, cases[i].years);
  }
  sl_plot_text_percent(0.413, text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "41%");
  sl_plot_text_percent(0.05, text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "5%");
  sl_plot_text_percent(0.024, text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "2.4%");
  sl_plot_text_percent(0.00004, text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "less than 0.01%");
  sl_plot_text_percent(0.9999, text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "more than 99%");
  sl_plot_text_count(1234567, text, sizeof text);
  CU_ASSERT_STRING_EQUAL(text, "1,234,567");
}

static void long_names_break_between_words_and_end_in_an_ellipsis(void)
{
  char lines[2][SL_PLOT_TEXT];
  CU_ASSERT_EQUAL(sl_plot_text_wrap("Fully insured by the incumbent carrier", 10.0, 2, lines), 2);
  CU_ASSERT_STRING_EQUAL(lines[0], "Fully insured by");
  CU_ASSERT(strlen(lines[1]) > 3 && strcmp(lines[1] + strlen(lines[1]) - 3, "\xe2\x80\xa6") == 0);
  CU_ASSERT(sl_plot_text_width(lines[1]) <= 10.0);
  CU_ASSERT_EQUAL(sl_plot_text_wrap("ASO", 10.0, 2, lines), 1);
  CU_ASSERT_STRING_EQUAL(lines[0], "ASO");
  CU_ASSERT_EQUAL(sl_plot_text_wrap("Donaudampfschifffahrtsgesellschaft", 10.0, 2, lines), 2);
}

static void labels_keep_off_each_other_and_off_lines(void)
{
  sl_label_field_t field;
  sl_label_spot_t spots[6];
  const double width = 120.0, height = 16.0;
  CU_ASSERT_EQUAL_FATAL(sl_label_field_init(&field, 100.0, 900.0, 50.0, 500.0, NULL), SL_OK);
  sl_label_field_line(&field, (sl_plot_point_t){100.0, 250.0}, (sl_plot_point_t){900.0, 250.0},
                      10.0);
  for (size_t i = 0; i < 6; i++) { /* six labels for one and the same point, on the line */
    const sl_plot_point_t anchor = {880.0, 250.0};
    spots[i] = sl_label_field_place(&field, &anchor, 1, width, height);
    CU_ASSERT(spots[i].x >= 100.0 && spots[i].x + width <= 900.0);
    CU_ASSERT(spots[i].y >= 50.0 && spots[i].y + height <= 500.0);
    CU_ASSERT(spots[i].y > 250.0 || spots[i].y + height < 250.0);
    for (size_t j = 0; j < i; j++) {
      CU_ASSERT(fabs(spots[i].x - spots[j].x) >= width || fabs(spots[i].y - spots[j].y) >= height);
    }
  }
  sl_label_field_free(&field);
}

/* Lines cross all that lies beside the anchor; only the far left is free. */
static void a_label_goes_far_rather_than_over_a_line(void)
{
  sl_label_field_t field;
  const double width = 120.0, height = 32.0;
  const sl_plot_point_t anchor = {700.0, 280.0};
  CU_ASSERT_EQUAL_FATAL(sl_label_field_init(&field, 100.0, 900.0, 50.0, 500.0, NULL), SL_OK);
  for (double y = 50.0; y < 500.0; y += 12.0) {
    sl_label_field_line(&field, (sl_plot_point_t){300.0, y}, (sl_plot_point_t){900.0, y}, 10.0);
  }
  const sl_label_spot_t spot = sl_label_field_place(&field, &anchor, 1, width, height);
  CU_ASSERT(spot.x >= 100.0 && spot.x + width <= 300.0);
  CU_ASSERT(spot.y >= 50.0 && spot.y + height <= 500.0);
  CU_ASSERT(spot.far);
  sl_label_field_free(&field);
}

SL_SUITE(plots_numbers, "unit/plots_numbers",
         {"score interval agrees with published values",
          score_interval_agrees_with_published_values},
         {"exceedance in the script is a plain count", exceedance_in_the_script_is_a_plain_count},
         {"exceedance follows the lognormal law",
          exceedance_follows_the_lognormal_law_to_its_last_trial},
         {"exceeding allows half a cent", exceeding_allows_half_a_cent},
         {"atoms are what many trials share", atoms_are_what_many_trials_share},
         {"density is the one drawn from", density_is_the_one_the_costs_were_drawn_from},
         {"density keeps its mass within ends", density_keeps_its_mass_within_reflecting_ends},
         {"money is short", money_is_short_and_in_the_scenarios_currency},
         {"chances claim no certainty", chances_never_claim_more_certainty_than_the_trials},
         {"long names break between words", long_names_break_between_words_and_end_in_an_ellipsis},
         {"labels keep off each other", labels_keep_off_each_other_and_off_lines},
         {"a label goes far rather than over a line", a_label_goes_far_rather_than_over_a_line});
