/* The pictures as files: every format, hostile names, and what goes wrong outside. */
#include "sim/output/plots/curves.h"
#include "sim/output/plots/picture.h"
#include "sim/output/plots/plots.h"
#include "sim/output/plots/text.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/synthetic_results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const plots[] = {"cost-distributions", "exceedance", "deficit-chance"};
#define PLOTS (sizeof plots / sizeof plots[0])

static const sl_synthetic_t two[] = {{"ASO", 1.85e6, 0.16, 480e3, 2.2575e6, 2.4e6},
                                     {"Fully insured", 2.5e6, 0, 146e3, 0, 2.646e6}};

/* As draw, with the pictures by month. */
static int draw_months(const char *title, size_t trials, const sl_synthetic_t *arrangements,
                       size_t n, const char *folder, sl_error_t *error)
{
  sl_results_t *results;
  sl_summary_t *summary;
  sl_synthetic_results(title, "USD", trials, arrangements, n, &results, &summary);
  sl_synthetic_months(results, &summary, 24);
  const int code = sl_plots_draw(results, summary, folder, SL_PLOT_SVG, NULL, NULL, error);
  sl_synthetic_free(results, summary);
  return code;
}

static int draw(const char *title, size_t trials, const sl_synthetic_t *arrangements, size_t n,
                const char *folder, sl_plot_format_t format, sl_plot_written_t written,
                void *context, sl_error_t *error)
{
  sl_results_t *results;
  sl_summary_t *summary;
  sl_synthetic_results(title, "USD", trials, arrangements, n, &results, &summary);
  const int code = sl_plots_draw(results, summary, folder, format, written, context, error);
  sl_synthetic_free(results, summary);
  return code;
}

/* The texts of an SVG picture, one a line; NULL where it is not well-formed. */
static char *svg_texts(const char *picture)
{
  char script[SL_PATH_MAX], texts[SL_PATH_MAX], command[6 * SL_PATH_MAX];
  sl_source_path(script, "tests/support/svg_texts.py");
  sl_scratch_path(texts, "texts");
  snprintf(command, sizeof command, "LC_ALL=C.UTF-8 /usr/bin/python3 '%s' '%s' > '%s'", script,
           picture, texts);
  size_t length;
  return system(command) == 0 ? sl_file_read(texts, &length) : NULL;
}

static void count_path(void *context, const char *path)
{
  CU_ASSERT_EQUAL(access(path, R_OK), 0);
  ++*(int *)context;
}

/* True, and quiet, where a drawing went well. */
static bool went_well(int code, const sl_error_t *error)
{
  if (code != SL_OK) {
    printf("\n    code %d: %s\n", code, error->text);
  }
  return code == SL_OK;
}

static void every_picture_in_every_format(void)
{
  static const char *const starts[SL_PLOT_FORMATS] = {"<?xml", "\x89PNG\r\n\x1a\n", "%PDF-"};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "pictures"));
  for (int f = 0; f < SL_PLOT_FORMATS; f++) {
    sl_error_t error = {0};
    int written = 0;
    CU_ASSERT_TRUE(went_well(draw("Machine shop", 2000, two, 2, folder, (sl_plot_format_t)f,
                                  count_path, &written, &error),
                             &error));
    CU_ASSERT_STRING_EQUAL(error.text, "");
    CU_ASSERT_EQUAL(written, PLOTS);
    for (size_t p = 0; p < PLOTS; p++) {
      size_t length = 0;
      struct stat status;
      snprintf(path, sizeof path, "%s/%s.%s", folder, plots[p], sl_plot_format_names[f]);
      char *bytes = sl_file_read(path, &length);
      CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
      CU_ASSERT(length > 5000 && memcmp(bytes, starts[f], strlen(starts[f])) == 0);
      CU_ASSERT(stat(path, &status) == 0 && (status.st_mode & 0777) == 0644);
      free(bytes);
    }
    CU_ASSERT_EQUAL(sl_folder_entries(folder), (f + 1) * (int)PLOTS); /* nothing temporary */
  }
}

