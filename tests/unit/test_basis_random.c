/* Random bases, made without a file, written and loaded: services of every family of counts and
 * amounts, lags, months, lines, disabilities, age curves, conditions and odd texts come back as
 * they were. */
#include "sim/input/basis/basis.h"

#include "models/claims/lags.h"
#include "tests/support/basis_equal.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"
#include "tests/support/severities.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASES 400
#define ENTRIES_MAX 40
#define DEPTH_MAX 2

static uint64_t state;

static double uniform(void) /* splitmix64 (Steele, Lea and Flood, 2014) */
{
  uint64_t z = state += 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

static size_t below(size_t n) { return (size_t)(uniform() * (double)n); }
static bool one_in(size_t n) { return below(n) == 0; }

static void *room(size_t n, size_t size)
{
  void *made = calloc(n + 1, size);
  CU_ASSERT_PTR_NOT_NULL_FATAL(made);
  return made;
}

/* A number as fits give them, or as people write them. */
static double between(double low, double high)
{
  const double x = high > 100.0 * fmax(low, 0.01)
                       ? fmax(low, 1e-3) * pow(high / fmax(low, 1e-3), uniform())
                       : low + uniform() * (high - low);
  const double cut = one_in(2) ? nearbyint(x * 100.0) / 100.0 : x;
  return cut > low && cut < high ? cut : x;
}

static double *numbers(size_t n, double low, double high)
{
  double *x = room(n, sizeof *x);
  for (size_t i = 0; i < n; i++) {
    x[i] = one_in(8) ? low : between(low, high);
  }
  return x;
}

static double *probabilities(size_t n)
{
  double *p = numbers(n, 0.0, 1.0), sum = 0.0;
  p[0] += 0.01;
  for (size_t i = 0; i < n; i++) {
    sum += p[i];
  }
  for (size_t i = 0; i < n; i++) {
    p[i] /= sum;
  }
  return p;
}

static void draw_parameters(const sl_parameter_t *parameters, size_t n, double *values)
{
  for (size_t i = 0; i < n; i++) {
    const sl_parameter_t *p = &parameters[i];
    const double low = fmax(p->low, -5.0), high = fmin(p->high, 1e6);
    values[i] = one_in(6) && !p->low_open ? p->low : between(low, high);
    values[i] = p->whole ? fmax(low, fmin(floor(values[i]), 100.0)) : values[i];
    values[i] = isfinite(values[i]) ? values[i] : 1.0;
  }
}

static sl_frequency_t draw_frequency(int depth, bool *seen);

static sl_frequency_t draw_frequency_once(int depth, bool *seen)
{
  size_t n;
  const sl_frequency_family_t *const *families = sl_frequency_families(&n);
  const size_t chosen = below(n);
  sl_frequency_t f;
  sl_frequency_init(&f, families[chosen]);
  draw_parameters(f.family->parameters, f.family->n_parameters, f.parameter);
  if (f.family->shape == SL_FREQUENCY_TABLE) {
    f.n = 1 + below(ENTRIES_MAX);
    f.probabilities = probabilities(f.n);
  } else if (f.family->shape == SL_FREQUENCY_ZERO_MODIFIED) {
    f.part = room(1, sizeof *f.part);
    *f.part = depth < DEPTH_MAX ? draw_frequency(depth + 1, seen) : (sl_frequency_t){0};
    if (f.part->family == NULL) {
      sl_frequency_init(f.part, sl_frequency_family("poisson"));
      f.part->parameter[0] = between(0.01, 5.0);
    }
  }
  seen[chosen] = true;
  return f;
}

static sl_frequency_t draw_frequency(int depth, bool *seen)
{
  for (;;) {
    sl_error_t error;
    sl_frequency_t f = draw_frequency_once(depth, seen);
    if (sl_frequency_validate(&f, &error) == SL_OK) {
      return f;
    }
    sl_frequency_free(&f);
  }
}

static int ascending(const void *left, const void *right)
{
  const double a = *(const double *)left, b = *(const double *)right;
  return (a > b) - (a < b);
}

/* Upper limits that ascend; a mean inside each bucket. */
static void draw_buckets(sl_severity_t *s)
{
  s->values = numbers(s->n, 1.0, 1e6);
  s->means = room(s->n, sizeof *s->means);
  qsort(s->values, s->n, sizeof *s->values, ascending);
  for (size_t i = 1; i < s->n; i++) {
    s->values[i] = fmax(s->values[i], nextafter(s->values[i - 1], INFINITY));
  }
  const double last = s->values[s->n - 1];
  s->values[s->n - 1] = one_in(2) ? (double)INFINITY : last;
  for (size_t i = 0; i < s->n; i++) {
    const double low = i > 0 ? s->values[i - 1] : 0.0;
    const double high = isinf(s->values[i]) ? 2.0 * low + 1.0 : s->values[i];
    s->means[i] = fmin(high, fmax(low, low + uniform() * (high - low)));
  }
}

static sl_severity_t draw_severity(int depth, bool *seen);

static void draw_parts(sl_severity_t *s, size_t n, int depth, bool *seen)
{
  s->n = n;
  s->parts = room(n, sizeof *s->parts);
  for (size_t i = 0; i < n; i++) {
    s->parts[i] = draw_severity(depth + 1, seen);
  }
}

static void draw_shape(sl_severity_t *s, int depth, bool *seen)
{
  switch (s->family->shape) {
  case SL_SEVERITY_TABLE:
    s->n = 1 + below(ENTRIES_MAX);
    s->values = numbers(s->n, 0.0, 1e6);
    s->probabilities = probabilities(s->n);
    break;
  case SL_SEVERITY_CONTINUANCE:
    s->n = 1 + below(ENTRIES_MAX);
    s->probabilities = probabilities(s->n);
    draw_buckets(s);
    break;
  case SL_SEVERITY_MIXTURE:
    draw_parts(s, 1 + below(4), depth, seen);
    s->probabilities = probabilities(s->n);
    break;
  case SL_SEVERITY_SPLICE:
    draw_parts(s, 2, depth, seen);
    s->parameter[1] = one_in(2) ? (double)NAN : uniform();
    break;
  case SL_SEVERITY_SCALAR:
    break;
  }
}

static sl_severity_t draw_severity(int depth, bool *seen)
{
  size_t n;
  const sl_severity_family_t *const *families = sl_severity_families(&n);
  for (;;) {
    sl_error_t error;
    const size_t chosen = below(n);
    const sl_severity_shape_t shape = families[chosen]->shape;
    if (depth >= DEPTH_MAX && (shape == SL_SEVERITY_MIXTURE || shape == SL_SEVERITY_SPLICE)) {
      continue;
    }
    sl_severity_t s;
    sl_severity_init(&s, families[chosen]);
    draw_parameters(s.family->parameters, s.family->n_parameters, s.parameter);
    draw_shape(&s, depth, seen);
    s.limit = one_in(3) ? between(1.0, 1e6) : (double)INFINITY;
    if (sl_severity_validate(&s, &error) == SL_OK) {
      seen[chosen] = true;
      return s;
    }
    sl_severity_free(&s);
  }
}

/* Blanks, quotes, breaks of lines and all that a reader of YAML may trip over. */
static char *draw_text(bool one_line)
{
  static const char *const words[] = {
      "a",
      "claims of 2026",
      "\"quoted\"",
      "back\\slash",
      "it's",
      "#no comment",
      "key: value",
      "- x",
      "  ",
      "{flow}",
      "[1, 2]",
      "null",
      "yes",
      "1e5",
      "\xC3\xA9t\xC3\xA9",
      "%",
      "&anchor",
      "*",
      "~",
      "a word that is long enough for lines to be broken behind it, once or twice",
      "\\ ",
      "|",
      ">"};
  static const char *const more[] = {"\n",       "\n\n  ", "\t",           "\xE2\x80\xA8",
                                     "\xC2\x85", "\x7F",   "\xEF\xBB\xBF", "\xF0\x9F\x98\x80",
                                     " \n ",     "\\\n"};
  char text[1200] = "";
  const size_t n = 1 + below(one_line ? 2 : 14);
  for (size_t i = 0; i < n; i++) {
    const bool odd = !one_line && one_in(3);
    strcat(text, odd ? more[below(sizeof more / sizeof more[0])]
                     : words[below(sizeof words / sizeof words[0])]);
    strcat(text, one_in(3) ? "" : " ");
  }
  char *copy = room(strlen(text) + 8, 1);
  strcpy(copy, text);
  return copy;
}

static char *draw_name(size_t number)
{
  char *text = draw_text(true), *name = room(strlen(text) + 24, 1);
  sprintf(name, "%s%zu", one_in(2) ? "service " : text, number);
  free(text);
  return name;
}

static void draw_curves(sl_basis_t *basis)
{
  basis->n_curves = below(4);
  basis->curves = room(basis->n_curves, sizeof *basis->curves);
  for (size_t i = 0; i < basis->n_curves; i++) {
    double *factors = basis->curves[i].curve.factor[0];
    basis->curves[i].name = draw_name(i);
    for (size_t k = 0; k < 2 * (size_t)SL_AGES; k++) {
      const bool begins = k % SL_AGES == 0 || one_in(10);
      factors[k] = begins ? between(0.0, 30.0) : factors[k - 1];
    }
  }
}

static void draw_disability(sl_service_t *service, bool *seen)
{
  sl_disability_t *d = service->disability = room(1, sizeof *d);
  service->members = SL_MEMBERS_EMPLOYEES;
  d->salary_share = between(0.01, 1.0);
  d->maximum = one_in(2) ? (double)INFINITY : between(100.0, 5000.0);
  d->elimination_days = (unsigned)below(700);
  if (service->line == SL_LINE_SHORT_TERM_DISABILITY) {
    d->kind = SL_SHORT_TERM;
    d->maximum_weeks = 1 + (unsigned)below(520);
    service->severity = draw_severity(0, seen);
    service->severity.limit = INFINITY;
    return;
  }
  d->kind = SL_LONG_TERM;
  d->to_age = 16 + (unsigned)below(100);
  d->interest = one_in(4) ? 0.0 : between(0.0, 0.1);
  d->n_termination = 1 + below(10);
  d->termination = numbers(d->n_termination, 0.0, 1.0);
  CU_ASSERT_EQUAL_FATAL(
      sl_disability_duration(d, SL_MONTHS_PER_YEAR * d->to_age, &service->severity, NULL), SL_OK);
}

static sl_service_t draw_service(const sl_basis_t *basis, size_t number, bool *counts,
                                 bool *amounts)
{
  sl_service_t s = {.name = draw_name(number),
                    .line = (sl_line_t)below(SL_LINE_COUNT),
                    .frequency = draw_frequency(0, counts),
                    .members = (sl_members_t)below(3),
                    .amount_factor = 1.0,
                    .frequency_factor = 1.0,
                    .seasonal = one_in(3)};
  if (s.line == SL_LINE_SHORT_TERM_DISABILITY || s.line == SL_LINE_LONG_TERM_DISABILITY) {
    draw_disability(&s, amounts);
  } else {
    s.severity = draw_severity(0, amounts);
    s.severity.times_salary = one_in(4);
  }
  if (one_in(2)) {
    s.lag = draw_severity(0, amounts);
  } else {
    CU_ASSERT_EQUAL_FATAL(sl_lag_default(s.line, &s.lag, NULL), SL_OK);
  }
  for (size_t m = 0; s.seasonal && m < SL_MONTHS_PER_YEAR; m++) {
    s.season[m] = one_in(4) && m > 0 ? 0.0 : between(0.01, 20.0);
  }
  if (basis->n_curves > 0 && one_in(2)) {
    s.age_curve = room(1, sizeof *s.age_curve);
    *s.age_curve = basis->curves[below(basis->n_curves)].curve;
  }
  return s;
}

/* Of services whose claims are amounts, in any order, each once: some of those there are. */
static void draw_spread(const sl_basis_t *basis, sl_condition_spread_t *spread)
{
  const size_t first = below(basis->n_services);
  spread->parts = room(basis->n_services, sizeof *spread->parts);
  for (size_t i = 0; i < basis->n_services; i++) {
    const size_t service = (first + i) % basis->n_services;
    if (basis->services[service].disability == NULL && (spread->n == 0 || one_in(2))) {
      spread->parts[spread->n++] = (sl_condition_part_t){
          .service = (uint32_t)service,
          .events = 1 + (uint32_t)below(SL_CONDITION_EVENTS_MAX / basis->n_services)};
    }
  }
  double shares[SL_CONDITION_EVENTS_MAX], sum = 0.0;
  for (size_t i = 0; i < spread->n; i++) {
    shares[i] = between(0.001, 1.0);
    sum += shares[i];
  }
  for (size_t i = 0; i < spread->n; i++) {
    spread->parts[i].share = shares[i] / sum;
  }
}

static void draw_months(double months[SL_CONDITION_MONTHS])
{
  double *drawn = probabilities(SL_CONDITION_MONTHS);
  const bool equal = one_in(3);
  for (size_t m = 0; m < SL_CONDITION_MONTHS; m++) {
    months[m] = equal ? 1.0 / SL_CONDITION_MONTHS : drawn[m];
  }
  free(drawn);
}

static sl_condition_t draw_condition(const sl_basis_t *basis, size_t number, bool *amounts)
{
  sl_condition_t c = {.name = draw_name(1000 + number),
                      .incidence = one_in(8) ? 0.0 : between(0.0, 1.0),
                      .severity = draw_severity(0, amounts),
                      .continues = one_in(3) ? 0.0 : between(0.0, 0.99),
                      .follows_frailty = one_in(3),
                      .amount_factor = 1.0,
                      .frequency_factor = 1.0};
  draw_spread(basis, &c.spread);
  draw_months(c.months);
  if (basis->n_curves > 0 && one_in(2)) {
    c.age_curve = room(1, sizeof *c.age_curve);
    *c.age_curve = basis->curves[below(basis->n_curves)].curve;
  }
  if (one_in(3)) {
    c.mother_severity = draw_severity(0, amounts);
    draw_spread(basis, &c.mother_spread);
  }
  return c;
}

/* Where there is a service to spread them over. */
static void draw_conditions(sl_basis_t *basis, bool *amounts)
{
  bool possible = false;
  for (size_t i = 0; i < basis->n_services; i++) {
    possible = possible || basis->services[i].disability == NULL;
  }
  const size_t n = possible ? below(5) : 0;
  basis->conditions = room(n, sizeof *basis->conditions);
  while (basis->n_conditions < n) {
    basis->conditions[basis->n_conditions] = draw_condition(basis, basis->n_conditions, amounts);
    basis->n_conditions++;
  }
}

static sl_basis_t *draw_basis(bool *counts, bool *amounts)
{
  sl_basis_t *basis = sl_basis_new();
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis);
  basis->name = draw_name(0);
  basis->title = draw_name(1);
  basis->currency = room(4, 1);
  strcpy(basis->currency, one_in(2) ? "USD" : "CAD");
  basis->date = (sl_date_t){1900 + (int)below(1100), 1 + (int)below(12), 1 + (int)below(28)};
  basis->doc = one_in(4) ? NULL : draw_text(false);
  basis->n_sources = below(4);
  basis->sources = room(basis->n_sources, sizeof *basis->sources);
  for (size_t i = 0; i < basis->n_sources; i++) {
    basis->sources[i] = draw_text(false);
  }
  basis->frailty_shape = one_in(3) ? (double)INFINITY : between(0.001, 1e5);
  basis->frailty_correlation = isinf(basis->frailty_shape) || one_in(2) ? 0.0 : between(0.0, 0.999);
  draw_curves(basis);
  basis->n_services = 1 + below(6);
  basis->services = room(basis->n_services, sizeof *basis->services);
  for (size_t i = 0; i < basis->n_services; i++) {
    basis->services[i] = draw_service(basis, i, counts, amounts);
  }
  draw_conditions(basis, amounts);
  return basis;
}

