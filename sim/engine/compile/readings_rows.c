#include "sim/engine/compile/readings_rows.h"

#include "sim/engine/compile/model.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void *sl_readings_grow(void *array, size_t n, size_t size)
{
  /* Full at each power of two. */
  return n > 0 && (n & (n - 1)) != 0 ? array : realloc(array, (n > 0 ? 2 * n : 1) * size);
}

/* What a cover asks of days: its windows. */
typedef struct windows {
  const sl_window_t *window[SL_TAKES_MAX + 3];
  size_t n;
} windows_t;

static windows_t windows_of(const sl_coverage_t *coverage)
{
  windows_t windows = {{&coverage->counted}, 1};
  for (size_t i = 0; i < coverage->n_takes; i++) {
    windows.window[windows.n++] = &coverage->take[i].cover.window;
  }
  for (size_t i = 0; i < coverage->n_gap_windows; i++) {
    windows.window[windows.n++] = &coverage->gap_window[i];
  }
  return windows;
}

static int32_t last_paid(const sl_model_t *model)
{
  const sl_calendar_t *calendar = &model->scenario->calendar;
  const int32_t last = calendar->last_day + sl_dating_longest_lag_of(model->scenario);
  const int32_t listed = sl_calendar_month_start(calendar, SL_MONTHS_AFTER) - 1;
  return last < listed ? last : listed;
}

/* ---- classes of paid days ---- */

/* Days on which a class begins, from `first` on: those of a scenario are every month's. */
typedef struct cuts {
  int32_t first, n;
  bool *at; /* owned */
} cuts_t;

static void cut(cuts_t *cuts, int64_t day)
{
  if (day > cuts->first && day < (int64_t)cuts->first + cuts->n) {
    cuts->at[day - cuts->first] = true;
  }
}

static void cut_months(cuts_t *cuts, const sl_calendar_t *calendar)
{
  for (int m = 0; m < SL_MONTHS_AFTER; m++) {
    cut(cuts, sl_calendar_month_start(calendar, m));
  }
}

/* Whether days are slots, or tell the order of payment of one person's claims. */
static bool tells_days(const sl_coverage_t *coverage)
{
  bool days = false;
  for (sl_path_kind_t k = 0; k < SL_PATH_KINDS; k++) {
    const sl_timeline_t *timeline = &coverage->path[k].timeline;
    days = days || (timeline->n_slots > 0 && timeline->resolution == SL_RESOLVE_DAYS);
    for (size_t i = 0; timeline->n_slots > 0 && i < coverage->n_takes; i++) {
      const sl_cover_t *cover = &coverage->take[i].cover;
      days = days || sl_cover_shares_slots(cover, timeline);
    }
  }
  return days;
}

/* Every day on which some take may hold what is paid: also behind the slots, as a cash flow lists
 * more of them and is to move no sum. */
static void cut_days(cuts_t *cuts, const sl_coverage_t *coverage)
{
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const sl_window_t *window = &coverage->take[i].cover.window;
    for (int32_t d = 0; d < cuts->n; d++) {
      const int32_t day = cuts->first + d;
      cuts->at[d] = cuts->at[d] || (day >= window->paid_from && day <= window->paid_to);
    }
  }
}

static int32_t first_cut(const windows_t *windows)
{
  int32_t first = 0;
  for (size_t i = 0; i < windows->n; i++) {
    const int32_t from = windows->window[i]->paid_from;
    first = from < first && from > INT32_MIN ? from : first;
  }
  return first;
}

static int make_cuts(cuts_t *cuts, const sl_model_t *model, int32_t first_day)
{
  cuts->first = first_day - 1;
  cuts->n = last_paid(model) - cuts->first + 1;
  cuts->at = calloc((size_t)cuts->n, sizeof *cuts->at);
  if (cuts->at == NULL) {
    return SL_ERR_MEMORY;
  }
  cut_months(cuts, &model->scenario->calendar);
  return SL_OK;
}