static void titles_state_the_finding(void)
{
  static const char *const findings[PLOTS] = {
      "\nASO costs less than Fully insured in 84 of 100 years\n",
      "\nASO never costs more than its maximum of $2.74M\n",
      "\nASO costs more than its budget of $2.40M in 41 of 100 years\n"};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  sl_error_t error = {0};
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "titles"));
  CU_ASSERT_TRUE(went_well(
      draw("Machine shop", 20000, two, 2, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
  for (size_t p = 0; p < PLOTS; p++) {
    snprintf(path, sizeof path, "%s/%s.svg", folder, plots[p]);
    char *texts = svg_texts(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, findings[p]));
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, "\nMachine shop \xc2\xb7 20,000 simulated plan years\n"));
    free(texts);
  }
}

/* The script's mark of the first arrangement: at the share of years in which its aggregate pays. */
static void check_mark(const sl_results_t *results, const sl_summary_t *summary, double share)
{
  sl_plot_data_t *data = NULL;
  char *script = NULL;
  size_t length = 0;
  double x = 0.0, probability = 0.0;
  FILE *out = open_memstream(&script, &length);
  CU_ASSERT_EQUAL_FATAL(sl_plot_data_new(results, summary, &data, NULL), SL_OK);
  CU_ASSERT_EQUAL(sl_plot_exceedance(data, SL_PLOT_SVG, out, NULL), SL_OK);
  CU_ASSERT_EQUAL_FATAL(fclose(out), 0);
  const char *marks = strstr(script, "$marks << END\n");
  CU_ASSERT_PTR_NOT_NULL_FATAL(marks);
  CU_ASSERT_EQUAL(sscanf(marks, "$marks << END\n%lf %lf 1\nEND", &x, &probability), 2);
  CU_ASSERT_DOUBLE_EQUAL(probability, share, 1e-12);
  CU_ASSERT_DOUBLE_EQUAL((double)sl_exceeding(data->ascending[0], data->trials, x) /
                             (double)data->trials,
                         share, 1e-12);
  free(script);
  sl_plot_data_free(data);
}

static size_t aggregate_pays(const sl_results_t *results)
{
  size_t n = 0;
  for (size_t t = 0; t < results->facts->trials; t++) {
    n += results->cost[SL_COST_AGGREGATE_REIMBURSEMENT][t] > 0.005;
  }
  return n;
}

static void an_attachment_is_marked_where_nothing_bounds_the_cost(void)
{
  sl_results_t *results;
  sl_summary_t *summary;
  sl_error_t error = {0};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "attachment"));
  sl_synthetic_results("Shop", "CAD", 2000, two, 2, &results, &summary);
  results->facts->arrangements[0].price.maximum_cost.value = HUGE_VAL;
  CU_ASSERT_TRUE(
      went_well(sl_plots_draw(results, summary, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
  snprintf(path, sizeof path, "%s/exceedance.svg", folder);
  char *texts = svg_texts(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
  const double share = (double)aggregate_pays(results) / 2000.0;
  CU_ASSERT(share > 0.05 && share < 0.5);
  snprintf(path, sizeof path, "\naggregate pays in %.0f%% of years\nabove C$2.26M of claims\n",
           100.0 * share);
  CU_ASSERT_PTR_NOT_NULL(strstr(texts, path));
  check_mark(results, summary, share);
  CU_ASSERT_PTR_NOT_NULL(strstr(texts, "\nASO costs at most C$2.74M in every simulated year\n"));
  CU_ASSERT_PTR_NULL(strstr(texts, "maximum"));
  free(texts);
  sl_synthetic_free(results, summary);
}

static void a_maximum_that_years_exceed_is_not_called_one(void)
{
  sl_results_t *results;
  sl_summary_t *summary;
  sl_error_t error = {0};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "maximum"));
  sl_synthetic_results("Shop", "USD", 2000, two, 1, &results, &summary);
  results->facts->arrangements[0].price.maximum_cost.value = 2.7e6; /* fees went over it */
  CU_ASSERT_TRUE(
      went_well(sl_plots_draw(results, summary, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
  snprintf(path, sizeof path, "%s/exceedance.svg", folder);
  char *texts = svg_texts(path);
  CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
  CU_ASSERT_PTR_NULL(strstr(texts, "never"));
  free(texts);
  sl_synthetic_free(results, summary);
}

/* Two pictures more where the results know the months, and in all of them the finding. */
static void months_have_pictures_of_their_own(void)
{
  static const struct {
    size_t months;
    const char *format;
  } cases[] = {{24, "run-out"}, {12, "Dec"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_results_t *results;
    sl_summary_t *summary;
    sl_error_t error = {0};
    char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX], finding[256], amount[64];
    int written = 0;
    CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, cases[i].format));
    sl_synthetic_results("Shop", "USD", 2000, two, 2, &results, &summary);
    sl_synthetic_months(results, &summary, cases[i].months);
    CU_ASSERT_TRUE(went_well(
        sl_plots_draw(results, summary, folder, SL_PLOT_SVG, count_path, &written, &error),
        &error));
    CU_ASSERT_EQUAL(written, PLOTS + 2);
    snprintf(path, sizeof path, "%s/cash-flow.svg", folder);
    char *texts = svg_texts(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
    sl_plot_text_money("USD", summary->arrangements[0].working_capital.value, 0.0, amount,
                       sizeof amount);
    snprintf(finding, sizeof finding, "\nASO needs %s of working capital for 95 of 100 years\n",
             amount);
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, finding));
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, "\nits budget is enough all along\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, "\nalways $2.65M\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, cases[i].format));
    free(texts);
    snprintf(path, sizeof path, "%s/ibnr.svg", folder);
    texts = svg_texts(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, "\nOn average, $"));
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, "in 5 of 100 years"));
    free(texts);
    sl_synthetic_free(results, summary);
  }
}

