#include "sim/engine/tilt/tilting.h"

#include "models/claims/service.h"
#include "models/core/elementary.h"
#include "sim/engine/tilt/value.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>

#define FACTOR_HEIGHT_MAX 25.0
#define COUNT_SCALE_MAX 2.0 /* of a law of many claims */
#define LISTED_COUNTS 400   /* of a negative binomial, to see what a person's limit leaves of it */

/* What the functions of one compilation share. */
typedef struct compiling {
  sl_tilting_t *tilting;
  const sl_model_t *model;
  sl_tilt_aim_t *aims;
  double *scale; /* [n_services][SL_TILTS_MAX]: of the counts */
  double *value; /* [n_services][SL_TILTS_MAX]: of a claim, mean */
} compiling_t;

void sl_tilting_free(sl_tilting_t *tilting)
{
  if (tilting == NULL) {
    return;
  }
  for (size_t k = 0; k < SL_TILTS_MAX; k++) {
    for (size_t i = 0; tilting->laws[k] != NULL && i < tilting->model->n_laws; i++) {
      sl_count_law_free(tilting->laws[k][i]);
    }
    free(tilting->laws[k]);
  }
  sl_count_tables_free(tilting->count_tables);
  free(tilting->services);
  free(tilting->factor);
  free(tilting->persons);
  free(tilting->counts);
  sl_tilting_free_totals(tilting);
  free(tilting);
}

static size_t n_rows(const sl_scenario_t *scenario)
{
  uint32_t last = 0;
  for (size_t p = 0; p < scenario->group->n_persons; p++) {
    last = scenario->group->persons[p].row > last ? scenario->group->persons[p].row : last;
  }
  return (size_t)last + 1;
}

static int allocate(sl_tilting_t *tilting, sl_error_t *error)
{
  const sl_model_t *model = tilting->model;
  bool have = true;
  tilting->services = calloc(model->scenario->claims->n_services + 1, sizeof *tilting->services);
  tilting->factor = calloc(tilting->n + 1, sizeof *tilting->factor);
  tilting->persons = calloc(n_rows(model->scenario), sizeof *tilting->persons);
  tilting->counts = calloc((model->n_laws + 1) * SL_TILTS_MAX, sizeof *tilting->counts);
  for (size_t k = 0; k < tilting->n; k++) {
    tilting->laws[k] = calloc(model->n_laws + 1, sizeof *tilting->laws[k]);
    have = have && tilting->laws[k] != NULL;
  }
  have = have && tilting->services != NULL && tilting->factor != NULL && tilting->persons != NULL &&
         tilting->counts != NULL;
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for the rare trials' laws");
}

/* ---- amounts ---- */

static double smaller(double a, double b) { return a < b ? a : b; }

static void tilt_amounts(const compiling_t *c, uint32_t s, size_t k, const sl_tilt_value_t *value)
{
  sl_tilt_service_t *service = &c->tilting->services[s];
  double height[SL_TILT_BANDS_MAX];
  for (size_t b = 0; b < c->tilting->bands.n; b++) {
    height[b] = sl_tilt_aim_height(&c->aims[k], value->of_band[b]);
  }
  sl_tilt_map_init(&service->map[k], &c->tilting->bands, height);
  service->first[k] = service->map[k].log_ratio[0];
  for (size_t b = 0; b < c->tilting->bands.n; b++) {
    service->score[b][k] = service->map[k].log_ratio[b] - service->first[k];
  }
}

/* ---- counts ---- */

/* Mean over the persons who may claim the service of their fixed exposure. */
static double mean_exposure(const sl_model_t *model, uint32_t s)
{
  const sl_model_year_t *year = sl_model_year(model, 0);
  const size_t n = year->first_service[model->scenario->group->n_persons];
  double sum = 0.0, entries = 0.0;
  for (size_t i = 0; i < n; i++) {
    if (year->services[i].service == s) {
      sum += model->law_terms[year->services[i].law].exposure;
      entries += 1.0;
    }
  }
  return entries > 0.0 ? sum / entries : 0.0;
}

/* Cov(min(N, most), N) / Var(N) of a negative binomial: what a person's limit, of `most` claims,
 * leaves of the slope of cost in N. */
static double slope_within(double mean, double size, double most)
{
  const double a = mean / (size + mean);
  double p = sl_det_pow(1.0 + mean / size, -size), m1 = 0.0, m2 = 0.0, c1 = 0.0, cn = 0.0;
  for (int n = 0; n < LISTED_COUNTS; n++) {
    const double limited = smaller(n, most);
    m1 += p * n;
    m2 += p * n * n;
    c1 += p * limited;
    cn += p * limited * n;
    p *= a * (n + size) / (n + 1);
  }
  const double variance = m2 - m1 * m1;
  return variance > 0.0 ? (cn - c1 * m1) / variance : 1.0;
}

