#include "sim/study/fit/experience.h"

#include "models/core/calendar.h"

#include <ctype.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LAST_MONTH 12
#define MIDDLE_DAY 182 /* of a year, for a total that has no day */

static int later(int a, int b) { return a > b ? a : b; }
static int earlier(int a, int b) { return a < b ? a : b; }

sl_date_t sl_experience_date(int day)
{
  static const sl_calendar_t era = {.start = {1970, 1, 1}, .months = SL_PLAN_MONTHS_MAX};
  return sl_calendar_date(&era, day);
}

static int month_of(int day)
{
  const sl_date_t date = sl_experience_date(day);
  return SL_MONTHS_PER_YEAR * date.year + date.month - 1;
}

static int first_of_month(int month)
{
  return sl_date_serial((sl_date_t){month / SL_MONTHS_PER_YEAR, month % SL_MONTHS_PER_YEAR + 1, 1});
}

static double days_of_year(int year)
{
  return first_of_month(SL_MONTHS_PER_YEAR * (year + 1)) -
         first_of_month(SL_MONTHS_PER_YEAR * year);
}

void sl_experience_period(const sl_claims_file_t *file, int *first_day, int *last_day)
{
  int first = INT_MAX, last = INT_MIN;
  for (size_t i = 0; i < file->n_lines; i++) {
    first = earlier(first, file->lines[i].incurred);
    last = later(last, file->lines[i].incurred);
  }
  if (file->n_lines == 0) {
    *first_day = 0;
    *last_day = -1;
    return;
  }
  *first_day = first_of_month(month_of(first));
  *last_day = first_of_month(month_of(last) + (file->annual ? LAST_MONTH : 1)) - 1;
}

/* Whether the words hold one of the parts, whatever the case of their letters. */
static bool says(const char *words, const char *const *parts, size_t n)
{
  char small[SL_CLAIMS_SERVICE_TEXT];
  size_t length = 0;
  for (; words[length] != '\0' && length + 1 < sizeof small; length++) {
    small[length] = (char)tolower((unsigned char)words[length]);
  }
  small[length] = '\0';
  size_t i = 0;
  while (i < n && strstr(small, parts[i]) == NULL) {
    i++;
  }
  return i < n;
}

sl_line_t sl_experience_line(const char *service)
{
  static const char *const drugs[] = {"drug", "pharm", "rx", "prescr"};
  static const char *const dental[] = {"dental", "dentist"};
  static const char *const vision[] = {"vision", "optic"};
  static const char *const mental[] = {"mental", "behav", "psych", "substance"};
  static const char *const distant[] = {"tele"};
  static const struct {
    const char *const *parts;
    size_t n;
    sl_line_t line;
  } rows[] = {{drugs, 4, SL_LINE_PHARMACY},
              {dental, 2, SL_LINE_DENTAL},
              {vision, 2, SL_LINE_VISION},
              {mental, 4, SL_LINE_MENTAL_HEALTH},
              {distant, 1, SL_LINE_TELEMEDICINE}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (says(service, rows[i].parts, rows[i].n)) {
      return rows[i].line;
    }
  }
  return SL_LINE_MEDICAL;
}

sl_development_t sl_experience_development(const sl_experience_t *e, size_t service)
{
  return e->lines[service] == SL_LINE_PHARMACY ? SL_DEVELOPS_PHARMACY : SL_DEVELOPS_MEDICAL;
}

/* ---- who was covered ---- */

static double covered(const sl_experience_t *e, const sl_census_cover_t *cover, unsigned month)
{
  const int m = e->first_month + (int)month;
  const int first = later(first_of_month(m), cover->first);
  const int last = earlier(first_of_month(m + 1) - 1, cover->last);
  return last >= first ? cover->share * (last - first + 1) / days_of_year(m / SL_MONTHS_PER_YEAR)
                       : 0.0;
}

void sl_experience_expose(sl_experience_t *e)
{
  for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
    memset(e->exposure[d], 0, e->n_members * e->n_years * sizeof *e->exposure[d]);
  }
  memset(e->month_years, 0, e->n_months * sizeof *e->month_years);
  e->member_years = 0.0;
  for (size_t i = 0; i < e->n_members; i++) {
    for (unsigned m = 0; m < e->n_months; m++) {
      const size_t year = (size_t)((e->first_month + (int)m) / SL_MONTHS_PER_YEAR - e->first_year);
      const bool is_covered = e->listed == NULL || e->listed[i * e->n_years + year];
      const double years = is_covered ? covered(e, &e->covers[i], m) : 0.0;
      e->month_years[m] += years;
      e->member_years += years;
      for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
        e->exposure[d][i * e->n_years + year] += years * e->share[d][m];
      }
    }
  }
}

