#include "sim/output/result_file/header.h"

#include "sim/input/read/date.h"
#include "sim/input/read/utf8.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/output/hdf5/provenance.h"
#include "sim/output/result_file/columns.h"
#include "sim/output/result_file/run_lengths.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MONTHS_MAX SL_MONTHS_AFTER
#define TRIALS_MAX UINT32_MAX
#define DATE_SIZE 16
#define NONE "none"

static const char *const accountings[] = {
    [SL_ACCOUNT_INCURRED] = "incurred", [SL_ACCOUNT_PAID] = "paid"};

#define TOTALS "totals" /* the attribute sampler, where annual totals were drawn */
static const char *const goals[] = {
    [SL_PRECISION_COST] = "expected_cost", [SL_PRECISION_DEFICIT] = "deficit_probability"};

/* ---- Writing */

static void date_text(sl_date_t date, char text[DATE_SIZE])
{
  snprintf(text, DATE_SIZE, "%04d-%02d-%02d", date.year % 10000, date.month % 100, date.day % 100);
}

static int put_terms(hid_t file, const sl_run_facts_t *facts)
{
  char start[DATE_SIZE];
  date_text(facts->start, start);
  return sl_h5_put_text(file, "start", start) == 0 &&
                 sl_h5_put_text(file, "accounting", accountings[facts->accounting]) == 0 &&
                 (facts->jurisdiction[0] == '\0' ||
                  sl_h5_put_text(file, "jurisdiction", facts->jurisdiction) == 0) &&
                 (facts->notes[0] == '\0' || sl_h5_put_text(file, "notes", facts->notes) == 0) &&
                 (facts->sampler == SL_SAMPLE_CLAIMS ||
                  sl_h5_put_text(file, "sampler", TOTALS) == 0) &&
                 sl_h5_put_signed(file, "cash_flow_months", (int64_t)facts->n_months) == 0 &&
                 sl_h5_put_signed(file, "reimbursement_months",
                                  facts->cash_flow.reimbursement_months) == 0 &&
                 sl_h5_put_number(file, "working_capital_level", facts->cash_flow.level) == 0
             ? 0
             : -1;
}

int sl_put_header(hid_t file, const sl_run_facts_t *facts)
{
  return sl_h5_put_text(file, "Conventions", "CF-1.10") == 0 &&
                 sl_h5_put_text(file, "title", facts->title) == 0 &&
                 sl_h5_put_text(file, "source", sl_provenance_source()) == 0 &&
                 sl_h5_put_signed(file, "stoploss_format_version", SL_RESULT_FORMAT_VERSION) == 0 &&
                 sl_h5_put_text(file, "currency", facts->currency) == 0 &&
                 sl_h5_put_unsigned(file, "seed", facts->seed) == 0 &&
                 sl_h5_put_signed(file, "pricing_trials", (int64_t)facts->pricing_trials) == 0 &&
                 sl_h5_put_signed(file, "infinite_variance", facts->infinite_variance != 0) == 0
             ? put_terms(file, facts)
             : -1;
}

int sl_put_outcome(hid_t file, const sl_run_facts_t *facts, const sl_summary_t *summary)
{
  const double reached = summary->precision_reached;
  if (sl_h5_put_signed(file, "trials", (int64_t)facts->trials) != 0) {
    return -1;
  }
  if (facts->precision.goal == SL_PRECISION_NONE) {
    return 0;
  }
  return sl_h5_put_text(file, "precision_of", goals[facts->precision.goal]) == 0 &&
                 sl_h5_put_number(file, "precision_asked", facts->precision.target) == 0 &&
                 sl_h5_put_number(file, "precision_reached", reached) == 0 &&
                 sl_h5_put_signed(file, "precision_met", reached <= facts->precision.target) == 0 &&
                 sl_h5_put_signed(file, "trials_at_most", (int64_t)facts->most_trials) == 0
             ? 0
             : -1;
}

typedef const char *(*text_of_t)(const sl_arrangement_facts_t *facts);

static const char *kind_of(const sl_arrangement_facts_t *facts) { return facts->kind; }

