#include "sim/input/census/rows.h"

#include <stdlib.h>
#include <string.h>

#define NOBODY SL_CENSUS_NOBODY

typedef struct row_key {
  const char *employee;
  uint32_t row;
} row_key_t;

static int compare_keys(const void *left, const void *right)
{
  const row_key_t *a = left, *b = right;
  const int order = strcmp(a->employee, b->employee);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

/* first_row[r] = the first row with r's employee id; NOBODY for rows with a fault. */
static int find_first_rows(const sl_census_t *census, uint32_t *first_row)
{
  row_key_t *keys = malloc(census->n_rows * sizeof *keys);
  if (keys == NULL) {
    return SL_ERR_MEMORY;
  }
  size_t n = 0;
  for (uint32_t r = 0; r < census->n_rows; r++) {
    first_row[r] = NOBODY;
    if (census->rows[r].sound) {
      keys[n++] = (row_key_t){census->text + census->rows[r].employee, r};
    }
  }
  qsort(keys, n, sizeof *keys, compare_keys);
  for (size_t i = 0; i < n; i++) {
    const bool same = i > 0 && strcmp(keys[i].employee, keys[i - 1].employee) == 0;
    first_row[keys[i].row] = same ? first_row[keys[i - 1].row] : keys[i].row;
  }
  free(keys);
  return SL_OK;
}

/* Number the contracts by first row and place the rows, a counting sort. number: scratch, by row.
 */
static void place_rows(sl_census_t *census, const uint32_t *first_row, uint32_t *number)
{
  for (uint32_t r = 0; r < census->n_rows; r++) {
    if (first_row[r] == r) {
      number[r] = (uint32_t)census->n_contracts++;
    }
    if (first_row[r] != NOBODY) {
      census->contracts[number[first_row[r]]].n++;
    }
  }
  uint32_t first = 0;
  for (size_t c = 0; c < census->n_contracts; c++) {
    sl_census_contract_t *contract = &census->contracts[c];
    contract->first = first;
    first += contract->n;
    contract->n = 0;
    contract->employee = NOBODY;
  }
  for (uint32_t r = 0; r < census->n_rows; r++) {
    if (first_row[r] != NOBODY) {
      sl_census_contract_t *contract = &census->contracts[number[first_row[r]]];
      census->member[contract->first + contract->n++] = r;
    }
  }
}

static void orphan_fault(sl_census_t *census, const sl_census_contract_t *contract, size_t column,
                         sl_faults_t *faults)
{
  const size_t line = census->rows[census->member[contract->first]].line;
  const bool full = faults->n >= SL_FAULTS_MAX; /* then nobody reads the advice, which takes time */
  const uint32_t similar = full ? NOBODY : sl_census_similar_id(census, contract);
  if (similar == NOBODY) {
    sl_faults_add(faults, SL_ERR_INPUT, census->path, line, column,
                  "this contract has no row with relationship employee");
  } else {
    sl_faults_add(faults, SL_ERR_INPUT, census->path, line, column,
                  "this contract has no row with relationship employee; the id in row %zu of the "
                  "spreadsheet (data "
                  "row %lu) differs from its own by blanks, letter case or leading zeros alone: "
                  "write both alike",
                  census->rows[similar].line, (unsigned long)similar + 1);
  }
  census->has_faults = true;
}

static void check_contract(sl_census_t *census, sl_census_contract_t *contract, size_t column,
                           bool complete, sl_faults_t *faults)
{
  static const char *const names[] = {[SL_EMPLOYEE] = "employee", [SL_SPOUSE] = "spouse"};
  uint32_t known[] = {[SL_EMPLOYEE] = NOBODY, [SL_SPOUSE] = NOBODY};
  for (uint32_t i = 0; i < contract->n; i++) {
    const uint32_t r = census->member[contract->first + i];
    const sl_census_row_t *row = &census->rows[r];
    if (row->relationship == SL_CHILD) {
      continue;
    }
    if (known[row->relationship] == NOBODY) {
      known[row->relationship] = r;
      continue;
    }
    sl_faults_add(faults, SL_ERR_INPUT, census->path, row->line, column,
                  "a second %s row for the same contract; the first is in row %zu of the "
                  "spreadsheet (data row %lu)",
                  names[row->relationship], census->rows[known[row->relationship]].line,
                  (unsigned long)known[row->relationship] + 1);
    census->has_faults = true;
  }
  contract->employee = known[SL_EMPLOYEE];
  /* The missing row may be one that had a fault of its own: say so only when all are sound. */
  if (contract->employee == NOBODY && complete) {
    orphan_fault(census, contract, column, faults);
  }
}

int sl_census_group(sl_census_t *census, size_t relationship_column, sl_faults_t *faults)
{
  const size_t n = census->n_rows;
  const bool complete = !census->has_faults;
  uint32_t *first_row = malloc(n * sizeof *first_row);
  uint32_t *number = malloc(n * sizeof *number);
  census->member = malloc(n * sizeof *census->member);
  census->contracts = calloc(n, sizeof *census->contracts);
  int code = SL_ERR_MEMORY;
  if (first_row != NULL && number != NULL && census->member != NULL && census->contracts != NULL) {
    code = find_first_rows(census, first_row);
  }
  if (code == SL_OK) {
    place_rows(census, first_row, number);
    for (size_t c = 0; c < census->n_contracts; c++) {
      check_contract(census, &census->contracts[c], relationship_column, complete, faults);
    }
  } else {
    sl_faults_add(faults, code, census->path, 0, 0, "out of memory");
  }
  free(first_row);
  free(number);
  return code;
}
