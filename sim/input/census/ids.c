#include "sim/input/census/rows.h"
#include "sim/input/read/oddity.h"

#include <stdlib.h>
#include <string.h>

typedef struct id {
  const char *text;
  uint32_t row;
} id_t;

static int by_row(const id_t *a, const id_t *b) { return (a->row > b->row) - (a->row < b->row); }

static int compare_exactly(const void *left, const void *right)
{
  const id_t *a = left, *b = right;
  const int order = strcmp(a->text, b->text);
  return order != 0 ? order : by_row(a, b);
}

static int compare_without_blanks(const void *left, const void *right)
{
  const id_t *a = left, *b = right;
  const int order = sl_compare_ids(a->text, b->text, false);
  return order != 0 ? order : by_row(a, b);
}

static void id_fault(sl_census_t *census, uint32_t row, size_t column, uint32_t earlier,
                     const char *text, sl_faults_t *faults)
{
  sl_faults_add(faults, SL_ERR_INPUT, census->path, census->rows[row].line, column,
                "%s row %zu of the spreadsheet (data row %lu)", text, census->rows[earlier].line,
                (unsigned long)earlier + 1);
  census->has_faults = true;
}

static void check_members(sl_census_t *census, id_t *ids, sl_faults_t *faults)
{
  size_t n = 0;
  for (uint32_t r = 0; r < census->n_rows; r++) {
    if (census->rows[r].sound && census->rows[r].member != SL_CENSUS_BLANK) {
      ids[n++] = (id_t){census->text + census->rows[r].member, r};
    }
  }
  qsort(ids, n, sizeof *ids, compare_exactly);
  for (size_t i = 1, first = 0; i < n; i++) {
    if (strcmp(ids[first].text, ids[i].text) != 0) {
      first = i;
      continue;
    }
    id_fault(census, ids[i].row, census->member_column, ids[first].row,
             "member names one person, and a person has one row; leave the column out if it tells "
             "only the persons of one contract apart. The same id is in",
             faults);
  }
}

/* One contract written in two ways would be two. */
static void check_employees(sl_census_t *census, id_t *ids, sl_faults_t *faults)
{
  size_t n = 0;
  for (size_t c = 0; c < census->n_contracts; c++) {
    if (census->contracts[c].employee != SL_CENSUS_NOBODY) {
      const uint32_t row = census->member[census->contracts[c].first];
      ids[n++] = (id_t){census->text + census->rows[row].employee, row};
    }
  }
  qsort(ids, n, sizeof *ids, compare_without_blanks);
  for (size_t i = 1, first = 0; i < n; i++) {
    if (sl_compare_ids(ids[first].text, ids[i].text, false) != 0) {
      first = i;
      continue;
    }
    id_fault(census, ids[i].row, census->employee_column, ids[first].row,
             "this id differs by blanks (or no-break spaces) alone from the one in", faults);
  }
}

int sl_census_check_ids(sl_census_t *census, sl_faults_t *faults)
{
  id_t *ids = malloc((census->n_rows + 1) * sizeof *ids);
  if (ids == NULL) {
    sl_faults_add(faults, SL_ERR_MEMORY, census->path, 0, 0, "out of memory");
    return SL_ERR_MEMORY;
  }
  check_members(census, ids, faults);
  check_employees(census, ids, faults);
  free(ids);
  return SL_OK;
}

uint32_t sl_census_similar_id(const sl_census_t *census, const sl_census_contract_t *contract)
{
  const char *own = census->text + census->rows[census->member[contract->first]].employee;
  for (size_t c = 0; c < census->n_contracts; c++) {
    const uint32_t row = census->member[census->contracts[c].first];
    if (&census->contracts[c] != contract &&
        sl_compare_ids(own, census->text + census->rows[row].employee, true) == 0) {
      return row;
    }
  }
  return SL_CENSUS_NOBODY;
}

bool sl_census_has_members(const sl_census_t *census) { return census->member_column != 0; }

/* The id that names the person of a row; NULL where none does. */
static const char *id_of(const sl_census_t *census, const sl_census_row_t *row)
{
  if (sl_census_has_members(census)) {
    return row->member != SL_CENSUS_BLANK ? census->text + row->member : NULL;
  }
  return row->relationship == SL_EMPLOYEE ? census->text + row->employee : NULL;
}

uint32_t sl_census_row_of(const sl_census_t *census, const char *id)
{
  for (size_t r = 0; r < census->n_data; r++) {
    const char *own = census->rows[r].sound ? id_of(census, &census->rows[r]) : NULL;
    if (own != NULL && strcmp(own, id) == 0) {
      return (uint32_t)r + 1;
    }
  }
  return 0;
}