static void cut_cover(cuts_t *cuts, const sl_coverage_t *coverage)
{
  const windows_t windows = windows_of(coverage);
  for (size_t i = 0; i < windows.n; i++) {
    cut(cuts, windows.window[i]->paid_from);
    cut(cuts, (int64_t)windows.window[i]->paid_to + 1);
    cut(cuts, windows.window[i]->held);
  }
  cut(cuts, (int64_t)coverage->last_day + 1);
  if (tells_days(coverage)) {
    cut_days(cuts, coverage);
  }
}

static bool same_classes(const sl_paid_classes_t *a, const sl_paid_classes_t *b)
{
  return a->first_day == b->first_day && a->n_days == b->n_days &&
         memcmp(a->of_day, b->of_day, (size_t)a->n_days * sizeof *a->of_day) == 0;
}

static void free_classes(sl_paid_classes_t *classes)
{
  free(classes->of_day);
  free(classes->begins);
}

/* Takes over the cuts' classes, or finds the same among those there are. */
static int put_classes(sl_readings_t *readings, const cuts_t *cuts, size_t *index)
{
  sl_paid_classes_t classes = {.first_day = cuts->first, .n_days = cuts->n};
  classes.of_day = malloc((size_t)cuts->n * sizeof *classes.of_day);
  classes.begins = malloc((size_t)cuts->n * sizeof *classes.begins);
  sl_paid_classes_t *all =
      sl_readings_grow(readings->classes, readings->n_classes, sizeof *readings->classes);
  readings->classes = all != NULL ? all : readings->classes;
  if (classes.of_day == NULL || classes.begins == NULL || all == NULL) {
    free_classes(&classes);
    return SL_ERR_MEMORY;
  }
  for (int32_t d = 0; d < cuts->n; d++) {
    if (d == 0 || cuts->at[d]) {
      classes.begins[classes.n++] = cuts->first + d;
    }
    classes.of_day[d] = (uint16_t)(classes.n - 1);
  }
  for (*index = 0; *index < readings->n_classes; (*index)++) {
    if (same_classes(&readings->classes[*index], &classes)) {
      free_classes(&classes);
      return SL_OK;
    }
  }
  readings->classes[readings->n_classes++] = classes;
  return SL_OK;
}

/* ---- rows ---- */

static bool same_services(const bool *a, const bool *b, size_t n)
{
  return a == NULL || b == NULL ? a == b : memcmp(a, b, n * sizeof *a) == 0;
}

/* Takes over row->services. */
static int put_row(sl_readings_t *readings, size_t n_services, sl_reading_row_t *row, size_t *index)
{
  for (*index = 0; *index < readings->n_rows; (*index)++) {
    const sl_reading_row_t *other = &readings->rows[*index];
    if (other->incurred_from == row->incurred_from && other->incurred_to == row->incurred_to &&
        other->classes == row->classes &&
        same_services(other->services, row->services, n_services)) {
      free(row->services);
      return SL_OK;
    }
  }
  sl_reading_row_t *rows = sl_readings_grow(readings->rows, readings->n_rows, sizeof *rows);
  if (rows == NULL) {
    free(row->services);
    return SL_ERR_MEMORY;
  }
  row->at = readings->width;
  readings->width += readings->classes[row->classes].n;
  readings->rows = rows;
  rows[readings->n_rows++] = *row;
  return SL_OK;
}

int sl_readings_row_since(sl_readings_t *readings, const sl_model_t *model, int32_t since,
                          size_t *row)
{
  cuts_t cuts = {0};
  sl_reading_row_t made = {.incurred_from = since,
                           .incurred_to = model->scenario->calendar.last_day};
  int code = make_cuts(&cuts, model, 0);
  code = code == SL_OK ? put_classes(readings, &cuts, &made.classes) : code;
  free(cuts.at);
  return code == SL_OK ? put_row(readings, model->scenario->claims->n_services, &made, row) : code;
}

/* ---- the rows of one cover ---- */

/* Where ranges of incurred days begin, ascending; the first is all the past. */
typedef struct starts {
  int32_t day[SL_READINGS_ATOMS_MAX];
  size_t n;
} starts_t;