static sl_basis_t *loaded(const sl_written_files_t *files)
{
  char folder[SL_PATH_MAX];
  sl_faults_t faults;
  sl_files_read_t read = {0};
  sl_basis_t *basis = NULL;
  sl_scratch_path(folder, "/");
  sl_faults_init(&faults);
  for (size_t i = 0; i < files->n; i++) {
    sl_test_write(files->list[i].name, files->list[i].text);
  }
  const sl_source_t by = {"test", folder, &faults, &read, NULL};
  CU_ASSERT_EQUAL(sl_basis_read(&by, files->list[0].name, &basis), SL_OK);
  for (size_t i = 0; i < faults.n; i++) {
    printf("\n    %s:%zu:%zu: %s\n", faults.list[i].file, faults.list[i].line,
           faults.list[i].column, faults.list[i].text);
  }
  CU_ASSERT_EQUAL(read.n, files->n);
  CU_ASSERT_EQUAL(faults.n, 0);
  CU_ASSERT_PTR_NOT_NULL_FATAL(basis);
  sl_files_read_free(&read);
  sl_faults_free(&faults);
  return basis;
}

/* Written and loaded: an equal object, which is written as the same files. */
static bool comes_back(const sl_basis_t *basis)
{
  sl_written_files_t files, again;
  CU_ASSERT_EQUAL_FATAL(sl_basis_write(basis, "random basis", &files, NULL), SL_OK);
  sl_basis_t *second = loaded(&files);
  CU_ASSERT_EQUAL_FATAL(sl_basis_write(second, "random basis", &again, NULL), SL_OK);
  bool equal = sl_test_basis_equal(basis, second) && files.n == again.n;
  for (size_t i = 0; equal && i < files.n; i++) {
    equal = strcmp(files.list[i].name, again.list[i].name) == 0 &&
            strcmp(files.list[i].text, again.list[i].text) == 0;
  }
  if (!equal) {
    printf("\n%s\n", files.list[0].text);
  }
  sl_basis_free(second);
  sl_written_files_free(&files);
  sl_written_files_free(&again);
  return equal;
}