/* The IBNR picture of two arrangements; the second's a tenth of the first's where it is another. */
static char *ibnr_texts(bool differs)
{
  sl_results_t *results;
  sl_summary_t *summary;
  sl_error_t error = {0};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, differs ? "ibnr-of-two" : "ibnr-of-one"));
  sl_synthetic_results("Shop", "USD", 600, two, 2, &results, &summary);
  sl_synthetic_months(results, &summary, 24);
  strcpy(results->facts->arrangements[0].since, "2025-01-01");
  for (size_t m = 0; differs && m < 24; m++) {
    for (size_t q = 0; q < SL_N_QUANTILES; q++) {
      results->months->value[SL_MONTH_IBNR_QUANTILE]
                            [sl_months_index(results->months, SL_MONTH_IBNR_QUANTILE, q, m, 1)] /=
          10.0;
    }
    results->months->value[SL_MONTH_IBNR_MEAN]
                          [sl_months_index(results->months, SL_MONTH_IBNR_MEAN, 0, m, 1)] /= 10.0;
  }
  CU_ASSERT_TRUE(
      went_well(sl_plots_draw(results, summary, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
  snprintf(path, sizeof path, "%s/ibnr.svg", folder);
  sl_synthetic_free(results, summary);
  return svg_texts(path);
}

/* One fan where it is one, else one below the other, by name. */
static void ibnr_of_arrangements_that_differ(void)
{
  char *one = ibnr_texts(false), *two_fans = ibnr_texts(true);
  CU_ASSERT_PTR_NOT_NULL_FATAL(one);
  CU_ASSERT_PTR_NOT_NULL_FATAL(two_fans);
  CU_ASSERT_PTR_NULL(strstr(one, "\nASO\n"));
  CU_ASSERT_PTR_NULL(strstr(one, "claims incurred since"));
  CU_ASSERT_PTR_NOT_NULL(strstr(two_fans, "\nASO\n"));
  CU_ASSERT_PTR_NOT_NULL(strstr(two_fans, "\nclaims incurred since 2025-01-01\n"));
  const char *first = strstr(two_fans, "in 5 of 100 years");
  CU_ASSERT_PTR_NOT_NULL_FATAL(first);
  CU_ASSERT_PTR_NOT_NULL(strstr(first + 1, "in 5 of 100 years"));
  CU_ASSERT_PTR_NOT_NULL(strstr(two_fans, " to $"));
  free(one);
  free(two_fans);
}

static void hostile_names_are_text(void)
{
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  const char *const names[] = {"`touch plots-pwned`",
                               "it's \"quoted\" & <script>",
                               "{/=40 x} ^_ @strong_type",
                               "back\\slash \\n %s%n $x",
                               ("Gr\xc3\xb6\xc3\x9f"
                                "e \xe4\xbf\x9d\xe9\x99\xba"),
                               "'; !touch x; '"};
  sl_synthetic_t arrangements[6];
  sl_error_t error = {0};
  for (size_t a = 0; a < 6; a++) {
    arrangements[a] = (sl_synthetic_t){names[a], 1e6 * (double)(a + 1), 0.1, 0, 0, 1e6};
  }
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "hostile `touch pwned` '\"$(touch pwned)"));
  for (size_t a = 0; a < 6; a += 5) { /* some as the scenario's name, too */
    CU_ASSERT_TRUE(went_well(
        draw(names[a], 500, arrangements, 6, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
    for (size_t p = 0; p < PLOTS; p++) {
      char copy[SL_PATH_MAX], line[SL_PATH_MAX];
      snprintf(path, sizeof path, "%s/%s.svg", folder, plots[p]);
      sl_scratch_path(copy, "hostile.svg");
      CU_ASSERT_EQUAL_FATAL(rename(path, copy), 0);
      char *texts = svg_texts(copy);
      CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
      snprintf(line, sizeof line, "\n%s \xc2\xb7 500 simulated plan years\n", names[a]);
      CU_ASSERT_PTR_NOT_NULL(strstr(texts, line));
      for (size_t b = 0; b < 6 && p > 0; b++) { /* the first picture breaks names into lines */
        snprintf(line, sizeof line, "\n%s\n", names[b]);
        CU_ASSERT_PTR_NOT_NULL(strstr(texts, line));
      }
      free(texts);
    }
    CU_ASSERT_TRUE(went_well(draw_months(names[a], 50, arrangements, 6, folder, &error), &error));
    snprintf(path, sizeof path, "%s/cash-flow.svg", folder);
    CU_ASSERT_EQUAL(access(path, R_OK), 0);
  }
  CU_ASSERT_NOT_EQUAL(access("plots-pwned", F_OK), 0); /* gnuplot would run here */
}

/* What XML forbids or would read as something else comes out letter by letter. */
static void xml_is_text_too(void)
{
  static const sl_synthetic_t named[] = {
      {"A]]>B & C", 1e6, 0.2, 0, 0, 1.1e6},
      {"&#x0; &#x41; &#65; &amp; &lt;", 1.1e6, 0.1, 0, 0, 1.1e6}};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX], line[SL_PATH_MAX];
  sl_error_t error = {0};
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "xml"));
  CU_ASSERT_TRUE(went_well(
      draw("]]>&#xFFFF;", 300, named, 2, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
  for (size_t p = 0; p < PLOTS; p++) {
    snprintf(path, sizeof path, "%s/%s.svg", folder, plots[p]);
    char *texts = svg_texts(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, "\n]]>&#xFFFF; \xc2\xb7 300 simulated plan years\n"));
    for (size_t a = 0; a < 2 && p > 0; a++) {
      snprintf(line, sizeof line, "\n%s\n", named[a].name);
      CU_ASSERT_PTR_NOT_NULL(strstr(texts, line));
    }
    free(texts);
  }
}

/* Invisible characters of an older result are shown as what they are: something unknown. */
static void nothing_invisible_is_drawn(void)
{
  static const char *const invisible[] = {"\xe2\x80\x8b", "\xe2\x80\x8d",     "\xef\xbb\xbf",
                                          "\xc2\xad",     "\xf3\xa0\x81\x81", "\xe2\x81\xa0",
                                          "\xe3\x85\xa4"};
  static const sl_synthetic_t two_named[] = {
      {"A\xe2\x80\x8b\xe2\x80\x8d\xef\xbb\xbf", 1e6, 0.2, 0, 0, 1.1e6},
      {"B\xc2\xad\xf3\xa0\x81\x81\xe2\x81\xa0\xe3\x85\xa4", 1.1e6, 0, 0, 0, 1.1e6}};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  sl_error_t error = {0};
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "invisible"));
  CU_ASSERT_TRUE(
      went_well(draw("Shop", 300, two_named, 2, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
  for (size_t p = 0; p < PLOTS; p++) {
    snprintf(path, sizeof path, "%s/%s.svg", folder, plots[p]);
    char *texts = svg_texts(path);
    CU_ASSERT_PTR_NOT_NULL_FATAL(texts);
    CU_ASSERT_PTR_NOT_NULL(strstr(texts, "A\xef\xbf\xbd"));
    for (size_t i = 0; i < sizeof invisible / sizeof invisible[0]; i++) {
      CU_ASSERT_PTR_NULL(strstr(texts, invisible[i]));
    }
    free(texts);
  }
}

static void controls_and_broken_text_stay_well_formed(void)
{
  static const sl_synthetic_t broken[] = {
      {"a\nset output 'x'\n\x01\x1b[31m\xff\xfe", 10, 0.2, 0, 0, 11},
      {"\xef\xbf\xbe\xe2\x80\xae", 11, 0, 0, 0, 11}};
  char folder[SL_PATH_MAX], path[2 * SL_PATH_MAX];
  sl_error_t error = {0};
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "broken"));
  CU_ASSERT_TRUE(
      went_well(draw("\x7f\r\n", 300, broken, 2, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
  for (size_t p = 0; p < PLOTS; p++) {
    snprintf(path, sizeof path, "%s/%s.svg", folder, plots[p]);
    char *texts = svg_texts(path);
    CU_ASSERT_PTR_NOT_NULL(texts);
    free(texts);
  }
}

static void odd_results_are_drawn(void)
{
  static const sl_synthetic_t negative[] = {{"Rebates", -1.2e6, 0.4, 1e5, 0, -1e6},
                                            {"Nothing", 0, 0, 0, 0, 0}};
  static const sl_synthetic_t equal[] = {{"A", 100, 0, 5, 0, 105}, {"B", 100, 0, 5, 0, 105}};
  static const sl_synthetic_t huge[] = {{"ASO", 8e15, 0.2, 1e11, 1e16, 9e17}};
  static const sl_synthetic_t tiny[] = {{"ASO", 1e-3, 0.5, 0, 0, 1e-9}, {"Flat", 1e-3, 0, 0, 0, 1}};
  static const struct {
    const sl_synthetic_t *arrangements;
    size_t n, trials;
  } cases[] = {{negative, 2, 3000}, {equal, 2, 100}, {huge, 1, 1000},
               {tiny, 2, 1000},     {two, 2, 1},     {two, 2, 57}};
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "odd"));
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    sl_error_t error = {0};
    CU_ASSERT_TRUE(went_well(draw("Odd", cases[i].trials, cases[i].arrangements, cases[i].n, folder,
                                  SL_PLOT_SVG, NULL, NULL, &error),
                             &error));
    CU_ASSERT_TRUE(went_well(
        draw_months("Odd", cases[i].trials, cases[i].arrangements, cases[i].n, folder, &error),
        &error));
    CU_ASSERT_STRING_EQUAL(error.text, "");
  }
}

static void a_cost_that_is_no_number_is_refused(void)
{
  sl_results_t *results;
  sl_summary_t *summary;
  sl_error_t error = {0};
  char folder[SL_PATH_MAX];
  sl_scratch_path(folder, "never");
  sl_synthetic_results("Shop", "USD", 10, two, 2, &results, &summary);
  results->cost[SL_COST_COST][3] = (double)NAN;
  CU_ASSERT_EQUAL(sl_plots_draw(results, summary, folder, SL_PLOT_SVG, NULL, NULL, &error),
                  SL_ERR_INPUT);
  CU_ASSERT_NOT_EQUAL(access(folder, F_OK), 0);
  sl_synthetic_free(results, summary);
}

static void a_folder_that_cannot_be_is_refused(void)
{
  char file[SL_PATH_MAX], folder[2 * SL_PATH_MAX];
  sl_error_t error = {0};
  sl_scratch_path(file, "a-file");
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(file, "x"));
  snprintf(folder, sizeof folder, "%s/pictures", file);
  CU_ASSERT_EQUAL(draw("Shop", 50, two, 2, folder, SL_PLOT_SVG, NULL, NULL, &error), SL_ERR_CREATE);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "pictures"));
  CU_ASSERT_EQUAL(draw("Shop", 50, two, 2, file, SL_PLOT_SVG, NULL, NULL, &error), SL_ERR_CREATE);
  CU_ASSERT_EQUAL(draw("Shop", 50, two, 2, "", SL_PLOT_SVG, NULL, NULL, &error), SL_ERR_CREATE);
  sl_scratch_path(folder, "new/and/deep");
  CU_ASSERT_TRUE(
      went_well(draw("Shop", 50, two, 2, folder, SL_PLOT_SVG, NULL, NULL, &error), &error));
}

