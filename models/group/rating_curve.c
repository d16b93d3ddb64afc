#include "models/group/rating_curve.h"

#include "models/core/calendar.h"

#include <string.h>

extern const char sl_rating_curve_us_small_group[];

static const char *next_line(const char *text)
{
  const char *end = strchr(text, '\n');
  return end != NULL ? end + 1 : text + strlen(text);
}

/* Digits with at most one point, both parts exact in a double: the quotient is the nearest double,
 * in every locale. Returns what follows, or NULL. */
static const char *read_decimal(const char *text, double *value)
{
  double digits = 0.0, scale = 1.0;
  int n = 0;
  bool point = false;
  for (; (*text >= '0' && *text <= '9') || (*text == '.' && !point); text++) {
    if (*text == '.') {
      point = true;
      continue;
    }
    digits = 10.0 * digits + (double)(*text - '0');
    scale *= point ? 10.0 : 1.0;
    n++;
  }
  *value = digits / scale;
  return n > 0 && n <= 15 ? text : NULL;
}

static bool read_row(const char *text, size_t expected_age, double *factor)
{
  double age;
  const char *rest = read_decimal(text, &age);
  if (rest == NULL || *rest != ',' || age != (double)expected_age) {
    return false;
  }
  rest = read_decimal(rest + 1, factor);
  return rest != NULL && (*rest == '\n' || *rest == '\0') && *factor > 0.0;
}

int sl_rating_curve_parse(const char *text, sl_rating_curve_t *curve, sl_error_t *error)
{
  size_t line = 1;
  *curve = (sl_rating_curve_t){.n_ages = 0};
  for (; *text == '#'; text = next_line(text)) {
    line++;
  }
  if (strncmp(text, "age,factor\n", strlen("age,factor\n")) != 0) {
    return sl_fail(error, SL_ERR_INPUT, "line %zu of the age curve is not age,factor", line);
  }
  for (text = next_line(text); *text != '\0'; text = next_line(text)) {
    line++;
    if (curve->n_ages == SL_AGE_CURVE_MAX ||
        !read_row(text, curve->n_ages, &curve->factor[curve->n_ages])) {
      return sl_fail(error, SL_ERR_INPUT, "line %zu of the age curve is not the factor of age %zu",
                     line, curve->n_ages);
    }
    curve->n_ages++;
  }
  return curve->n_ages > 0 ? SL_OK : sl_fail(error, SL_ERR_INPUT, "the age curve has no ages");
}

int sl_rating_curve_default(sl_rating_curve_t *curve, sl_error_t *error)
{
  if (sl_rating_curve_parse(sl_rating_curve_us_small_group, curve, NULL) != SL_OK) {
    return sl_fail(error, SL_ERR_INTERNAL, "the compiled-in age curve cannot be read");
  }
  return SL_OK;
}

double sl_rating_factor(const sl_rating_curve_t *curve, unsigned age)
{
  return curve->factor[age < curve->n_ages ? age : curve->n_ages - 1];
}

static bool is_rated_child(const sl_rated_person_t *person)
{
  return person->child && person->age < SL_AGE_RATED_ADULT;
}

static bool is_billed(const sl_rated_person_t *person, unsigned month)
{
  return (person->billed >> month & 1) != 0;
}

/* The oldest children billed in a month, of the same age the first listed; returns how many. */
static size_t find_oldest(const sl_rated_person_t *persons, size_t n, unsigned month,
                          size_t oldest[SL_AGE_RATED_CHILDREN])
{
  size_t found = 0;
  for (size_t i = 0; i < n; i++) {
    size_t place = found;
    while (place > 0 && persons[oldest[place - 1]].age < persons[i].age) {
      place--;
    }
    if (!is_rated_child(&persons[i]) || !is_billed(&persons[i], month) ||
        place == SL_AGE_RATED_CHILDREN) {
      continue;
    }
    found += found < SL_AGE_RATED_CHILDREN ? 1 : 0;
    for (size_t k = found - 1; k > place; k--) {
      oldest[k] = oldest[k - 1];
    }
    oldest[place] = i;
  }
  return found;
}

static bool is_among(const size_t *oldest, size_t found, size_t i)
{
  for (size_t k = 0; k < found; k++) {
    if (oldest[k] == i) {
      return true;
    }
  }
  return false;
}

/* months[m]: who counts. */
typedef struct counting {
  size_t oldest[SL_AGE_RATED_CHILDREN];
  size_t found;
} counting_t;

static unsigned months_counted(const sl_rated_person_t *persons, const counting_t *months, size_t i)
{
  unsigned counted = 0;
  for (unsigned m = 0; m < SL_PLAN_MONTHS_MAX; m++) {
    counted += is_billed(&persons[i], m) &&
               (!is_rated_child(&persons[i]) || is_among(months[m].oldest, months[m].found, i));
  }
  return counted;
}

double sl_age_rated_units(const sl_rating_curve_t *curve, const sl_rated_person_t *persons,
                          size_t n)
{
  counting_t months[SL_PLAN_MONTHS_MAX];
  double units = 0.0;
  for (unsigned m = 0; m < SL_PLAN_MONTHS_MAX; m++) {
    months[m].found = find_oldest(persons, n, m, months[m].oldest);
  }
  for (size_t i = 0; i < n; i++) {
    units += sl_rating_factor(curve, persons[i].age) * months_counted(persons, months, i);
  }
  return units;
}