/* c of models/frequency/tilt.h: exp(slope) a claim as far as the law can follow. */
static double count_scale(const compiling_t *c, uint32_t s, size_t k, const sl_tilt_value_t *value)
{
  const sl_frequency_t *frequency = &c->model->scenario->claims->services[s].frequency;
  const double mean = c->tilting->services[s].map[k].mean;
  if (frequency->family->panjer == NULL) {
    return 1.0;
  }
  if (c->aims[k].one_claim) {
    return mean;
  }
  const sl_panjer_t law = frequency->family->panjer(frequency);
  if (law.law != SL_PANJER_NEGATIVE_BINOMIAL || !(value->mean > 0.0)) {
    return smaller(mean, COUNT_SCALE_MAX);
  }
  const double m = law.mean * mean_exposure(c->model, s);
  const double slope = slope_within(m, law.size, value->room / value->mean);
  const double growth = (mean - 1.0) * slope * (law.size + m) / law.size;
  /* Rounded: pow may differ in the last bit from processor to processor. */
  return 1.0 + floor(smaller(growth, COUNT_SCALE_MAX - 1.0) * 0x1p20) * 0x1p-20;
}

static int tilt_law(const compiling_t *c, size_t i, size_t k, sl_error_t *error)
{
  const sl_law_terms_t *terms = &c->model->law_terms[i];
  const sl_service_t *service = &c->model->scenario->claims->services[terms->service];
  const bool random = c->model->group_factor != NULL || c->model->frailty != NULL;
  sl_tilt_count_t *count = &c->tilting->counts[i * SL_TILTS_MAX + k];
  *count = sl_tilt_count(&service->frequency, terms->exposure, random,
                         service->certain ? 1.0 : c->scale[terms->service * SL_TILTS_MAX + k]);
  if (!(count->scale > 1.0)) {
    return SL_OK;
  }
  return sl_count_law_new(&service->frequency, terms->exposure * count->scale, random,
                          &c->tilting->laws[k][i], error);
}

/* Tables shared by the tilted laws of all aims. */
static int share_tables(const compiling_t *c, sl_error_t *error)
{
  const size_t n_laws = c->model->n_laws;
  sl_count_law_t **laws = malloc((n_laws * c->tilting->n + 1) * sizeof *laws);
  size_t n = 0;
  if (laws == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu count laws", n_laws);
  }
  for (size_t k = 0; k < c->tilting->n; k++) {
    for (size_t i = 0; i < n_laws; i++) {
      laws[n] = c->tilting->laws[k][i];
      n += laws[n] != NULL;
    }
  }
  const int code = sl_count_tables_new(laws, n, sl_model_largest_multiplier(c->model), NULL,
                                       &c->tilting->count_tables, error);
  free(laws);
  return code;
}

/* ---- services ---- */

/* A disability's severity is a duration, and services without claims worth anything gain nothing:
 * both are drawn as they are. */
static sl_tilt_value_t value_of(const compiling_t *c, uint32_t s, size_t k, double mean_allowed)
{
  sl_tilt_value_t value = {.mean = 0.0};
  if (c->model->scenario->claims->services[s].disability == NULL) {
    sl_tilt_value_init(&value, c->model, c->aims[k].arrangement, s, &c->tilting->bands,
                       mean_allowed);
  }
  return value;
}

/* kappa of one claim: by the expected sum of phi over a year's claims. */
static void settle_aim(const compiling_t *c, size_t k, double mean_allowed)
{
  const sl_tilt_bands_t *bands = &c->tilting->bands;
  double sum = 0.0;
  for (uint32_t s = 0; c->aims[k].one_claim && s < c->model->scenario->claims->n_services; s++) {
    const double claims = sl_tilt_expected_claims(c->model, s);
    const sl_tilt_value_t value = value_of(c, s, k, mean_allowed);
    for (size_t b = 0; claims > 0.0 && b < bands->n; b++) {
      sum += claims * sl_tilt_band_share(bands, b) *
             sl_tilt_aim_addition(&c->aims[k], value.of_band[b]);
    }
  }
  c->aims[k].kappa = sum > 0.0 ? 1.0 / sum : 0.0;
}

static void tilt_service(const compiling_t *c, uint32_t s, double mean_allowed)
{
  bool tilted = false;
  for (size_t k = 0; k < c->tilting->n; k++) {
    const sl_tilt_value_t value = value_of(c, s, k, mean_allowed);
    tilt_amounts(c, s, k, &value);
    tilted = tilted || value.mean > 0.0;
    c->value[s * SL_TILTS_MAX + k] = value.mean;
    c->scale[s * SL_TILTS_MAX + k] = value.mean > 0.0 ? count_scale(c, s, k, &value) : 1.0;
  }
  c->tilting->services[s].tilted = tilted;
}

/* ---- persons and group ---- */