/* Draw with the given text as the program gnuplot (NULL: none at all) on an otherwise empty PATH,
 * into a folder that holds an older picture: whatever happens, that one and nothing else stays. */
static int draw_with(const char *name, const char *program, sl_error_t *error)
{
  char bin[SL_PATH_MAX], gnuplot[2 * SL_PATH_MAX], folder[SL_PATH_MAX], older[2 * SL_PATH_MAX];
  char *path = strdup(getenv("PATH"));
  snprintf(older, sizeof older, "gnuplot-%s", name);
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, older));
  snprintf(older, sizeof older, "gnuplot-%s-bin", name);
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(bin, older));
  if (program != NULL) {
    snprintf(gnuplot, sizeof gnuplot, "%s/gnuplot", bin);
    CU_ASSERT_TRUE_FATAL(sl_file_write_text(gnuplot, program));
    CU_ASSERT_EQUAL_FATAL(chmod(gnuplot, 0755), 0);
  }
  snprintf(older, sizeof older, "%s/exceedance.svg", folder);
  CU_ASSERT_TRUE_FATAL(sl_file_write_text(older, "older"));
  setenv("PATH", bin, 1);
  const int code = draw("Shop", 3000, two, 2, folder, SL_PLOT_SVG, NULL, NULL, error);
  setenv("PATH", path, 1);
  size_t length = 0;
  char *kept = sl_file_read(older, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(kept);
  CU_ASSERT_STRING_EQUAL(kept, "older");
  CU_ASSERT_EQUAL(sl_folder_entries(folder), 1);
  free(kept);
  free(path);
  return code;
}

