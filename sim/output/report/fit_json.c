#include "sim/output/report/fit_page.h"
#include "sim/output/report/fit_words.h"
#include "sim/output/text/json_parts.h"

#include <math.h>

#define JSON_VERSION 1
#define N(members) (sizeof(members) / sizeof(members)[0])

static json_t *day_of(int day)
{
  const sl_date_t date = sl_experience_date(day);
  return json_sprintf("%04d-%02d-%02d", date.year, date.month, date.day);
}

static json_t *parameter_of(const sl_law_parameter_t *p)
{
  const sl_json_member_t members[] = {{"name", json_string(p->name)},
                                      {"value", sl_json_number(p->value)},
                                      {"standard_error", sl_json_number(p->told.standard_error)},
                                      {"standard_error_by_person", sl_json_number(p->by_person)},
                                      {"low", sl_json_number(p->told.low)},
                                      {"high", sl_json_number(p->told.high)}};
  return sl_json_object(members, N(members));
}

static json_t *law_of(const sl_law_t *law, bool chosen)
{
  json_t *parameters = json_array();
  for (size_t k = 0; k < law->n_parameters; k++) {
    parameters = sl_json_and(parameters, parameter_of(&law->parameter[k]));
  }
  const sl_json_member_t members[] = {
      {"family", json_string(law->family)},
      {"chosen", json_boolean(chosen)},
      {"status", json_string(sl_fit_status_name(law->status))},
      {"modified_zeros", json_boolean(law->zeros)},
      {"tail_above", law->spliced ? sl_json_number(law->at) : json_null()},
      {"tail_claims", law->spliced ? sl_json_number(law->exceedances) : json_null()},
      {"parameters", parameters},
      {"mean", sl_json_number(law->mean)},
      {"variance", sl_json_number(law->variance)},
      {"log_likelihood", sl_json_number(law->log_likelihood)},
      {"aic", sl_json_number(law->aic)},
      {"bic", sl_json_number(law->bic)},
      {"kolmogorov_smirnov", sl_json_number(law->kolmogorov_smirnov)},
      {"anderson_darling", sl_json_number(law->anderson_darling)}};
  return sl_json_object(members, N(members));
}

static json_t *laws_of(const sl_laws_t *laws)
{
  json_t *list = json_array();
  for (size_t i = 0; i < laws->n; i++) {
    list = sl_json_and(list, law_of(&laws->list[i], i == laws->chosen));
  }
  return list;
}

static json_t *threshold_of(const sl_service_fit_t *service)
{
  if (service->threshold.chosen >= service->n_tail) {
    return json_null();
  }
  const sl_tail_point_t *point = &service->tail[service->threshold.chosen];
  const sl_json_member_t members[] = {
      {"threshold", sl_json_number(point->threshold)},
      {"claims_above", sl_json_number(point->exceedances)},
      {"mean_excess", sl_json_estimate(point->mean_excess)},
      {"shape", sl_json_estimate(point->shape)},
      {"shape_low", sl_json_number(service->threshold.shape_low)},
      {"shape_high", sl_json_number(service->threshold.shape_high)}};
  return sl_json_object(members, N(members));
}

static json_t *service_of(const sl_fit_study_t *study, const sl_service_fit_t *service)
{
  const sl_json_member_t members[] = {
      {"name", json_string(service->name)},
      {"line", json_string(sl_line_names[service->line])},
      {"claims", json_integer((json_int_t)service->n)},
      {"member_years", sl_json_number(service->member_years)},
      {"mean", sl_json_number(service->mean)},
      {"cv", sl_json_number(service->cv)},
      {"largest", sl_json_number(service->largest)},
      {"cut_off_at", sl_json_number(service->cap)},
      {"limited_at_largest", json_boolean(sl_service_is_limited(study, service))},
      {"tail", threshold_of(service)},
      {"frequency", laws_of(&service->frequency)},
      {"severity", laws_of(&service->severity)},
      {"lag", laws_of(&service->lag)}};
  return sl_json_object(members, N(members));
}

static json_t *month_of(const sl_fit_study_t *study, const sl_lag_study_t *lags, unsigned m)
{
  const int month = study->experience->first_month + (int)m;
  const sl_completed_t *row = &lags->rows[m];
  const sl_json_member_t members[] = {
      {"month", json_sprintf("%04d-%02d", month / 12, month % 12 + 1)},
      {"paid", sl_json_number(row->paid)},
      {"ultimate", sl_json_estimate((sl_estimate_t){row->ultimate, row->standard_error})},
      {"by_expectation", json_boolean(row->by_expectation)}};
  return sl_json_object(members, N(members));
}

static json_t *lags_of(const sl_fit_study_t *study, const sl_lag_study_t *lags)
{
  if (!lags->is_told) {
    const sl_json_member_t members[] = {{"claims", sl_json_number(lags->claims)},
                                        {"not_told", json_string(lags->why)}};
    return sl_json_object(members, N(members));
  }
  json_t *completion = json_array(), *months = json_array();
  for (size_t j = 0; j < lags->links.n; j++) {
    completion = sl_json_and(completion, sl_json_number(lags->links.completion[j]));
  }
  for (unsigned m = 0; m < study->experience->n_months; m++) {
    months = sl_json_and(months, month_of(study, lags, m));
  }
  const sl_json_member_t members[] = {
      {"claims", sl_json_number(lags->claims)},
      {"first_lag", json_integer(lags->first_lag)},
      {"completion", completion},
      {"months_left_out", json_integer(lags->left_out)},
      {"reserve",
       sl_json_estimate((sl_estimate_t){lags->total.reserve, lags->total.standard_error})},
      {"months", months}};
  return sl_json_object(members, N(members));
}

