#include "models/group/population.h"

#include "models/core/elementary.h"
#include "models/group/enrolment.h"
#include "models/random/streams.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define PERSONS_PER_CONTRACT 6 /* employee, spouse, four children: the most there are */
#define OLDEST_CHILD 25        /* coverage of a child ends at the 26th birthday */

/* Shares of employees by age last birthday, their tiers (sl_tier_t) and median salary. The age mix
 * follows the US employed population of 2023 (Current Population Survey) with fewer under 25 and
 * over 64, who are less often eligible for benefits; tiers and salaries are judgement. */
typedef struct age_band {
  unsigned low, high;
  double share;
  double tier[SL_TIERS];
  double salary;
} age_band_t;

static const age_band_t bands[] = {{18, 24, 0.08, {0.88, 0.06, 0.04, 0.02}, 38000},
                                   {25, 34, 0.24, {0.60, 0.10, 0.10, 0.20}, 54000},
                                   {35, 44, 0.24, {0.38, 0.09, 0.15, 0.38}, 65000},
                                   {45, 54, 0.22, {0.38, 0.15, 0.14, 0.33}, 68000},
                                   {55, 64, 0.18, {0.46, 0.33, 0.07, 0.14}, 66000},
                                   {65, 70, 0.04, {0.56, 0.40, 0.01, 0.03}, 58000}};
#define N_BANDS (sizeof bands / sizeof bands[0])

static const double children_shares[] = {0.38, 0.40, 0.16, 0.06}; /* 1, 2, 3, 4 */
#define N_CHILDREN (sizeof children_shares / sizeof children_shares[0])

static const double share_of_women = 0.47;
static const double share_of_boys = 0.51;
static const double share_of_mixed_couples = 0.98;
static const double salary_sigma = 0.42;

/* The uniform numbers of one contract, taken in order. */
typedef struct source {
  sl_stream_t stream;
  uint32_t contract;
  uint32_t next;
} source_t;

static double uniform(source_t *source)
{
  const uint64_t word = sl_stream_word(&source->stream, 0, source->contract, source->next++);
  return (double)(word >> 11) * 0x1p-53;
}

/* Mean 0, variance 1, close to normal: four uniforms (Irwin-Hall), without libm's last bit. */
static double near_normal(source_t *source)
{
  double sum = 0;
  for (int i = 0; i < 4; i++) {
    sum += uniform(source);
  }
  return (sum - 2) * 1.7320508075688772;
}

static size_t choose(double u, const double *shares, size_t n)
{
  size_t i = 0;
  while (i + 1 < n && u >= shares[i]) {
    u -= shares[i++];
  }
  return i;
}

static const age_band_t *choose_band(double u)
{
  size_t i = 0;
  while (i + 1 < N_BANDS && u >= bands[i].share) {
    u -= bands[i++].share;
  }
  return &bands[i];
}

static unsigned whole_between(source_t *source, unsigned low, unsigned high)
{
  return low + (unsigned)(uniform(source) * (high - low + 1));
}

static double clamp(double x, double low, double high) { return fmin(fmax(x, low), high); }

static sl_synthetic_person_t draw_spouse(source_t *source, const sl_synthetic_person_t *employee)
{
  const double gap = (employee->sex == SL_MALE ? -2 : 2) + 4 * near_normal(source);
  const bool mixed = uniform(source) < share_of_mixed_couples;
  const bool female = mixed ? employee->sex == SL_MALE : employee->sex == SL_FEMALE;
  return (sl_synthetic_person_t){.contract = employee->contract,
                                 .relationship = SL_SPOUSE,
                                 .sex = female ? SL_FEMALE : SL_MALE,
                                 .age = (unsigned)clamp(floor(employee->age + gap + 0.5), 18, 80)};
}

static unsigned less(unsigned age, unsigned years)
{
  const unsigned difference = age > years ? age - years : 0;
  return difference < OLDEST_CHILD ? difference : OLDEST_CHILD;
}

/* The eldest was born when both parents were 19 or more and the mother at most 42; the others
 * follow one to four years apart, as long as they are born; where their number is stated (not 0),
 * those that would not be are of age 0. spouse: NULL for a single parent. */
