#include "sim/input/actual/claimants.h"

#include "sim/input/actual/table.h"
#include "sim/input/read/number.h"
#include "sim/input/scenario/group.h"

#include <math.h>
#include <stdlib.h>

enum { PAID, EXPECTED, MEMBER, N_COLUMNS };
static const char *const column_names[N_COLUMNS] = {"paid", "expected", "member"};

static const sl_actual_name_t names[] = {
    {"paid", PAID},       {"paidtodate", PAID},   {"paidsofar", PAID},
    {"planpaid", PAID},   {"totalpaid", PAID},    {"amount", PAID},
    {"claims", PAID},     {"expected", EXPECTED}, {"expectedtocome", EXPECTED},
    {"tocome", EXPECTED}, {"future", EXPECTED},   {"prognosis", EXPECTED},
    {"member", MEMBER},   {"row", MEMBER},        {"censusrow", MEMBER}};

typedef struct reading {
  sl_actual_table_t table;
  const sl_group_t *group;
  sl_claimants_t *claimants;
  size_t rows;
} reading_t;

static size_t person_of(const sl_group_t *group, uint64_t row)
{
  for (size_t p = 0; p < group->n_persons; p++) {
    if (group->persons[p].row == row) {
      return p;
    }
  }
  return SL_CLAIMANTS_NOBODY;
}

/* No message shows the text: it may be an id, put into the wrong column. */
static void check_member(const reading_t *r, size_t line, const char *text, sl_claimant_t *claimant)
{
  uint64_t row;
  if (text[0] == '\0') {
    return;
  }
  if (sl_number_parse_whole(text, &row)) {
    claimant->person = person_of(r->group, row);
  }
  if (claimant->person == SL_CLAIMANTS_NOBODY) {
    sl_actual_refuse(&r->table, line, MEMBER, text, false,
                     "the data row of the census (1 = the first) of somebody covered, or nothing");
    return;
  }
  claimant->row = r->group->persons[claimant->person].row;
  for (size_t i = 0; i < r->claimants->n; i++) {
    if (r->claimants->list[i].person == claimant->person) {
      sl_faults_add(r->table.faults, SL_ERR_INPUT, r->table.path, line, r->table.at[MEMBER] + 1,
                    "the member of an earlier row once more; add the two up");
      return;
    }
  }
}

static void check_amount(reading_t *r, size_t line, size_t column, const char *text, double *amount)
{
  if (sl_actual_amount(&r->table, line, column, text, amount) && *amount < 0.0) {
    sl_actual_refuse(&r->table, line, column, text, true, "an amount from 0");
  }
}

static int take_row(void *context, size_t line, const char *const *fields)
{
  reading_t *r = context;
  sl_claimant_t claimant = {
      .to_come = (double)NAN, .person = SL_CLAIMANTS_NOBODY, .line = ++r->rows};
  if (r->rows > SL_CLAIMANTS_MAX) {
    sl_faults_add(r->table.faults, SL_ERR_INPUT, r->table.path, line, 0, "more than %d rows",
                  SL_CLAIMANTS_MAX);
    return SL_ERR_INPUT;
  }
  check_amount(r, line, PAID, fields[PAID], &claimant.paid);
  if (fields[EXPECTED][0] != '\0') {
    check_amount(r, line, EXPECTED, fields[EXPECTED], &claimant.to_come);
  }
  check_member(r, line, fields[MEMBER], &claimant);
  sl_claimant_t *list = realloc(r->claimants->list, (r->claimants->n + 1) * sizeof *list);
  if (list == NULL) {
    return SL_ERR_MEMORY;
  }
  r->claimants->list = list;
  list[r->claimants->n++] = claimant;
  return SL_OK;
}

int sl_claimants_read(const sl_provider_t *provider, const char *path, const sl_group_t *group,
                      sl_claimants_t *claimants, sl_faults_t *faults, sl_faults_t *warnings)
{
  reading_t r = {.table = {.path = path,
                           .columns = column_names,
                           .n_columns = N_COLUMNS,
                           .n_needed = EXPECTED,
                           .names = names,
                           .n_names = sizeof names / sizeof names[0],
                           .row = take_row,
                           .faults = faults,
                           .warnings = warnings},
                 .group = group,
                 .claimants = claimants};
  *claimants = (sl_claimants_t){0};
  r.table.context = &r;
  const int code = sl_actual_read(provider, &r.table);
  if (code != SL_OK) {
    sl_claimants_free(claimants);
  }
  return code;
}

void sl_claimants_free(sl_claimants_t *claimants)
{
  free(claimants->list);
  *claimants = (sl_claimants_t){0};
}

double sl_claimants_at_pace(double paid, size_t months, size_t plan_months)
{
  return months > 0 && months < plan_months ? paid / (double)months * (double)(plan_months - months)
                                            : 0.0;
}