static void random_bases_come_back(void)
{
  enum { FAMILIES_MAX = 64 };
  bool counts[FAMILIES_MAX] = {false}, amounts[FAMILIES_MAX] = {false}, equal = true;
  size_t n_counts, n_amounts;
  sl_frequency_families(&n_counts);
  sl_severity_families(&n_amounts);
  state = 20260701;
  for (int i = 0; i < BASES && equal; i++) {
    sl_basis_t *basis = draw_basis(counts, amounts);
    equal = comes_back(basis);
    sl_basis_free(basis);
  }
  CU_ASSERT_TRUE(equal);
  for (size_t i = 0; i < n_counts; i++) {
    CU_ASSERT_TRUE(counts[i]);
  }
  for (size_t i = 0; i < n_amounts; i++) {
    CU_ASSERT_TRUE(amounts[i]);
  }
}

/* Parameters that tests of the families found hard. */
static void the_collection_of_severities_comes_back(void)
{
  bool counts[64];
  for (size_t i = 0; i < sl_test_severities(); i++) {
    const char *label;
    bool amounts[64];
    state = i;
    sl_basis_t *basis = draw_basis(counts, amounts);
    sl_service_t *service = &basis->services[0];
    sl_severity_free(&service->lag);
    service->lag = sl_test_severity_number(i, &label);
    const bool equal = comes_back(basis);
    CU_ASSERT_TRUE(equal);
    if (!equal) {
      printf("    %s\n", label);
    }
    sl_basis_free(basis);
  }
}

SL_SUITE(basis_random, "unit/basis_random", {"random bases come back", random_bases_come_back},
         {"the collection of severities comes back", the_collection_of_severities_comes_back});