static void without_gnuplot_nothing_is_left(void)
{
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(draw_with("missing", NULL, &error), SL_ERR_PROGRAM);
  CU_ASSERT_PTR_NOT_NULL(strstr(error.text, "gnuplot-nox"));
}

static void a_failing_gnuplot_is_quoted(void)
{
  sl_error_t error = {0};
  const int code =
      draw_with("failing",
                "#!/bin/sh\necho '  line 0: warning: fonts' >&2\necho '  the disk of Theseus' >&2\n"
                "echo more >&2\nexit 3\n",
                &error);
  CU_ASSERT_EQUAL(code, SL_ERR_PROGRAM);
  CU_ASSERT_STRING_EQUAL(error.text, "gnuplot failed: the disk of Theseus");
}

static void a_gnuplot_that_leaves_half_a_picture_is_caught(void)
{
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(
      draw_with("half", "#!/bin/sh\necho '<svg>'\nwhile read line; do :; done\n", &error),
      SL_ERR_IO);
}

static void a_gnuplot_that_does_not_listen_ends_no_program(void)
{
  sl_error_t error = {0};
  const int code = draw_with("deaf", "#!/bin/sh\nexec <&-\nexit 0\n", &error);
  CU_ASSERT(code == SL_ERR_PROGRAM || code == SL_ERR_IO);
}