static size_t draw_children(source_t *source, const sl_synthetic_person_t *employee,
                            const sl_synthetic_person_t *spouse, size_t stated,
                            sl_synthetic_person_t *children)
{
  const size_t drawn = 1 + choose(uniform(source), children_shares, N_CHILDREN);
  const size_t wanted = stated > 0 ? stated : drawn;
  const bool spouse_is_mother = spouse != NULL && employee->sex == SL_MALE;
  const unsigned mother = spouse_is_mother ? spouse->age : employee->age;
  const unsigned younger =
      spouse != NULL && spouse->age < employee->age ? spouse->age : employee->age;
  const unsigned low = less(mother, 42), high = less(younger, 19);
  unsigned age = whole_between(source, low < high ? low : high, high);
  size_t n = 0;
  while (n < wanted) {
    children[n++] =
        (sl_synthetic_person_t){.contract = employee->contract,
                                .relationship = SL_CHILD,
                                .sex = uniform(source) < share_of_boys ? SL_MALE : SL_FEMALE,
                                .age = age};
    const unsigned gap = whole_between(source, 1, 4);
    if (gap > age && stated == 0) {
      break;
    }
    age -= gap < age ? gap : age;
  }
  return n;
}

/* One contract into persons[0 .. PERSONS_PER_CONTRACT - 1]; returns how many there are. */
static size_t draw_contract(const sl_stream_t *stream, uint32_t contract,
                            sl_synthetic_person_t *persons)
{
  source_t source = {*stream, contract, 0};
  const age_band_t *band = choose_band(uniform(&source));
  sl_synthetic_person_t *employee = &persons[0];
  *employee =
      (sl_synthetic_person_t){.contract = contract,
                              .relationship = SL_EMPLOYEE,
                              .sex = uniform(&source) < share_of_women ? SL_FEMALE : SL_MALE,
                              .age = whole_between(&source, band->low, band->high)};
  const double salary = band->salary * sl_det_exp(salary_sigma * near_normal(&source));
  employee->salary = 100 * floor(salary / 100 + 0.5);
  const sl_tier_t tier = (sl_tier_t)choose(uniform(&source), band->tier, SL_TIERS);
  size_t n = 1;
  const sl_synthetic_person_t *spouse = NULL;
  if (tier == SL_TIER_EMPLOYEE_SPOUSE || tier == SL_TIER_FAMILY) {
    spouse = &persons[n];
    persons[n++] = draw_spouse(&source, employee);
  }
  if (tier == SL_TIER_EMPLOYEE_CHILDREN || tier == SL_TIER_FAMILY) {
    n += draw_children(&source, employee, spouse, 0, &persons[n]);
  }
  return n;
}

int sl_population_draw(size_t employees, uint64_t seed, sl_synthetic_person_t **persons, size_t *n,
                       sl_error_t *error)
{
  *persons = NULL;
  *n = 0;
  if (employees < 1 || employees > SL_POPULATION_EMPLOYEES_MAX) {
    return sl_fail(error, SL_ERR_ARGUMENT, "a group has 1 to %d employees, not %zu",
                   SL_POPULATION_EMPLOYEES_MAX, employees);
  }
  sl_synthetic_person_t *list = malloc(employees * PERSONS_PER_CONTRACT * sizeof *list);
  if (list == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for %zu employees", employees);
  }
  const sl_stream_t stream = sl_stream_init(seed, SL_PASS_MAIN, SL_DRAW_POPULATION, 0, 0);
  for (uint32_t contract = 1; contract <= employees; contract++) {
    *n += draw_contract(&stream, contract, &list[*n]);
  }
  *persons = list;
  return SL_OK;
}

size_t sl_population_dependents(uint64_t seed, const sl_synthetic_person_t *employee,
                                sl_tier_t tier, size_t children, sl_synthetic_person_t *persons)
{
  const unsigned apart_from_contracts = 1;
  source_t source = {
      sl_stream_init(seed, SL_PASS_MAIN, SL_DRAW_POPULATION, 0, apart_from_contracts),
      employee->contract, 0};
  const size_t most = SL_POPULATION_DEPENDENTS_MAX - 1;
  const sl_synthetic_person_t *spouse = NULL;
  size_t n = 0;
  if (tier == SL_TIER_EMPLOYEE_SPOUSE || tier == SL_TIER_FAMILY) {
    spouse = &persons[n];
    persons[n++] = draw_spouse(&source, employee);
  }
  if (tier == SL_TIER_EMPLOYEE_CHILDREN || tier == SL_TIER_FAMILY) {
    n += draw_children(&source, employee, spouse, children < most ? children : most, &persons[n]);
  }
  return n;
}
