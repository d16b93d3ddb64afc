#include "sim/input/claims_file/rows.h"
#include "sim/input/read/oddity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CENT 0.005 /* what rounding may leave of sums of amounts */

/* ---- dates ---- */

void sl_claims_rows_date(sl_claims_rows_t *rows, bool annual)
{
  const sl_claims_order_t *order = &rows->order;
  if (order->day_first > 0 && order->month_first > 0) {
    sl_faults_add(rows->faults, SL_ERR_INPUT, rows->path,
                  order->day_first > order->month_first ? order->day_first : order->month_first, 0,
                  "here the day and the month of a date stand the other way round than in line %zu",
                  order->day_first < order->month_first ? order->day_first : order->month_first);
    return;
  }
  if (rows->by_parts > 0 && order->day_first == 0 && order->month_first == 0) {
    sl_faults_add(rows->faults, SL_ERR_INPUT, rows->path, rows->by_parts, 0,
                  "no date of the file tells whether the day or the month comes first: write "
                  "YYYY-MM-DD");
    return;
  }
  for (size_t i = 0; i < rows->n; i++) {
    sl_claims_row_t *row = &rows->list[i];
    row->line.incurred = sl_claims_day(&row->incurred, order->day_first > 0);
    row->line.paid_day = sl_claims_day(&row->paid, order->day_first > 0);
    const bool unreal = (row->incurred.first > 0 && row->line.incurred == SL_CLAIMS_NO_DAY) ||
                        (row->paid.first > 0 && row->line.paid_day == SL_CLAIMS_NO_DAY);
    if (unreal) {
      sl_faults_add(rows->faults, SL_ERR_INPUT, rows->path, row->line.line, 0,
                    "a date that no calendar has");
    } else if (!annual && row->line.paid_day != SL_CLAIMS_NO_DAY &&
               row->line.incurred != SL_CLAIMS_NO_DAY && row->line.paid_day < row->line.incurred) {
      sl_faults_add(rows->faults, SL_ERR_INPUT, rows->path, row->line.line, 0,
                    "paid before it was incurred");
    }
  }
}

/* ---- rows that are alike ---- */

static int by_place(const sl_claims_row_t *a, const sl_claims_row_t *b)
{
  return (a->line.line > b->line.line) - (a->line.line < b->line.line);
}

static int by_fields(const void *left, const void *right)
{
  const sl_claims_row_t *a = *(sl_claims_row_t *const *)left, *b = *(sl_claims_row_t *const *)right;
  return a->fields != b->fields ? (a->fields > b->fields ? 1 : -1) : by_place(a, b);
}

static void drop_repeats(sl_claims_row_t **sorted, size_t n, sl_claims_repairs_t *repairs)
{
  qsort(sorted, n, sizeof *sorted, by_fields);
  for (size_t i = 1; i < n; i++) {
    if (sorted[i]->fields == sorted[i - 1]->fields) {
      sorted[i]->gone = sorted[i]->claimed;
      repairs->repeated_rows += sorted[i]->claimed;
      repairs->alike_rows += !sorted[i]->claimed;
    }
  }
}

/* ---- members ---- */

typedef struct id {
  const char *text;
  size_t row; /* or no row of a census's id */
} member_id_t;