static void put_start(starts_t *starts, int64_t day, int32_t last)
{
  size_t i = starts->n;
  if (day <= INT32_MIN || day > last) {
    return;
  }
  while (i > 0 && starts->day[i - 1] >= day) {
    i--;
  }
  if (i < starts->n && starts->day[i] == day) {
    return;
  }
  memmove(starts->day + i + 1, starts->day + i, (starts->n - i) * sizeof *starts->day);
  starts->day[i] = (int32_t)day;
  starts->n++;
}

static starts_t starts_of(const sl_coverage_t *coverage)
{
  const windows_t windows = windows_of(coverage);
  starts_t starts = {{INT32_MIN}, 1};
  put_start(&starts, coverage->since, coverage->last_day);
  for (size_t i = 0; i < coverage->n_takes; i++) {
    if (isfinite(coverage->take[i].cover.run_in_maximum)) {
      put_start(&starts, 0, coverage->last_day);
    }
  }
  for (size_t i = 0; i < windows.n; i++) {
    put_start(&starts, windows.window[i]->incurred_from, coverage->last_day);
    put_start(&starts, (int64_t)windows.window[i]->incurred_to + 1, coverage->last_day);
    put_start(&starts, windows.window[i]->held != 0 ? 0 : INT32_MIN, coverage->last_day);
  }
  return starts;
}

/* Whether a cover treats two services alike. */
static bool alike(const sl_coverage_t *coverage, size_t a, size_t b)
{
  bool same = coverage->insured == NULL || coverage->insured[a] == coverage->insured[b];
  for (size_t i = 0; i < coverage->n_takes; i++) {
    const bool *services = coverage->take[i].cover.services;
    same = same && (services == NULL || services[a] == services[b]);
  }
  return same;
}

/* The services that a cover treats as it does service s, the first of them; NULL = all. */
static int group_of(const sl_coverage_t *coverage, size_t n_services, size_t s, bool **group)
{
  bool all = true;
  *group = calloc(n_services + 1, sizeof **group);
  if (*group == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < n_services; i++) {
    (*group)[i] = alike(coverage, s, i);
    all = all && (*group)[i];
  }
  if (all) {
    free(*group);
    *group = NULL;
  }
  return SL_OK;
}

static bool is_first(const sl_coverage_t *coverage, size_t s)
{
  bool first = true;
  for (size_t i = 0; i < s; i++) {
    first = first && !alike(coverage, i, s);
  }
  return first;
}

/* Claims before all that a cover asks for are in no sum of it. */
static bool matters(const sl_coverage_t *coverage, int32_t incurred_to)
{
  const windows_t windows = windows_of(coverage);
  bool found = coverage->runs_out && coverage->since <= incurred_to;
  for (size_t i = 0; i < windows.n; i++) {
    found = found || windows.window[i]->incurred_from <= incurred_to;
  }
  return found;
}

int sl_readings_rows_of(sl_readings_t *readings, const sl_model_t *model, size_t cover, size_t *own,
                        size_t *n_own)
{
  const sl_coverage_t *coverage = &model->covers[cover];
  const size_t n_services = model->scenario->claims->n_services;
  const windows_t windows = windows_of(coverage);
  const starts_t starts = starts_of(coverage);
  sl_reading_row_t row = {0};
  cuts_t cuts = {0};
  int code = make_cuts(&cuts, model, first_cut(&windows));
  if (code == SL_OK) {
    cut_cover(&cuts, coverage);
    code = put_classes(readings, &cuts, &row.classes);
  }
  free(cuts.at);
  for (size_t i = 0; code == SL_OK && i < starts.n; i++) {
    row.incurred_from = starts.day[i];
    row.incurred_to = i + 1 < starts.n ? starts.day[i + 1] - 1 : coverage->last_day;
    for (size_t s = 0; code == SL_OK && matters(coverage, row.incurred_to) && s < n_services; s++) {
      if (is_first(coverage, s)) {
        row.service = (uint32_t)s;
        code = group_of(coverage, n_services, s, &row.services);
        code = code == SL_OK ? put_row(readings, n_services, &row, &own[(*n_own)++]) : code;
      }
    }
  }
  return code;
}