static int everybody_of_the_file(const sl_claims_file_t *file, sl_experience_t *e)
{
  e->n_members = file->n_members;
  e->covers = malloc((e->n_members + 1) * sizeof *e->covers);
  for (size_t i = 0; e->covers != NULL && i < e->n_members; i++) {
    e->covers[i] = (sl_census_cover_t){.id = "", .first = INT_MIN, .last = INT_MAX, .share = 1.0};
  }
  return e->covers != NULL ? SL_OK : SL_ERR_MEMORY;
}

/* ---- claims ---- */

static double amount_of(const sl_experience_t *e, const sl_claim_line_t *line)
{
  return e->allowed ? line->allowed : line->paid;
}

/* The member's number here; SL_CLAIMS_UNKNOWN for a stranger. */
static uint32_t member_of(const sl_claims_file_t *file, uint32_t member)
{
  return file->in_census != NULL ? file->in_census[member] : member;
}

static void take_line(const sl_claims_file_t *file, const sl_claim_line_t *line, sl_experience_t *e)
{
  const uint32_t member = member_of(file, line->member);
  const double amount = amount_of(e, line);
  const int month = month_of(line->incurred);
  if (!(amount > 0.0)) {
    e->zero++;
  } else if (member == SL_CLAIMS_UNKNOWN) {
    e->unknown++;
  } else {
    const sl_census_cover_t *cover = &e->covers[member];
    const int end = file->annual ? first_of_month(month + LAST_MONTH) - 1 : line->incurred;
    if (line->incurred > cover->last || end < cover->first) {
      e->outside++;
      return;
    }
    e->occasions[e->n_occasions++] = (sl_occasion_t){
        .unit = member * e->n_years + (uint32_t)(month / SL_MONTHS_PER_YEAR - e->first_year),
        .service = line->service,
        .month = (unsigned)(month - e->first_month),
        .day = file->annual ? line->incurred + MIDDLE_DAY : line->incurred,
        .paid_day = line->paid_day,
        .amount = amount};
  }
}

static int by_occasion(const void *left, const void *right)
{
  const sl_occasion_t *a = left, *b = right;
  if (a->unit != b->unit) {
    return a->unit > b->unit ? 1 : -1;
  }
  if (a->service != b->service) {
    return a->service > b->service ? 1 : -1;
  }
  if (a->day != b->day) {
    return a->day > b->day ? 1 : -1;
  }
  if (a->paid_day != b->paid_day) {
    return a->paid_day > b->paid_day ? 1 : -1;
  }
  return (a->amount > b->amount) - (a->amount < b->amount);
}

/* Lines of one member, service and day become one. */
static void join(sl_experience_t *e)
{
  size_t n = 0;
  qsort(e->occasions, e->n_occasions, sizeof *e->occasions, by_occasion);
  for (size_t i = 0; i < e->n_occasions; i++) {
    const sl_occasion_t *next = &e->occasions[i];
    sl_occasion_t *last = n > 0 ? &e->occasions[n - 1] : NULL;
    if (last != NULL && last->unit == next->unit && last->service == next->service &&
        last->day == next->day) {
      last->amount += next->amount;
      last->paid_day = last->paid_day == SL_CLAIMS_NO_DAY ? SL_CLAIMS_NO_DAY
                                                          : later(last->paid_day, next->paid_day);
    } else {
      e->occasions[n++] = *next;
    }
  }
  e->n_occasions = n;
}

static int name_services(const sl_claims_file_t *file, sl_experience_t *e)
{
  const size_t n = file->n_services > 0 ? file->n_services : 1;
  e->services = malloc(n * sizeof(char *));
  e->lines = malloc(n * sizeof *e->lines);
  if (e->services == NULL || e->lines == NULL) {
    return SL_ERR_MEMORY;
  }
  e->n_services = n;
  for (size_t j = 0; j < n; j++) {
    const bool named = file->n_services > 0 && file->services[j][0] != '\0';
    e->services[j] = named ? file->services[j] : "medical";
    e->lines[j] = sl_experience_line(e->services[j]);
  }
  return SL_OK;
}

static void set_period(const sl_claims_file_t *file, sl_experience_t *e)
{
  sl_experience_period(file, &e->first_day, &e->last_day);
  e->first_month = month_of(e->first_day);
  e->n_months = (unsigned)(month_of(e->last_day) - e->first_month + 1);
  e->first_year = e->first_month / SL_MONTHS_PER_YEAR;
  e->n_years = (unsigned)(month_of(e->last_day) / SL_MONTHS_PER_YEAR - e->first_year + 1);
}

