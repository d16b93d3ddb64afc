#include "sim/input/schema/schema.h"

#include "models/claims/condition.h"
#include "models/claims/service.h"
#include "models/funding/arrangement.h"
#include "models/group/enrolment.h"
#include "models/group/reference_population.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Amounts end where cents are lost to a double's 53 bits, so that no sum of products overflows. */
#define AMOUNT .low = 0.0, .high = 1e15
#define SIGNED_AMOUNT .low = -1e15, .high = 1e15
#define ABOVE_ZERO .low = 0.0, .low_open = true, .high = 1e15
#define SHARE .low = 0.0, .high = 1.0, .share = true

#define N_ELEMENTS(array) (sizeof(array) / sizeof(array)[0])

static const char *members_choice(size_t i)
{
  static const char *const words[] = {"all", "employees", "dependents"}; /* as sl_members_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *line_choice(size_t i) { return i < SL_LINE_COUNT ? sl_line_names[i] : NULL; }

static const char *deductible_choice(size_t i)
{
  static const char *const words[] = {"applies", "waived"};
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *sampler_choice(size_t i)
{
  static const char *const words[] = {"claims", "totals"}; /* as sl_sampler_choice_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *accounting_choice(size_t i)
{
  static const char *const words[] = {"incurred", "paid"}; /* as sl_accounting_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *interest_choice(size_t i)
{
  static const char *const words[] = {"loan", "deposit"}; /* as sl_interest_of_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *budget_renewal_choice(size_t i)
{
  static const char *const words[] = {"trend", "experience"};
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *holder_choice(size_t i)
{
  static const char *const words[] = {"person", "certificate"};
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *tax_base_choice(size_t i)
{
  static const char *const words[] = {"premium", "paid_claims", "fees"}; /* bits of sl_tax_base */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *role_choice(size_t i)
{
  return i < SL_QUOTED_ROLES ? sl_quoted_role_names[i] : NULL;
}

static const char *status_choice(size_t i)
{
  return i < SL_QUOTED_STATUSES ? sl_quoted_status_names[i] : NULL;
}

static const char *relationship_choice(size_t i)
{
  static const char *const words[] = {"employee", "spouse", "child"}; /* as sl_relationship_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *tier_choice(size_t i) { return i < SL_TIERS ? sl_tier_names[i] : NULL; }

static const char *sex_choice(size_t i)
{
  static const char *const words[] = {"F", "M"}; /* as sl_sex_t */
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

static const char *no_frailty_choice(size_t i) { return i == 0 ? "none" : NULL; }
static const char *frailty_choice(size_t i) { return i == 0 ? "gamma" : NULL; }

static const char *times_choice(size_t i) { return i == 0 ? "salary" : NULL; }

static const char *kind_choice(size_t i)
{
  size_t n;
  const sl_arrangement_kind_t *const *kinds = sl_arrangement_kinds(&n);
  return i < n ? kinds[i]->name : NULL;
}

static const char *per_choice(size_t i) { return i < SL_PER_COUNT ? sl_per_names[i] : NULL; }

/* What brokers write for it. */
static const char *per_alias(size_t i)
{
  static const char *const words[SL_PER_COUNT] = {[SL_PER_EMPLOYEE_MONTH] = "PEPM",
                                                  [SL_PER_MEMBER_MONTH] = "PMPM",
                                                  [SL_PER_EMPLOYEE_YEAR] = "PEPY",
                                                  [SL_PER_MEMBER_YEAR] = "PMPY"};
  return i < SL_PER_COUNT ? words[i] : NULL;
}

static const char *taxed_as_choice(size_t i)
{
  static const char *const words[] = {"fee", "premium"};
  return i < N_ELEMENTS(words) ? words[i] : NULL;
}

/* A premium is set before the claims happen: it cannot be charged on them. */
static const char *premium_per_choice(size_t i)
{
  return i < SL_PER_PAID_CLAIMS ? sl_per_names[i] : NULL;
}

/* The order is that of the reference page. */
/* clang-format off */
static const sl_schema_key_t keys[] = {
#include "sim/input/schema/keys/scenario.inc"
#include "sim/input/schema/keys/claims.inc"
#include "sim/input/schema/keys/plans.inc"
#include "sim/input/schema/keys/wellness.inc"
#include "sim/input/schema/keys/arrangements.inc"
#include "sim/input/schema/keys/renewal.inc"
#include "sim/input/schema/keys/simulation.inc"
#include "sim/input/schema/keys/census.inc"
#include "sim/input/schema/keys/basis.inc"
#include "sim/input/schema/keys/distribution.inc"
#include "sim/input/schema/keys/stresses.inc"
};
/* clang-format on */

const sl_schema_key_t *sl_schema_keys(size_t *n)
{
  *n = N_ELEMENTS(keys);
  return keys;
}

static const sl_schema_key_t *by_path[N_ELEMENTS(keys)];

static int compare_rows(const void *a, const void *b)
{
  const sl_schema_key_t *const *x = a, *const *y = b;
  return strcmp((*x)->path, (*y)->path);
}

static void sort_by_path(void)
{
  for (size_t i = 0; i < N_ELEMENTS(keys); i++) {
    by_path[i] = &keys[i];
  }
  qsort(by_path, N_ELEMENTS(keys), sizeof(*by_path), compare_rows);
}

static int compare_path(const void *path, const void *row)
{
  const sl_schema_key_t *const *other = row;
  return strcmp(path, (*other)->path);
}

const sl_schema_key_t *sl_schema_row(const char *path)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, sort_by_path);
  const sl_schema_key_t *const *found =
      bsearch(path, by_path, N_ELEMENTS(keys), sizeof(*by_path), compare_path);
  return found != NULL ? *found : NULL;
}
