#include "models/group/rating_curve.h"
#include "sim/input/census/rows.h"
#include "sim/input/census/span.h"
#include "sim/input/read/nearest.h"
#include "sim/input/read/oddity.h"
#include "sim/input/scenario/group.h"

#include <stdlib.h>
#include <string.h>

typedef enum special_plan { WAIVED = -1, UNKNOWN = -2 } special_plan_t;

typedef struct enrolling {
  const sl_census_t *census;
  char *const *plan_names;
  size_t n_plans;
  sl_faults_t *faults;
  size_t n_faults;
  sl_person_t *persons;
  size_t n_persons;
  sl_family_t *families;
  size_t n_families;
  sl_enrolment_t *enrolment;
  sl_rating_curve_t curve;
  sl_rated_person_t *rated; /* room for the largest contract */
} enrolling_t;

static void row_fault(enrolling_t *enrolling, const sl_census_row_t *row, size_t column,
                      const char *text)
{
  sl_faults_add(enrolling->faults, SL_ERR_INPUT, enrolling->census->path, row->line, column, "%s",
                text);
  enrolling->n_faults++;
}

static void unknown_plan(enrolling_t *enrolling, const sl_census_row_t *row, const char *name)
{
  const sl_census_t *census = enrolling->census;
  const char *nearest =
      sl_nearest(name, (const char *const *)enrolling->plan_names, enrolling->n_plans);
  const char *odd = sl_oddity_of_text(name);
  char hint[SL_HINT_TEXT];
  if (nearest != NULL) {
    sl_faults_add(enrolling->faults, SL_ERR_INPUT, census->path, row->line, census->plan_column,
                  "unknown plan '%.60s'%s%s%s", name, sl_did_you_mean(nearest, hint),
                  odd != NULL ? " " : "", odd != NULL ? odd : "");
  } else { /* it may be somebody's name in the wrong column */
    sl_faults_add(enrolling->faults, SL_ERR_INPUT, census->path, row->line, census->plan_column,
                  "unknown plan; use the name of a plan of the scenario, or waived");
  }
  enrolling->n_faults++;
}

/* The plan a row names: an index, WAIVED or UNKNOWN (after a fault); blank takes `otherwise`. */
static long find_plan(enrolling_t *enrolling, const sl_census_row_t *row, long otherwise)
{
  if (row->plan == SL_CENSUS_BLANK) {
    return otherwise;
  }
  const char *name = enrolling->census->text + row->plan;
  for (size_t i = 0; i < enrolling->n_plans; i++) {
    if (strcmp(enrolling->plan_names[i], name) == 0) {
      return (long)i;
    }
  }
  if (strcmp(name, "waived") == 0) {
    return WAIVED;
  }
  unknown_plan(enrolling, row, name);
  return UNKNOWN;
}

static long employee_plan(enrolling_t *enrolling, const sl_census_row_t *row)
{
  if (row->plan == SL_CENSUS_BLANK && enrolling->n_plans != 1) {
    row_fault(enrolling, row, enrolling->census->plan_column,
              "no plan for this employee: the scenario has more than one, so name it (or waived)");
    return UNKNOWN;
  }
  return find_plan(enrolling, row, 0);
}

/* Whether a dependent's span lies within the employee's, to which it is cut; else a fault. */
static bool dependent_span(enrolling_t *enrolling, const sl_census_row_t *row,
                           const sl_span_t *employee, sl_span_t *span)
{
  const sl_census_t *census = enrolling->census;
  if (!row->dated && row->months_given && employee->dated) {
    row_fault(enrolling, row, census->months_column,
              "months is given, but the employee's row has from or to; give this dependent from or "
              "to, or leave months blank for the employee's own");
    return false;
  }
  if (!sl_span_cut(&census->calendar, employee, span)) {
    row_fault(enrolling, row, census->from_column,
              "this dependent's from and to lie outside the employee's enrolment");
    return false;
  }
  return true;
}

/* Whether a dependent is enrolled; faults where that contradicts the employee's row. */
static bool dependent_enrolled(enrolling_t *enrolling, const sl_census_row_t *row,
                               const sl_span_t *employee, long plan, sl_span_t *span)
{
  const sl_census_t *census = enrolling->census;
  const long own = find_plan(enrolling, row, plan);
  *span = sl_span_of(row);
  if (own < 0 || plan == UNKNOWN || (!row->dated && row->months == 0)) {
    return false;
  }
  if (plan == WAIVED) {
    row_fault(enrolling, row, census->plan_column,
              "this dependent is enrolled, but the employee is waived");
  } else if (own != plan) {
    sl_faults_add(enrolling->faults, SL_ERR_INPUT, census->path, row->line, census->plan_column,
                  "this dependent is in plan '%.60s', the employee in '%.60s'",
                  enrolling->plan_names[own], enrolling->plan_names[plan]);
    enrolling->n_faults++;
  } else if (!employee->dated && employee->months == 0) {
    row_fault(enrolling, row, census->months_column,
              "this dependent is enrolled, but the employee for 0 months");
  } else {
    return dependent_span(enrolling, row, employee, span) &&
           sl_span_matters(&census->calendar, span);
  }
  return false;
}