SL_SUITE(plots, "unit/plots", {"every picture in every format", every_picture_in_every_format},
         {"titles state the finding", titles_state_the_finding},
         {"a mark tells how often the aggregate pays",
          an_attachment_is_marked_where_nothing_bounds_the_cost},
         {"a maximum that years exceed", a_maximum_that_years_exceed_is_not_called_one},
         {"months have pictures of their own", months_have_pictures_of_their_own},
         {"IBNR of arrangements that differ", ibnr_of_arrangements_that_differ},
         {"hostile names are text", hostile_names_are_text},
         {"XML in a name is text", xml_is_text_too},
         {"nothing invisible is drawn", nothing_invisible_is_drawn},
         {"controls and broken text stay well-formed", controls_and_broken_text_stay_well_formed},
         {"odd results are drawn", odd_results_are_drawn},
         {"a cost that is no number is refused", a_cost_that_is_no_number_is_refused},
         {"a folder that cannot be is refused", a_folder_that_cannot_be_is_refused},
         {"without gnuplot nothing is left", without_gnuplot_nothing_is_left},
         {"a failing gnuplot is quoted", a_failing_gnuplot_is_quoted},
         {"half a picture is caught", a_gnuplot_that_leaves_half_a_picture_is_caught},
         {"a gnuplot that does not listen", a_gnuplot_that_does_not_listen_ends_no_program});
