/* Dependents behind a tier: drawn where the census has the employee's row alone. */
#include "models/group/population.h"
#include "sim/input/census/rows.h"

#include <stdlib.h>
#include <string.h>

/* The same people for every run of a census, whatever its seed: who is covered is no matter of the
 * simulation. */
#define SEED 1

static void row_fault(sl_census_t *census, const sl_census_row_t *row, size_t column,
                      const char *text, sl_faults_t *faults)
{
  sl_faults_add(faults, SL_ERR_INPUT, census->path, row->line, column, "%s", text);
  census->has_faults = true;
}

static sl_tier_t tier_of_rows(const sl_census_t *census, const sl_census_contract_t *contract)
{
  bool spouse = false, child = false;
  for (uint32_t i = 0; i < contract->n; i++) {
    const sl_census_row_t *row = &census->rows[census->member[contract->first + i]];
    spouse |= row->relationship == SL_SPOUSE;
    child |= row->relationship == SL_CHILD;
  }
  if (spouse) {
    return child ? SL_TIER_FAMILY : SL_TIER_EMPLOYEE_SPOUSE;
  }
  return child ? SL_TIER_EMPLOYEE_CHILDREN : SL_TIER_EMPLOYEE;
}

static void check_contract(sl_census_t *census, const sl_census_contract_t *contract, size_t column,
                           sl_faults_t *faults)
{
  for (uint32_t i = 0; i < contract->n; i++) {
    const sl_census_row_t *row = &census->rows[census->member[contract->first + i]];
    if (row->relationship != SL_EMPLOYEE && row->tier != SL_CENSUS_NO_TIER) {
      row_fault(census, row, column, "tier is the employee's: leave it blank in a dependent's row",
                faults);
    }
  }
  const sl_census_row_t *employee = &census->rows[contract->employee];
  if (contract->n > 1 && employee->tier != SL_CENSUS_NO_TIER &&
      employee->tier != (unsigned char)tier_of_rows(census, contract)) {
    row_fault(census, employee, column,
              "tier does not fit the dependents' rows of this contract; leave it blank where "
              "dependents have rows",
              faults);
  }
}

static bool is_waived(const sl_census_t *census, const sl_census_row_t *row)
{
  return row->plan != SL_CENSUS_BLANK && strcmp(census->text + row->plan, "waived") == 0;
}

/* A drawn row has the employee's dates and place; nothing makes two of them equal rows. */
static int keep_drawn(sl_census_t *census, uint32_t employee, const sl_synthetic_person_t *drawn)
{
  sl_census_row_t row = census->rows[employee];
  row.plan = row.member = SL_CENSUS_BLANK;
  row.fields = (UINT64_C(0x9E3779B97F4A7C15) * (census->n_rows + 1)) ^ row.fields;
  row.risk_score = 1;
  row.relationship = (unsigned char)drawn->relationship;
  row.sex = (unsigned char)drawn->sex;
  row.age = (unsigned char)drawn->age;
  row.tier = SL_CENSUS_NO_TIER;
  row.born = 0;
  if (drawn->relationship == SL_SPOUSE) {
    census->drawn.spouses++;
    census->drawn.spouse_ages += drawn->age;
  } else {
    census->drawn.children++;
    census->drawn.child_ages += drawn->age;
  }
  return sl_census_keep_row(census, &row);
}

static int draw_contract(sl_census_t *census, const sl_census_contract_t *contract)
{
  const sl_census_row_t *row = &census->rows[contract->employee];
  const sl_synthetic_person_t employee = {.contract = contract->employee + 1,
                                          .relationship = SL_EMPLOYEE,
                                          .sex = (sl_sex_t)row->sex,
                                          .age = row->age};
  sl_synthetic_person_t drawn[SL_POPULATION_DEPENDENTS_MAX];
  if (contract->n > 1 || row->tier == SL_CENSUS_NO_TIER || is_waived(census, row)) {
    return SL_OK;
  }
  const size_t n = sl_population_dependents(SEED, &employee, (sl_tier_t)row->tier, 0, drawn);
  int code = SL_OK;
  census->drawn.employees += n > 0 ? 1 : 0;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    code = keep_drawn(census, contract->employee, &drawn[i]);
  }
  return code;
}

int sl_census_draw(sl_census_t *census, size_t column, sl_faults_t *faults)
{
  census->n_data = census->n_rows;
  for (size_t c = 0; c < census->n_contracts; c++) {
    if (census->contracts[c].employee != SL_CENSUS_NOBODY) {
      check_contract(census, &census->contracts[c], column, faults);
    }
  }
  if (census->has_faults) {
    return SL_OK;
  }
  int code = SL_OK;
  for (size_t c = 0; c < census->n_contracts && code == SL_OK; c++) {
    code = draw_contract(census, &census->contracts[c]);
  }
  if (code == SL_OK && census->n_rows > census->n_data) {
    free(census->member);
    free(census->contracts);
    census->member = NULL;
    census->contracts = NULL;
    census->n_contracts = 0;
    code = sl_census_group(census, 0, faults);
  }
  return code;
}