static void add_person(enrolling_t *enrolling, uint32_t r, const sl_span_t *span)
{
  const sl_census_row_t *row = &enrolling->census->rows[r];
  const sl_calendar_t *calendar = &enrolling->census->calendar;
  const double months = sl_span_exposure(calendar, span);
  enrolling->persons[enrolling->n_persons++] =
      (sl_person_t){.row = r + 1,
                    .family = (uint32_t)enrolling->n_families,
                    .relationship = (sl_relationship_t)row->relationship,
                    .sex = (sl_sex_t)row->sex,
                    .age = row->age,
                    .months = months,
                    .dated = span->dated,
                    .first_day = span->first,
                    .last_day = span->last,
                    .risk_score = row->risk_score,
                    .salary = row->salary,
                    .base_claims = true};
  enrolling->enrolment->members += months > 0.0 ? 1 : 0;
  for (unsigned m = 0; m < calendar->months; m++) {
    enrolling->enrolment->member_months += sl_span_billed(calendar, span, m) ? 1 : 0;
  }
  if (row->relationship == SL_EMPLOYEE) {
    enrolling->enrolment->employees += months > 0.0 ? 1 : 0;
    enrolling->enrolment->payroll += months > 0.0 ? row->salary * months / SL_MONTHS_PER_YEAR : 0.0;
  }
}

static sl_tier_t tier_of(bool spouse, bool children)
{
  if (spouse) {
    return children ? SL_TIER_FAMILY : SL_TIER_EMPLOYEE_SPOUSE;
  }
  return children ? SL_TIER_EMPLOYEE_CHILDREN : SL_TIER_EMPLOYEE;
}

static sl_span_t span_of_person(const sl_person_t *person)
{
  return (sl_span_t){.dated = person->dated,
                     .first = person->first_day,
                     .last = person->last_day,
                     .months = person->dated ? 0 : (unsigned)person->months};
}

/* The tier of those of a family who are billed in month m; of all in the plan year where m is its
 * length. */
static sl_tier_t tier_in(const enrolling_t *enrolling, const sl_family_t *family, unsigned m)
{
  const sl_calendar_t *calendar = &enrolling->census->calendar;
  bool present[] = {[SL_EMPLOYEE] = false, [SL_SPOUSE] = false, [SL_CHILD] = false};
  for (uint32_t i = 0; i < family->n_persons; i++) {
    const sl_person_t *person = &enrolling->persons[family->first_person + i];
    const sl_span_t span = span_of_person(person);
    present[person->relationship] |=
        m < calendar->months ? sl_span_billed(calendar, &span, m) : person->months > 0.0;
  }
  return tier_of(present[SL_SPOUSE], present[SL_CHILD]);
}

/* What age-rated premiums are charged on. */
static double age_rated_units(const enrolling_t *enrolling, const sl_family_t *family)
{
  const sl_calendar_t *calendar = &enrolling->census->calendar;
  for (uint32_t i = 0; i < family->n_persons; i++) {
    const sl_person_t *person = &enrolling->persons[family->first_person + i];
    const sl_span_t span = span_of_person(person);
    unsigned billed = 0;
    for (unsigned m = 0; m < calendar->months; m++) {
      billed |= (sl_span_billed(calendar, &span, m) ? 1U : 0U) << m;
    }
    enrolling->rated[i] = (sl_rated_person_t){
        .age = person->age, .billed = billed, .child = person->relationship == SL_CHILD};
  }
  return sl_age_rated_units(&enrolling->curve, enrolling->rated, family->n_persons);
}

