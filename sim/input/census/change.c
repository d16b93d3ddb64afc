/* Another number of contracts: some leave, or stand there twice. */
#include "models/random/streams.h"
#include "sim/input/census/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of SL_DRAW_POPULATION; lower ones are models/group/population.c's. */
#define STREAM_SERVICE 2

typedef struct candidate {
  uint64_t word;
  uint32_t contract;
} candidate_t;

static int by_word(const void *left, const void *right)
{
  const candidate_t *a = left, *b = right;
  if (a->word != b->word) {
    return a->word < b->word ? -1 : 1;
  }
  return (a->contract > b->contract) - (a->contract < b->contract);
}

static bool is_waived(const sl_census_t *census, const sl_census_row_t *row)
{
  return row->plan != SL_CENSUS_BLANK && strcmp(census->text + row->plan, "waived") == 0;
}

static bool is_eligible(const sl_census_t *census, const sl_census_contract_t *contract,
                        const sl_census_change_t *change)
{
  if (contract->employee == SL_CENSUS_NOBODY) {
    return false;
  }
  const sl_census_row_t *employee = &census->rows[contract->employee];
  bool eligible = !is_waived(census, employee) && employee->age < change->under;
  for (uint32_t i = 0; i < contract->n && eligible; i++) {
    eligible = !change->stays[census->member[contract->first + i]];
  }
  return eligible;
}

/* The contracts that the change may be about, in the order in which they are drawn. */
static size_t list_candidates(const sl_census_t *census, const sl_census_change_t *change,
                              candidate_t *list)
{
  const sl_stream_t stream =
      sl_stream_init(change->seed, SL_PASS_MAIN, SL_DRAW_POPULATION, 0, STREAM_SERVICE);
  size_t n = 0;
  for (size_t c = 0; c < census->n_contracts; c++) {
    if (is_eligible(census, &census->contracts[c], change)) {
      const uint32_t row = census->contracts[c].employee;
      list[n++] = (candidate_t){sl_stream_word(&stream, 0, row, 0), (uint32_t)c};
    }
  }
  qsort(list, n, sizeof *list, by_word);
  return n;
}

static int leave(sl_census_t *census, const candidate_t *list, size_t n)
{
  bool *gone = calloc(census->n_contracts + 1, sizeof *gone);
  size_t kept = 0;
  if (gone == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n; i++) {
    gone[list[i].contract] = true;
  }
  for (size_t c = 0; c < census->n_contracts; c++) {
    if (!gone[c]) {
      census->contracts[kept++] = census->contracts[c];
    }
  }
  census->n_contracts = kept;
  free(gone);
  return SL_OK;
}

/* A contract once more: persons of its own, whose claims are drawn for themselves. */
static int copy_contract(sl_census_t *census, const sl_census_contract_t *from, uint32_t first)
{
  sl_census_contract_t *to = &census->contracts[census->n_contracts];
  *to = (sl_census_contract_t){.first = first, .n = from->n};
  for (uint32_t i = 0; i < from->n; i++) {
    const uint32_t r = census->member[from->first + i];
    sl_census_row_t row = census->rows[r];
    row.member = SL_CENSUS_BLANK;
    row.fields = (UINT64_C(0x9E3779B97F4A7C15) * (census->n_rows + 1)) ^ row.fields;
    census->member[first + i] = (uint32_t)census->n_rows;
    to->employee = r == from->employee ? (uint32_t)census->n_rows : to->employee;
    if (sl_census_keep_row(census, &row) != SL_OK) {
      return SL_ERR_MEMORY;
    }
  }
  census->n_contracts++;
  return SL_OK;
}

static int join(sl_census_t *census, const candidate_t *list, size_t n)
{
  size_t placed = 0, more = 0;
  for (size_t c = 0; c < census->n_contracts; c++) {
    const size_t end = (size_t)census->contracts[c].first + census->contracts[c].n;
    placed = end > placed ? end : placed;
  }
  for (size_t i = 0; i < n; i++) {
    more += census->contracts[list[i].contract].n;
  }
  uint32_t *member = realloc(census->member, (placed + more + 1) * sizeof *member);
  census->member = member != NULL ? member : census->member;
  sl_census_contract_t *contracts =
      realloc(census->contracts, (census->n_contracts + n + 1) * sizeof *contracts);
  census->contracts = contracts != NULL ? contracts : census->contracts;
  int code = member != NULL && contracts != NULL ? SL_OK : SL_ERR_MEMORY;
  for (size_t i = 0; i < n && code == SL_OK; i++) {
    const sl_census_contract_t from = census->contracts[list[i].contract];
    code = copy_contract(census, &from, (uint32_t)placed);
    placed += from.n;
  }
  return code;
}

int sl_census_change(sl_census_t *census, const sl_census_change_t *change)
{
  candidate_t *list = malloc((census->n_contracts + 1) * sizeof *list);
  if (list == NULL) {
    return SL_ERR_MEMORY;
  }
  const size_t eligible = list_candidates(census, change, list);
  const size_t n = (size_t)(fabs(change->share) * (double)eligible + 0.5);
  const int code = change->share < 0.0 ? leave(census, list, n) : join(census, list, n);
  free(list);
  return code;
}