static int reserve(const sl_claims_file_t *file, sl_experience_t *e)
{
  const size_t units = e->n_members * e->n_years + 1;
  e->occasions = malloc((file->n_lines + 1) * sizeof *e->occasions);
  e->month_years = malloc(e->n_months * sizeof *e->month_years);
  bool whole = e->occasions != NULL && e->month_years != NULL;
  for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
    e->share[d] = malloc(e->n_months * sizeof *e->share[d]);
    e->exposure[d] = malloc(units * sizeof *e->exposure[d]);
    whole = whole && e->share[d] != NULL && e->exposure[d] != NULL;
    for (unsigned m = 0; whole && m < e->n_months; m++) {
      e->share[d][m] = 1.0;
    }
  }
  return whole ? SL_OK : SL_ERR_MEMORY;
}

/* The day of the last payment, where every claim has one. */
static int value_day(const sl_experience_t *e)
{
  int last = INT_MIN;
  for (size_t i = 0; i < e->n_occasions; i++) {
    if (e->occasions[i].paid_day == SL_CLAIMS_NO_DAY) {
      return SL_CLAIMS_NO_DAY;
    }
    last = later(last, e->occasions[i].paid_day);
  }
  return last;
}

/* Annual totals that list years without claims list who was covered. */
static int list_rows(const sl_claims_file_t *file, sl_experience_t *e)
{
  bool lists_zeros = false;
  for (size_t i = 0; i < file->n_lines; i++) {
    lists_zeros |= amount_of(e, &file->lines[i]) == 0.0;
  }
  if (e->has_census || !file->annual || !lists_zeros) {
    return SL_OK;
  }
  e->listed = calloc(e->n_members * e->n_years + 1, sizeof *e->listed);
  if (e->listed == NULL) {
    return SL_ERR_MEMORY;
  }
  for (size_t i = 0; i < file->n_lines; i++) {
    const sl_claim_line_t *line = &file->lines[i];
    const int year = month_of(line->incurred) / SL_MONTHS_PER_YEAR - e->first_year;
    e->listed[line->member * e->n_years + (size_t)year] = true;
  }
  return SL_OK;
}

static int fill(const sl_claims_file_t *file, sl_experience_t *e, sl_error_t *error)
{
  for (size_t i = 0; i < file->n_lines; i++) {
    e->allowed |= !isnan(file->lines[i].allowed);
  }
  if (list_rows(file, e) != SL_OK) {
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the claims");
  }
  for (size_t i = 0; i < file->n_lines; i++) {
    take_line(file, &file->lines[i], e);
  }
  join(e);
  e->valued_day = value_day(e);
  sl_experience_expose(e);
  if (!(e->member_years > 0.0)) {
    return sl_fail(error, SL_ERR_INPUT,
                   "nobody of the census is covered in the months of the claims: give its columns "
                   "from and to, or leave both blank");
  }
  return e->n_occasions > 0
             ? SL_OK
             : sl_fail(error, SL_ERR_INPUT,
                       "no claim to fit: %zu rows are of members who are not in the census, %zu "
                       "outside their cover, %zu without amount",
                       e->unknown, e->outside, e->zero);
}

int sl_experience_new(const sl_claims_file_t *file, sl_census_cover_t *covers, size_t n_covers,
                      sl_experience_t **experience, sl_error_t *error)
{
  sl_experience_t *e = calloc(1, sizeof *e);
  *experience = e;
  if (e == NULL) {
    free(covers);
    return sl_fail(error, SL_ERR_MEMORY, "out of memory for the claims");
  }
  e->annual = file->annual;
  e->has_census = covers != NULL;
  e->covers = covers;
  e->n_members = n_covers;
  if (file->n_lines == 0) {
    return sl_fail(error, SL_ERR_INPUT, "the file has no claims");
  }
  set_period(file, e);
  int code = covers == NULL ? everybody_of_the_file(file, e) : SL_OK;
  code = code == SL_OK ? name_services(file, e) : code;
  code = code == SL_OK ? reserve(file, e) : code;
  return code == SL_OK ? fill(file, e, error)
                       : sl_fail(error, SL_ERR_MEMORY, "out of memory for the claims");
}

void sl_experience_free(sl_experience_t *e)
{
  if (e != NULL) {
    free(e->occasions);
    free(e->services);
    free(e->lines);
    free(e->covers);
    free(e->month_years);
    free(e->listed);
    for (size_t d = 0; d < SL_DEVELOPMENTS; d++) {
      free(e->share[d]);
      free(e->exposure[d]);
    }
    free(e);
  }
}