static const char *specific_contract_of(const sl_arrangement_facts_t *facts)
{
  return facts->has_specific ? facts->specific_contract : NONE;
}

static const char *aggregate_contract_of(const sl_arrangement_facts_t *facts)
{
  return facts->has_aggregate ? facts->aggregate_contract : NONE;
}

static const char *specific_per_of(const sl_arrangement_facts_t *facts)
{
  return !facts->has_specific ? NONE : facts->per_certificate ? "certificate" : "person";
}

static const char *since_of(const sl_arrangement_facts_t *facts)
{
  return facts->since[0] != '\0' ? facts->since : NONE;
}

static const char *exceeded_by_of(const sl_arrangement_facts_t *facts)
{
  return facts->exceeded_by;
}

static int put_by_arrangement(sl_layout_t *layout, const sl_run_facts_t *facts)
{
  static const struct {
    const char *name, *long_name;
    text_of_t text;
  } rows[] = {
      {"kind", "kind of funding arrangement", kind_of},
      {"specific_contract", "claims that the specific covers", specific_contract_of},
      {"specific_per", "whom the specific deductible is for", specific_per_of},
      {"aggregate_contract", "claims that the aggregate covers", aggregate_contract_of},
      {"since", "first incurred day of the claims that are counted", since_of},
      {"maximum_cost_exceeded_by", "why a year can cost more than maximum_cost", exceeded_by_of},
  };
  const char **texts = malloc((facts->n_arrangements + 1) * sizeof *texts);
  int result = texts != NULL ? 0 : -1;
  for (size_t i = 0; result == 0 && i < sizeof rows / sizeof rows[0]; i++) {
    for (size_t a = 0; a < facts->n_arrangements; a++) {
      texts[a] = rows[i].text(&facts->arrangements[a]);
    }
    result =
        sl_layout_texts(layout, rows[i].name, rows[i].long_name, &sl_arrangement_dimension, texts);
  }
  free(texts);
  return result;
}

static int put_month_starts(sl_layout_t *layout, const sl_run_facts_t *facts)
{
  char days[MONTHS_MAX][DATE_SIZE];
  const char *texts[MONTHS_MAX] = {NULL};
  const size_t n = (size_t)sl_run_length(&sl_month_dimension, facts);
  if (n > MONTHS_MAX) {
    return -1;
  }
  for (size_t m = 0; m < n; m++) {
    date_text(sl_month_first_day(facts, m), days[m]);
    texts[m] = days[m];
  }
  return sl_layout_texts(layout, "month_start", "first day of the month", &sl_month_dimension,
                         texts);
}

int sl_put_texts(sl_layout_t *layout, const sl_run_facts_t *facts)
{
  return put_by_arrangement(layout, facts) == 0 && put_month_starts(layout, facts) == 0 ? 0 : -1;
}

/* ---- Reading */

static int damaged(const char *what, sl_error_t *error)
{
  return sl_fail(error, SL_ERR_INPUT, "%s is missing or damaged", what);
}

bool sl_is_plain_text(const char *text)
{
  size_t left = strlen(text);
  while (left > 0) {
    uint32_t code_point;
    const size_t n = sl_utf8_next(text, left, &code_point);
    if (n == 0 || sl_utf8_is_control(code_point)) {
      return false;
    }
    text += n;
    left -= n;
  }
  return true;
}