static json_t *trend_of(const sl_trend_study_t *trend)
{
  static const char *const sources[] = {"none", "given", "fitted"};
  const sl_json_member_t members[] = {
      {"used", sl_json_number(trend->used)},
      {"source", json_string(sources[trend->source])},
      {"fitted", trend->is_fitted ? sl_json_estimate(trend->annual) : json_null()},
      {"low", trend->is_fitted ? sl_json_number(trend->low) : json_null()},
      {"high", trend->is_fitted ? sl_json_number(trend->high) : json_null()}};
  return sl_json_object(members, N(members));
}

static json_t *weight_of(const sl_fit_study_t *study)
{
  const sl_fit_terms_t *terms = &study->terms;
  const sl_weight_study_t *w = &study->weight;
  if (terms->manual == NULL) {
    return json_null();
  }
  const sl_json_member_t members[] = {
      {"manual", json_string(terms->manual->name)},
      {"z", sl_json_number(w->z)},
      {"within", sl_json_number(terms->within)},
      {"probability", sl_json_number(terms->probability)},
      {"between_variance", sl_json_number(terms->between_variance)},
      {"within_variance", sl_json_number(w->within_variance)},
      {"claims", sl_json_number(w->claims)},
      {"full_credibility_claims", sl_json_number(w->full_claims)},
      {"own_cost", sl_json_number(w->own_cost)},
      {"manual_cost", sl_json_number(w->manual_cost)},
      {"own_claims", sl_json_number(w->own_claims)},
      {"manual_claims", sl_json_number(w->manual_claims)},
      {"pooling_point", sl_json_number(terms->pool)},
      {"large_claims", sl_json_number(w->large)},
      {"large_z", sl_json_number(w->large_z)},
      {"own_large_frequency", sl_json_number(w->own_large)},
      {"manual_large_frequency", sl_json_number(w->manual_large)},
      {"large_frequency", sl_json_number(w->large_frequency)},
      {"pooling_charge", sl_json_number(w->loading.pure_premium.value)}};
  return sl_json_object(members, N(members));
}

static json_t *claimants_of(const sl_fit_study_t *study)
{
  json_t *list = json_array();
  for (size_t d = 0; d < SL_FIT_DEDUCTIBLES; d++) {
    const sl_claimants_t *above = &study->claimants[d];
    const sl_json_member_t members[] = {{"above", sl_json_number(above->deductible)},
                                        {"claimants", sl_json_number(above->count)},
                                        {"per_thousand", sl_json_number(above->per_thousand)},
                                        {"low", sl_json_number(above->of_per_thousand.low)},
                                        {"high", sl_json_number(above->of_per_thousand.high)},
                                        {"excess", sl_json_number(above->excess)}};
    list = sl_json_and(list, sl_json_object(members, N(members)));
  }
  return list;
}

static json_t *frailty_of(const sl_fit_study_t *study)
{
  const sl_frailty_fit_t *fit = &study->frailty;
  const sl_json_member_t members[] = {
      {"variance", study->has_frailty_fit ? sl_json_estimate(fit->variance) : json_null()},
      {"low", study->has_frailty_fit ? sl_json_number(fit->low) : json_null()},
      {"high", study->has_frailty_fit ? sl_json_number(fit->high) : json_null()},
      {"variance_used", sl_json_number(study->frailty_variance)}};
  return sl_json_object(members, N(members));
}

static json_t *read_of(const sl_fit_study_t *study, const sl_claims_file_t *file)
{
  sl_fit_repair_t repairs[SL_FIT_REPAIRS];
  json_t *read = sl_json_with(json_object(), "rows", json_integer((json_int_t)file->rows));
  sl_fit_repairs(study, file, repairs);
  for (size_t i = 0; i < SL_FIT_REPAIRS; i++) {
    read = sl_json_with(read, repairs[i].name, json_integer((json_int_t)repairs[i].n));
  }
  return read;
}

int sl_fit_json(const sl_fit_study_t *study, const sl_claims_file_t *file, char **text,
                sl_error_t *error)
{
  const sl_experience_t *e = study->experience;
  json_t *services = json_array();
  for (size_t j = 0; j < study->n_services; j++) {
    services = sl_json_and(services, service_of(study, &study->services[j]));
  }
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"name", json_string(study->terms.name)},
      {"currency", json_string(study->terms.currency)},
      {"date", day_of(study->day)},
      {"first_day", day_of(e->first_day)},
      {"last_day", day_of(e->last_day)},
      {"annual_totals", json_boolean(e->annual)},
      {"amounts", json_string(e->allowed ? "allowed" : "paid")},
      {"census", json_boolean(e->has_census)},
      {"members", json_integer((json_int_t)e->n_members)},
      {"members_with_claims", json_integer((json_int_t)study->persons_with_claims)},
      {"member_years", sl_json_number(e->member_years)},
      {"claims", json_integer((json_int_t)e->n_occasions)},
      {"years_cut_off_at", sl_json_number(study->cap)},
      {"read", read_of(study, file)},
      {"medical_lag", lags_of(study, &study->lags[SL_DEVELOPS_MEDICAL])},
      {"pharmacy_lag", lags_of(study, &study->lags[SL_DEVELOPS_PHARMACY])},
      {"trend", trend_of(&study->trend)},
      {"weight", weight_of(study)},
      {"services", services},
      {"frailty", frailty_of(study)},
      {"claimants", claimants_of(study)},
  };
  *text = sl_json_text(sl_json_object(members, N(members)), JSON_INDENT(2), "\n");
  return *text != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the JSON");
}
