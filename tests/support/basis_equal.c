#include "tests/support/basis_equal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static bool same(bool equal, const char *what)
{
  if (!equal) {
    printf("\n    %s differs\n", what);
  }
  return equal;
}

static bool texts(const char *a, const char *b, const char *what)
{
  return same((a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0), what);
}

static bool equal_number(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

static bool numbers(const double *a, const double *b, size_t n, const char *what)
{
  bool equal = n == 0 || (a == NULL) == (b == NULL);
  for (size_t i = 0; equal && a != NULL && i < n; i++) {
    equal = equal_number(a[i], b[i]);
    if (!equal) {
      printf("\n    [%zu] %.17g, %.17g", i, a[i], b[i]);
    }
  }
  return same(equal, what);
}

static bool frequencies(const sl_frequency_t *a, const sl_frequency_t *b)
{
  return same(a->family == b->family && a->n == b->n, "the frequency's family") &&
         numbers(a->parameter, b->parameter, SL_FREQUENCY_PARAMETERS, "its parameters") &&
         numbers(a->probabilities, b->probabilities, a->n, "its probabilities") &&
         same((a->part == NULL) == (b->part == NULL), "its part") &&
         (a->part == NULL || frequencies(a->part, b->part));
}

static bool means(const sl_severity_t *a, const sl_severity_t *b)
{
  bool equal = (a->means == NULL) == (b->means == NULL);
  for (size_t i = 0; equal && a->means != NULL && i < a->n; i++) {
    equal = a->means[i] == b->means[i] || a->probabilities[i] == 0.0;
  }
  return same(equal, "the means of buckets");
}

static bool severities(const sl_severity_t *a, const sl_severity_t *b)
{
  bool equal = same(a->family == b->family && a->n == b->n, "the severity's family") &&
               numbers(a->parameter, b->parameter, SL_SEVERITY_PARAMETERS, "its parameters") &&
               numbers(a->values, b->values, a->n, "its values") &&
               numbers(a->probabilities, b->probabilities, a->n, "its probabilities") &&
               numbers(a->below, b->below, a->n, "the sums below") &&
               numbers(a->above, b->above, a->n, "the sums above") && means(a, b) &&
               same(a->limit == b->limit, "its limit") &&
               same(a->times_salary == b->times_salary, "times salary") &&
               same((a->parts == NULL) == (b->parts == NULL), "its parts");
  for (size_t i = 0; equal && a->parts != NULL && i < a->n; i++) {
    equal = severities(&a->parts[i], &b->parts[i]);
  }
  return equal;
}

static bool curves(const sl_age_curve_t *a, const sl_age_curve_t *b)
{
  bool equal = same((a == NULL) == (b == NULL), "an age curve");
  for (size_t sex = 0; equal && a != NULL && sex < 2; sex++) {
    equal = numbers(a->factor[sex], b->factor[sex], SL_AGES, "an age curve's factors");
  }
  return equal;
}

static bool disabilities(const sl_disability_t *a, const sl_disability_t *b)
{
  if (!same((a == NULL) == (b == NULL), "a disability") || a == NULL) {
    return (a == NULL) == (b == NULL);
  }
  return same(a->kind == b->kind, "its kind") &&
         same(a->salary_share == b->salary_share, "its share of salary") &&
         same(a->maximum == b->maximum, "its maximum") &&
         same(a->elimination_days == b->elimination_days, "its elimination period") &&
         same(a->maximum_weeks == b->maximum_weeks, "its weeks") &&
         same(a->to_age == b->to_age, "its age") &&
         same(a->interest == b->interest, "its interest") &&
         same(a->n_termination == b->n_termination, "its terminations") &&
         numbers(a->termination, b->termination, a->n_termination, "its terminations");
}

static bool services(const sl_service_t *a, const sl_service_t *b)
{
  const bool equal =
      texts(a->name, b->name, "the name") && same(a->line == b->line, "the line") &&
      frequencies(&a->frequency, &b->frequency) && severities(&a->severity, &b->severity) &&
      same(a->members == b->members, "who has it") && same(a->only_row == b->only_row, "the row") &&
      curves(a->age_curve, b->age_curve) &&
      same(a->amount_factor == b->amount_factor, "the factor of amounts") &&
      same(a->frequency_factor == b->frequency_factor, "the factor of counts") &&
      severities(&a->lag, &b->lag) && same(a->seasonal == b->seasonal, "whether months differ") &&
      numbers(a->season, b->season, SL_MONTHS_PER_YEAR, "the months' weights") &&
      disabilities(a->disability, b->disability);
  if (!equal) {
    printf("    in service %s\n", a->name);
  }
  return equal;
}

static bool heads(const sl_basis_t *a, const sl_basis_t *b)
{
  bool equal = texts(a->name, b->name, "the name") && texts(a->title, b->title, "the title") &&
               texts(a->currency, b->currency, "the currency") && texts(a->doc, b->doc, "doc") &&
               same(a->date.year == b->date.year && a->date.month == b->date.month &&
                        a->date.day == b->date.day,
                    "the date") &&
               same(a->frailty_shape == b->frailty_shape, "frailty") &&
               same(a->frailty_correlation == b->frailty_correlation, "its correlation") &&
               same(a->n_sources == b->n_sources, "the number of sources");
  for (size_t i = 0; equal && i < a->n_sources; i++) {
    equal = texts(a->sources[i], b->sources[i], "a source");
  }
  return equal;
}

static bool spreads(const sl_condition_spread_t *a, const sl_condition_spread_t *b)
{
  bool equal = same(a->n == b->n, "the number of parts");
  for (size_t i = 0; equal && i < a->n; i++) {
    equal = same(a->parts[i].service == b->parts[i].service, "a part's service") &&
            numbers(&a->parts[i].share, &b->parts[i].share, 1, "its share") &&
            same(a->parts[i].events == b->parts[i].events, "its events");
  }
  return equal;
}

/* A severity that is not there has no family. */
static bool amounts(const sl_severity_t *a, const sl_severity_t *b)
{
  return same(a->family == b->family, "the severity's family") &&
         (a->family == NULL || severities(a, b));
}

static bool conditions(const sl_condition_t *a, const sl_condition_t *b)
{
  const bool equal = texts(a->name, b->name, "the name") &&
                     same(a->incidence == b->incidence, "the incidence") &&
                     curves(a->age_curve, b->age_curve) && amounts(&a->severity, &b->severity) &&
                     spreads(&a->spread, &b->spread) &&
                     numbers(a->months, b->months, SL_CONDITION_MONTHS, "the months") &&
                     same(a->continues == b->continues, "how many continue") &&
                     same(a->follows_frailty == b->follows_frailty, "whether it follows frailty") &&
                     same(a->amount_factor == b->amount_factor, "the factor of amounts") &&
                     same(a->frequency_factor == b->frequency_factor, "the factor of counts") &&
                     amounts(&a->mother_severity, &b->mother_severity) &&
                     spreads(&a->mother_spread, &b->mother_spread);
  if (!equal) {
    printf("    in condition %s\n", a->name);
  }
  return equal;
}

bool sl_test_basis_equal(const sl_basis_t *one, const sl_basis_t *other)
{
  bool equal = heads(one, other) &&
               same(one->n_curves == other->n_curves, "the number of age curves") &&
               same(one->n_services == other->n_services, "the number of services") &&
               same(one->n_conditions == other->n_conditions, "the number of conditions");
  for (size_t i = 0; equal && i < one->n_curves; i++) {
    equal = texts(one->curves[i].name, other->curves[i].name, "an age curve's name") &&
            curves(&one->curves[i].curve, &other->curves[i].curve);
  }
  for (size_t i = 0; equal && i < one->n_services; i++) {
    equal = services(&one->services[i], &other->services[i]);
  }
  for (size_t i = 0; equal && i < one->n_conditions; i++) {
    equal = conditions(&one->conditions[i], &other->conditions[i]);
  }
  return equal;
}