static bool is_currency(const char *text)
{
  return strlen(text) == 3 && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static int check_identity(hid_t file, int64_t *version, sl_error_t *error)
{
  char *status = NULL;
  if (sl_h5_get_signed(file, "stoploss_format_version", version) != 0) {
    return sl_fail(error, SL_ERR_INPUT, "this is not a stoploss result file");
  }
  if (*version < 1 || *version > SL_RESULT_FORMAT_VERSION) {
    return sl_fail(error, SL_ERR_INPUT,
                   "the result has format version %lld; this program reads 1 to %d",
                   (long long)*version, SL_RESULT_FORMAT_VERSION);
  }
  const int complete =
      sl_h5_get_text(file, "status", &status) == 0 && strcmp(status, "complete") == 0;
  free(status);
  return complete ? SL_OK : sl_fail(error, SL_ERR_INPUT, "the result is not complete");
}

static int get_start(hid_t file, sl_run_facts_t *facts)
{
  char *text = NULL;
  const int good = sl_h5_get_text(file, "start", &text) == 0 && sl_date_parse(text, &facts->start);
  free(text);
  return good ? 0 : -1;
}

static int get_accounting(hid_t file, sl_run_facts_t *facts)
{
  char *text = NULL;
  int good = sl_h5_get_text(file, "accounting", &text) == 0;
  if (good && strcmp(text, accountings[SL_ACCOUNT_PAID]) == 0) {
    facts->accounting = SL_ACCOUNT_PAID;
  } else {
    good = good && strcmp(text, accountings[SL_ACCOUNT_INCURRED]) == 0;
  }
  free(text);
  return good ? 0 : -1;
}

/* Without the attribute claims were drawn one by one. */
static int get_sampler(hid_t file, sl_run_facts_t *facts)
{
  char *text = NULL;
  const int exists = sl_h5_has(file, "sampler");
  if (exists <= 0) {
    return exists;
  }
  const int good = sl_h5_get_text(file, "sampler", &text) == 0 && strcmp(text, TOTALS) == 0;
  facts->sampler = SL_SAMPLE_TOTALS;
  free(text);
  return good ? 0 : -1;
}

static int get_cash_flow(hid_t file, sl_run_facts_t *facts)
{
  int64_t months = 0, lag = 0;
  if (sl_h5_get_signed(file, "cash_flow_months", &months) != 0 || months < 0 ||
      months > MONTHS_MAX || sl_h5_get_signed(file, "reimbursement_months", &lag) != 0 || lag < 0 ||
      lag > MONTHS_MAX ||
      sl_h5_get_number(file, "working_capital_level", &facts->cash_flow.level) != 0 ||
      !(facts->cash_flow.level >= 0.0 && facts->cash_flow.level <= 1.0)) {
    return -1;
  }
  facts->n_months = (size_t)months;
  facts->cash_flow.wanted = months > 0;
  facts->cash_flow.reimbursement_months = (unsigned)lag;
  return 0;
}

/* A text that is written only where there is one. */
static int get_optional(hid_t file, const char *name, char **text, sl_error_t *error)
{
  if (sl_h5_has(file, name) != 0) {
    return sl_h5_get_text(file, name, text) == 0 && sl_is_plain_text(*text) ? SL_OK
                                                                            : damaged(name, error);
  }
  *text = strdup("");
  return *text != NULL ? SL_OK
                       : sl_fail(error, SL_ERR_MEMORY, "no memory for the facts of the run");
}

/* What format 1 did not tell: claims were the incurred ones, and no cash flow was simulated. */
static int get_terms(hid_t file, int64_t version, sl_run_facts_t *facts, sl_error_t *error)
{
  int code = get_optional(file, "jurisdiction", &facts->jurisdiction, error);
  if (code == SL_OK) {
    code = get_optional(file, "notes", &facts->notes, error);
  }
  if (code != SL_OK) {
    return code;
  }
  if (version == 1) {
    return SL_OK;
  }
  return get_start(file, facts) == 0 && get_accounting(file, facts) == 0 &&
                 get_sampler(file, facts) == 0 && get_cash_flow(file, facts) == 0
             ? SL_OK
             : damaged("the start, the accounting, the sampler or the cash flow", error);
}

/* What the run was asked to reach; what it reached follows from its trials. */
static int get_precision(hid_t file, sl_run_facts_t *facts)
{
  char *text = NULL;
  int64_t most = 0;
  const int exists = sl_h5_has(file, "precision_of");
  if (exists <= 0) {
    return exists;
  }
  int good = sl_h5_get_text(file, "precision_of", &text) == 0;
  if (good && strcmp(text, goals[SL_PRECISION_DEFICIT]) == 0) {
    facts->precision.goal = SL_PRECISION_DEFICIT;
  } else {
    facts->precision.goal = SL_PRECISION_COST;
    good = good && strcmp(text, goals[SL_PRECISION_COST]) == 0;
  }
  free(text);
  good = good && sl_h5_get_number(file, "precision_asked", &facts->precision.target) == 0 &&
         facts->precision.target > 0.0 && facts->precision.target < 1.0 &&
         sl_h5_get_signed(file, "trials_at_most", &most) == 0 && most >= (int64_t)facts->trials &&
         most <= TRIALS_MAX;
  facts->most_trials = good ? (uint64_t)most : 0;
  return good ? 0 : -1;
}

int sl_get_header(hid_t file, sl_run_facts_t *facts, int64_t *version, sl_error_t *error)
{
  int64_t trials = 0, pricing_trials = 0, infinite_variance = 0;
  const int code = check_identity(file, version, error);
  if (code != SL_OK) {
    return code;
  }
  if (sl_h5_get_text(file, "title", &facts->title) != 0 || !sl_is_plain_text(facts->title)) {
    return damaged("the title", error);
  }
  if (sl_h5_get_text(file, "currency", &facts->currency) != 0 || !is_currency(facts->currency)) {
    return damaged("the currency", error);
  }
  if (sl_h5_get_signed(file, "trials", &trials) != 0 || trials < 1 || trials > TRIALS_MAX ||
      sl_h5_get_signed(file, "pricing_trials", &pricing_trials) != 0 || pricing_trials < 0 ||
      sl_h5_get_signed(file, "infinite_variance", &infinite_variance) != 0 ||
      sl_h5_get_unsigned(file, "seed", &facts->seed) != 0) {
    return damaged("the number of trials or the seed", error);
  }
  if (sl_get_resolved(file, &facts->resolved) != 0) {
    return damaged("the resolved scenario", error);
  }
  facts->trials = (uint64_t)trials;
  facts->pricing_trials = (uint64_t)pricing_trials;
  facts->infinite_variance = infinite_variance != 0;
  if (get_precision(file, facts) != 0) {
    return damaged("the precision asked for", error);
  }
  return get_terms(file, *version, facts, error);
}

/* A data set's number of elements along one dimension; 0 where it is none. */
static hsize_t length_of(hid_t dataset)
{
  const hid_t space = H5Dget_space(dataset);
  hsize_t length = 0;
  if (space >= 0) {
    if (H5Sget_simple_extent_ndims(space) != 1 ||
        H5Sget_simple_extent_dims(space, &length, NULL) != 1) {
      length = 0;
    }
    H5Sclose(space);
  }
  return length;
}

char **sl_read_texts(hid_t file, const char *name, size_t *n)
{
  const hid_t dataset = sl_open_dataset(file, name);
  const hsize_t length = dataset >= 0 ? length_of(dataset) : 0;
  const hid_t stored = dataset >= 0 ? H5Dget_type(dataset) : H5I_INVALID_HID;
  char **texts = NULL;
  if (length >= 1 && length <= SL_ARRANGEMENTS_MAX && stored >= 0 &&
      H5Tis_variable_str(stored) > 0) {
    const hid_t type = sl_h5_text_type(), transfer = sl_h5_text_transfer();
    texts = calloc((size_t)length + 1, sizeof *texts);
    if (texts == NULL) {
      sl_h5_lack_memory();
    } else if (transfer < 0 || H5Dread(dataset, type, H5S_ALL, H5S_ALL, transfer, texts) < 0) {
      free(texts);
      texts = NULL;
    }
    if (transfer >= 0) {
      H5Pclose(transfer);
    }
    H5Tclose(type);
  }
  *n = (size_t)length;
  if (stored >= 0) {
    H5Tclose(stored);
  }
  if (dataset >= 0) {
    H5Dclose(dataset);
  }
  return texts;
}

void sl_free_texts(char **texts, size_t n)
{
  for (size_t i = 0; texts != NULL && i < n; i++) {
    H5free_memory(texts[i]);
  }
  free(texts);
}

static int read_names(hid_t file, sl_run_facts_t *facts, sl_error_t *error)
{
  size_t n = 0;
  char **names = sl_read_texts(file, "arrangement", &n);
  int good = names != NULL;
  if (good) {
    facts->arrangements = calloc(n, sizeof *facts->arrangements);
    good = facts->arrangements != NULL || sl_h5_lack_memory() == 0;
    facts->n_arrangements = good ? n : 0;
  }
  for (size_t a = 0; good && a < n; a++) {
    good = names[a] != NULL && sl_is_plain_text(names[a]);
    facts->arrangements[a].name = good ? strdup(names[a]) : NULL;
    good = good && (facts->arrangements[a].name != NULL || sl_h5_lack_memory() == 0);
  }
  sl_free_texts(names, n);
  return good ? SL_OK : damaged("the list of arrangements", error);
}

/* Take one text of an arrangement; false where it is none that we wrote. */
typedef bool (*take_text_t)(sl_arrangement_facts_t *facts, const char *text);

static bool take_kind(sl_arrangement_facts_t *facts, const char *text)
{
  const sl_arrangement_kind_t *kind = sl_arrangement_kind(text);
  facts->kind = kind != NULL ? kind->name : NULL;
  return kind != NULL;
}

static bool take_contract(char contract[SL_CONTRACT_TEXT], const char *text)
{
  if (strlen(text) >= SL_CONTRACT_TEXT || !sl_is_plain_text(text)) {
    return false;
  }
  strcpy(contract, strcmp(text, NONE) == 0 ? "" : text);
  return true;
}

static bool take_specific_contract(sl_arrangement_facts_t *facts, const char *text)
{
  return take_contract(facts->specific_contract, text);
}

static bool take_aggregate_contract(sl_arrangement_facts_t *facts, const char *text)
{
  return take_contract(facts->aggregate_contract, text);
}

static bool take_specific_per(sl_arrangement_facts_t *facts, const char *text)
{
  facts->per_certificate = strcmp(text, "certificate") == 0;
  return facts->per_certificate || strcmp(text, "person") == 0 || strcmp(text, NONE) == 0;
}

static bool take_since(sl_arrangement_facts_t *facts, const char *text)
{
  sl_date_t date;
  if (strcmp(text, NONE) == 0) {
    return true;
  }
  if (strlen(text) >= SL_SINCE_TEXT || !sl_date_parse(text, &date)) {
    return false;
  }
  strcpy(facts->since, text);
  return true;
}

static bool take_exceeded_by(sl_arrangement_facts_t *facts, const char *text)
{
  if (strlen(text) >= SL_EXCEEDED_TEXT || !sl_is_plain_text(text)) {
    return false;
  }
  strcpy(facts->exceeded_by, text);
  facts->price.exceeded_by = sl_exceeded_read(text);
  return true;
}

static int take_texts(hid_t file, const char *name, take_text_t take, sl_run_facts_t *facts,
                      sl_error_t *error)
{
  size_t n = 0;
  char **texts = sl_read_texts(file, name, &n);
  int good = texts != NULL && n == facts->n_arrangements;
  for (size_t a = 0; good && a < n; a++) {
    good = texts[a] != NULL && take(&facts->arrangements[a], texts[a]);
  }
  sl_free_texts(texts, n);
  return good ? SL_OK : sl_fail(error, SL_ERR_INPUT, "the variable %s is missing or damaged", name);
}

int sl_get_texts(hid_t file, int64_t version, sl_run_facts_t *facts, sl_error_t *error)
{
  int code = read_names(file, facts, error);
  code = code == SL_OK ? take_texts(file, "kind", take_kind, facts, error) : code;
  if (version == 1 || code != SL_OK) {
    return code;
  }
  code = take_texts(file, "specific_contract", take_specific_contract, facts, error);
  code = code == SL_OK ? take_texts(file, "specific_per", take_specific_per, facts, error) : code;
  code = code == SL_OK
             ? take_texts(file, "aggregate_contract", take_aggregate_contract, facts, error)
             : code;
  code = code == SL_OK && version > 2 ? take_texts(file, "since", take_since, facts, error) : code;
  return code == SL_OK && version > 2
             ? take_texts(file, "maximum_cost_exceeded_by", take_exceeded_by, facts, error)
             : code;
}