static void close_family(enrolling_t *enrolling, uint32_t first, long plan,
                         const sl_span_t *employee)
{
  const sl_calendar_t *calendar = &enrolling->census->calendar;
  sl_enrolment_t *enrolment = enrolling->enrolment;
  sl_family_t *family = &enrolling->families[enrolling->n_families++];
  *family = (sl_family_t){.first_person = first,
                          .n_persons = (uint32_t)enrolling->n_persons - first,
                          .plan = (uint32_t)plan};
  family->tier = tier_in(enrolling, family, calendar->months);
  enrolment->age_rated_units += age_rated_units(enrolling, family);
  for (unsigned m = 0; m < calendar->months; m++) {
    if (!sl_span_billed(calendar, employee, m)) {
      continue;
    }
    const sl_tier_t tier = tier_in(enrolling, family, m);
    family->months++;
    family->tier_months[tier]++;
    enrolment->employee_months += 1;
    enrolment->tier_months[tier] += 1;
    enrolment->tier_by_month[tier][m] += 1;
    enrolment->tier_first_month[tier] += m == 0 ? 1 : 0;
  }
}

static void enrol_contract(enrolling_t *enrolling, const sl_census_contract_t *contract)
{
  const sl_census_t *census = enrolling->census;
  const sl_census_row_t *row = &census->rows[contract->employee];
  const sl_span_t employee = sl_span_of(row);
  const long plan = employee_plan(enrolling, row);
  const uint32_t first = (uint32_t)enrolling->n_persons;
  for (uint32_t i = 0; i < contract->n; i++) {
    const uint32_t r = census->member[contract->first + i];
    sl_span_t span = employee;
    if (r == contract->employee
            ? plan >= 0 && sl_span_matters(&census->calendar, &employee)
            : dependent_enrolled(enrolling, &census->rows[r], &employee, plan, &span)) {
      add_person(enrolling, r, &span);
    }
  }
  enrolling->enrolment->waived += plan == WAIVED ? 1 : 0;
  if (enrolling->n_persons > first) {
    close_family(enrolling, first, plan, &employee);
  }
}

/* Room for all rows, and the curve of age-rated premiums. */
static int prepare(enrolling_t *enrolling)
{
  const sl_census_t *census = enrolling->census;
  uint32_t largest = 1;
  for (size_t c = 0; c < census->n_contracts; c++) {
    largest = census->contracts[c].n > largest ? census->contracts[c].n : largest;
  }
  enrolling->persons = malloc(census->n_rows * sizeof *enrolling->persons);
  enrolling->families = malloc(census->n_rows * sizeof *enrolling->families);
  enrolling->rated = malloc(largest * sizeof *enrolling->rated);
  if (enrolling->persons == NULL || enrolling->families == NULL || enrolling->rated == NULL) {
    sl_faults_add(enrolling->faults, SL_ERR_MEMORY, census->path, 0, 0, "out of memory");
    return SL_ERR_MEMORY;
  }
  sl_error_t error;
  const int code = sl_rating_curve_default(&enrolling->curve, &error);
  if (code != SL_OK) {
    sl_faults_add(enrolling->faults, code, census->path, 0, 0, "%s", error.text);
  }
  return code;
}

int sl_census_enrol(const sl_census_t *census, char *const *plan_names, size_t n_plans,
                    sl_person_t **persons, size_t *n_persons, sl_family_t **families,
                    size_t *n_families, sl_enrolment_t *enrolment, sl_faults_t *faults)
{
  enrolling_t enrolling = {.census = census,
                           .plan_names = plan_names,
                           .n_plans = n_plans,
                           .faults = faults,
                           .enrolment = enrolment};
  *enrolment = (sl_enrolment_t){.plan_months = census->calendar.months};
  int code = prepare(&enrolling);
  if (code != SL_OK) {
    goto out;
  }
  for (size_t c = 0; c < census->n_contracts; c++) {
    if (census->contracts[c].employee != SL_CENSUS_NOBODY) {
      enrol_contract(&enrolling, &census->contracts[c]);
    }
  }
  enrolment->persons_at_risk = (double)enrolling.n_persons;
  enrolment->contracts_at_risk = (double)enrolling.n_families;
  if (enrolling.n_persons == 0 && enrolling.n_faults == 0 && !census->has_faults) {
    sl_faults_add(faults, SL_ERR_INPUT, census->path, 0, 0, "nobody in this census is enrolled");
    enrolling.n_faults++;
  }
  if (enrolling.n_faults > 0 || census->has_faults) {
    code = SL_ERR_INPUT;
  }
out:
  free(enrolling.rated);
  *persons = code == SL_OK ? enrolling.persons : NULL;
  *families = code == SL_OK ? enrolling.families : NULL;
  *n_persons = code == SL_OK ? enrolling.n_persons : 0;
  *n_families = code == SL_OK ? enrolling.n_families : 0;
  if (code != SL_OK) {
    free(enrolling.persons);
    free(enrolling.families);
  }
  return code;
}