/* theta x the expected cost of one unit of a person's exposure. */
static double person_slope(const compiling_t *c, size_t p, size_t k)
{
  const sl_model_year_t *year = sl_model_year(c->model, 0);
  double slope = 0.0;
  for (size_t i = year->first_service[p]; i < year->first_service[p + 1]; i++) {
    const sl_law_terms_t *terms = &c->model->law_terms[year->services[i].law];
    const sl_tilt_service_t *service = &c->tilting->services[terms->service];
    if (service->tilted) {
      slope += sl_frequency_mean(&c->model->scenario->claims->services[terms->service].frequency) *
               terms->exposure * (service->map[k].mean - 1.0);
    }
  }
  return slope;
}

static void tilt_person(const compiling_t *c, size_t p, size_t k)
{
  const sl_model_year_t *year = sl_model_year(c->model, 0);
  const sl_scenario_t *scenario = c->model->scenario;
  sl_tilt_person_t *person = &c->tilting->persons[scenario->group->persons[p].row];
  double linear = 0.0;
  for (size_t i = year->first_service[p]; i < year->first_service[p + 1]; i++) {
    const sl_tilt_count_t *count = &c->tilting->counts[year->services[i].law * SL_TILTS_MAX + k];
    linear += count->linear;
    c->tilting->constant[k] += count->constant;
  }
  person->frailty_scale[k] = 1.0;
  if (year->first_service[p + 1] == year->first_service[p]) {
    return; /* whose frailty is never drawn */
  }
  if (c->model->frailty != NULL) {
    const sl_tilt_frailty_t frailty =
        sl_tilt_frailty(scenario->claims->frailty_shape, person_slope(c, p, k));
    person->frailty_scale[k] = frailty.scale;
    person->frailty[k] = frailty.linear;
    c->tilting->constant[k] += frailty.constant;
  }
  if (c->model->frailty != NULL || c->model->group_factor != NULL) {
    person->multiplier[k] = linear;
  } else {
    c->tilting->constant[k] += linear;
  }
}

/* exp(theta x the group's expected cost x factor), which is bounded as the bands are. */
static void tilt_factor(const compiling_t *c, size_t k)
{
  const sl_tilt_bands_t *bands = &c->tilting->factor_bands;
  double height[SL_TILT_BANDS_MAX], slope = 0.0;
  if (c->model->group_factor == NULL) {
    return;
  }
  for (size_t p = 0; p < c->model->scenario->group->n_persons; p++) {
    slope += person_slope(c, p, k);
  }
  for (size_t b = 0; b < bands->n; b++) {
    const double factor = sl_sampler_draw(c->model->group_factor, sl_tilt_band_middle(bands, b));
    height[b] = smaller(slope * (factor - 1.0), FACTOR_HEIGHT_MAX);
    height[b] = height[b] < -FACTOR_HEIGHT_MAX ? -FACTOR_HEIGHT_MAX : height[b];
  }
  sl_tilt_map_init(&c->tilting->factor[k], bands, height);
}

static int compile_claims(const compiling_t *c, sl_error_t *error)
{
  const double mean_allowed = sl_tilt_mean_allowed(c->model, &c->tilting->bands);
  int code = SL_OK;
  for (size_t k = 0; k < c->tilting->n; k++) {
    settle_aim(c, k, mean_allowed);
  }
  for (uint32_t s = 0; s < c->model->scenario->claims->n_services; s++) {
    tilt_service(c, s, mean_allowed);
  }
  for (size_t k = 0; k < c->tilting->n; k++) {
    for (size_t i = 0; code == SL_OK && i < c->model->n_laws; i++) {
      code = tilt_law(c, i, k, error);
    }
    for (size_t p = 0; code == SL_OK && p < c->model->scenario->group->n_persons; p++) {
      tilt_person(c, p, k);
    }
    tilt_factor(c, k);
  }
  if (code == SL_OK && (c->model->group_factor != NULL || c->model->frailty != NULL)) {
    code = share_tables(c, error);
  }
  return code;
}

int sl_tilting_new(const sl_model_t *model, sl_tilt_aim_t *aims, size_t n, sl_tilting_t **tilting,
                   sl_error_t *error)
{
  const size_t cells = (model->scenario->claims->n_services + 1) * SL_TILTS_MAX;
  sl_tilting_t *t = calloc(1, sizeof *t);
  double *work = calloc(2 * cells, sizeof *work);
  int code =
      t != NULL && work != NULL ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for laws");
  if (code == SL_OK) {
    t->model = model;
    t->n = n;
    sl_tilt_bands_of_amounts(&t->bands);
    sl_tilt_bands_of_factor(&t->factor_bands);
    code = allocate(t, error);
  }
  if (code == SL_OK) {
    const compiling_t c = {t, model, aims, work, work + cells};
    code = model->path == SL_ENGINE_TOTALS ? sl_tilting_compile_totals(t, aims, error)
                                           : compile_claims(&c, error);
  }
  free(work);
  if (code != SL_OK) {
    sl_tilting_free(t);
    t = NULL;
  }
  *tilting = t;
  return code;
}