static int by_text(const void *left, const void *right)
{
  const member_id_t *a = left, *b = right;
  const int order = sl_compare_ids(a->text, b->text, false);
  return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static int id_alone(const void *left, const void *right)
{
  const member_id_t *a = left, *b = right;
  return sl_compare_ids(a->text, b->text, false);
}

/* Ids sorted: the first row of each stands for its member in all of them. */
static void find_first_rows(sl_claims_rows_t *rows, const member_id_t *ids, size_t *first)
{
  for (size_t i = 0; i < rows->n; i++) {
    const bool same = i > 0 && sl_compare_ids(ids[i].text, ids[i - 1].text, false) == 0;
    first[ids[i].row] = same ? first[ids[i - 1].row] : ids[i].row;
  }
}

static void number_members(sl_claims_rows_t *rows, const size_t *first, const member_id_t *known,
                           size_t n_known, sl_claims_file_t *file)
{
  for (size_t i = 0; i < rows->n; i++) {
    sl_claims_row_t *row = &rows->list[i];
    row->line.member = first[i] == i ? file->n_members++ : rows->list[first[i]].line.member;
    if (known == NULL) {
      continue;
    }
    const member_id_t id = {.text = rows->text + row->member};
    const member_id_t *found = bsearch(&id, known, n_known, sizeof id, id_alone);
    file->in_census[row->line.member] = found != NULL ? (uint32_t)found->row : SL_CLAIMS_UNKNOWN;
    file->repairs.unknown_members += found == NULL && !row->gone;
  }
}

static int settle_members(sl_claims_rows_t *rows, const char *const *members, size_t n_members,
                          sl_claims_file_t *file)
{
  member_id_t *ids = malloc((rows->n + 1) * sizeof *ids);
  member_id_t *known = members != NULL ? malloc((n_members + 1) * sizeof *known) : NULL;
  size_t *first = malloc((rows->n + 1) * sizeof *first);
  int code = SL_ERR_MEMORY;
  if (members != NULL) {
    file->in_census = malloc((rows->n + 1) * sizeof *file->in_census);
  }
  if (ids != NULL && first != NULL &&
      (members == NULL || (known != NULL && file->in_census != NULL))) {
    for (size_t i = 0; i < rows->n; i++) {
      ids[i] = (member_id_t){.text = rows->text + rows->list[i].member, .row = i};
    }
    for (size_t i = 0; known != NULL && i < n_members; i++) {
      known[i] = (member_id_t){.text = members[i], .row = i};
    }
    qsort(ids, rows->n, sizeof *ids, by_text);
    if (known != NULL) {
      qsort(known, n_members, sizeof *known, by_text);
    }
    find_first_rows(rows, ids, first);
    number_members(rows, first, known, n_members, file);
    code = SL_OK;
  }
  free(ids);
  free(known);
  free(first);
  return code;
}

/* ---- lines below 0 ---- */

static int by_occasion(const void *left, const void *right)
{
  const sl_claims_row_t *a = *(sl_claims_row_t *const *)left, *b = *(sl_claims_row_t *const *)right;
  if (a->line.member != b->line.member) {
    return a->line.member > b->line.member ? 1 : -1;
  }
  if (a->line.service != b->line.service) {
    return a->line.service > b->line.service ? 1 : -1;
  }
  if (a->line.incurred != b->line.incurred) {
    return a->line.incurred > b->line.incurred ? 1 : -1;
  }
  return by_place(a, b);
}

static double *amount_of(sl_claims_row_t *row, bool paid)
{
  return paid ? &row->line.paid : &row->line.allowed;
}

/* Take what is below 0 off the others; what they do not cover is left in the return value. */
static double net_amounts(sl_claims_row_t **group, size_t n, bool paid)
{
  double below = 0.0;
  for (size_t i = 0; i < n; i++) {
    double *amount = amount_of(group[i], paid);
    if (*amount < 0.0) {
      below -= *amount;
      *amount = 0.0;
    }
  }
  for (size_t i = 0; i < n && below > 0.0; i++) {
    double *amount = amount_of(group[i], paid);
    const double taken = *amount > 0.0 ? fmin(*amount, below) : 0.0;
    *amount = *amount - taken < CENT && taken > 0.0 ? 0.0 : *amount - taken;
    below -= taken;
  }
  return below;
}

static void net_group(sl_claims_row_t **group, size_t n, const sl_claims_rows_t *rows,
                      sl_claims_file_t *file)
{
  const sl_claims_row_t *last = NULL;
  for (size_t i = 0; i < n; i++) {
    if (group[i]->line.allowed < 0.0 || group[i]->line.paid < 0.0) {
      last = group[i];
      file->repairs.reversals++;
    }
  }
  if (last == NULL) {
    return;
  }
  const double left = fmax(net_amounts(group, n, false), net_amounts(group, n, true));
  if (left > CENT) {
    sl_faults_add(rows->faults, SL_ERR_INPUT, rows->path, last->line.line, 0,
                  "an amount below 0 that the other lines of this member, service and day do not "
                  "cover");
  }
  for (size_t i = 0; i < n; i++) {
    const sl_claim_line_t *line = &group[i]->line;
    if (!(line->allowed > 0.0) && !(line->paid > 0.0)) {
      group[i]->gone = true;
      file->repairs.reversed_lines++;
    }
  }
}

static void net(sl_claims_row_t **sorted, size_t n, const sl_claims_rows_t *rows,
                sl_claims_file_t *file)
{
  qsort(sorted, n, sizeof *sorted, by_occasion);
  for (size_t begin = 0, end; begin < n; begin = end) {
    const sl_claim_line_t *first = &sorted[begin]->line;
    for (end = begin + 1; end < n; end++) {
      const sl_claim_line_t *line = &sorted[end]->line;
      if (line->member != first->member || line->service != first->service ||
          line->incurred != first->incurred) {
        break;
      }
    }
    net_group(sorted + begin, end - begin, rows, file);
  }
}

int sl_claims_rows_settle(sl_claims_rows_t *rows, const char *const *members, size_t n_members,
                          sl_claims_file_t *file)
{
  sl_claims_row_t **sorted = malloc((rows->n + 1) * sizeof(sl_claims_row_t *));
  if (sorted == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < rows->n; i++) {
    sorted[i] = &rows->list[i];
  }
  drop_repeats(sorted, rows->n, &file->repairs);
  const int code = settle_members(rows, members, n_members, file);
  if (code == SL_OK && !file->annual) {
    size_t left = 0;
    for (size_t i = 0; i < rows->n; i++) {
      if (!rows->list[i].gone) {
        sorted[left++] = &rows->list[i];
      }
    }
    net(sorted, left, rows, file);
  }
  free(sorted);
  return code;
}
