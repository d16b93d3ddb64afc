#include "sim/engine/compile/model_laws.h"

#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* Laws that a thread compiles at a time. */
#define LAWS_AT_ONCE 256

static int by_exposure(const void *left, const void *right)
{
  const sl_demand_t *a = left, *b = right;
  return (a->exposure > b->exposure) - (a->exposure < b->exposure);
}

/* Services one after the other, as they came; begin[s] receives where each begins. */
static void group_by_service(const sl_demand_t *demands, size_t n, size_t n_services,
                             sl_demand_t *grouped, size_t *begin)
{
  memset(begin, 0, (n_services + 2) * sizeof *begin);
  for (size_t i = 0; i < n; i++) {
    begin[demands[i].service + 2]++;
  }
  for (size_t s = 2; s < n_services + 2; s++) {
    begin[s] += begin[s - 1];
  }
  for (size_t i = 0; i < n; i++) {
    grouped[begin[demands[i].service + 1]++] = demands[i];
  }
}

/* By service, then exposure. */
static int sort_demands(sl_demand_t *demands, size_t n, size_t n_services, int threads,
                        sl_error_t *error)
{
  sl_demand_t *grouped = malloc((n + 1) * sizeof *grouped);
  size_t *begin = malloc((n_services + 2) * sizeof *begin);
  if (grouped == NULL || begin == NULL) {
    free(grouped);
    free(begin);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu count laws", n);
  }
  group_by_service(demands, n, n_services, grouped, begin);
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
  for (size_t s = 0; s < n_services; s++) {
    qsort(grouped + begin[s], begin[s + 1] - begin[s], sizeof *grouped, by_exposure);
  }
  memcpy(demands, grouped, n * sizeof *demands);
  free(grouped);
  free(begin);
  return SL_OK;
}

static int list_terms(sl_model_t *model, const sl_demand_t *demands, size_t n, sl_error_t *error)
{
  model->laws = calloc(n + 1, sizeof *model->laws);
  model->law_terms = calloc(n + 1, sizeof *model->law_terms);
  if (model->laws == NULL || model->law_terms == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu count laws", n);
  }
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || demands[i - 1].service != demands[i].service ||
        demands[i - 1].exposure < demands[i].exposure) {
      model->law_terms[model->n_laws++] =
          (sl_law_terms_t){.exposure = demands[i].exposure, .service = demands[i].service};
    }
    demands[i].entry->law = (uint32_t)(model->n_laws - 1);
  }
  return SL_OK;
}

static int compile_law(sl_model_t *model, bool random_exposure, size_t i, sl_error_t *error)
{
  const sl_law_terms_t *terms = &model->law_terms[i];
  const sl_service_t *service = &model->scenario->claims->services[terms->service];
  return sl_count_law_new(&service->frequency, terms->exposure,
                          random_exposure && !service->certain, &model->laws[i], error);
}

/* Of several failures the first law's is reported. */
static int compile_laws(sl_model_t *model, bool random_exposure, int threads, sl_error_t *error)
{
  size_t failed = model->n_laws;
  int code = SL_OK;
#pragma omp parallel for num_threads(threads) schedule(static, LAWS_AT_ONCE)
  for (size_t i = 0; i < model->n_laws; i++) {
    if (compile_law(model, random_exposure, i, NULL) != SL_OK) {
#pragma omp critical
      failed = i < failed ? i : failed;
    }
  }
  if (failed < model->n_laws) { /* once more, for its words */
    code = compile_law(model, random_exposure, failed, error);
  }
  return code;
}

static double rarely_exceeded(const sl_sampler_t *multiplier)
{
  return multiplier != NULL ? sl_sampler_draw(multiplier, UINT64_MAX << 48) : 1.0;
}

double sl_model_largest_multiplier(const sl_model_t *model)
{
  return rarely_exceeded(model->group_factor) * rarely_exceeded(model->year_factor) *
         rarely_exceeded(model->frailty);
}

/* Tables for the means that come up; the few larger ones are served without. */
static int list_counts(sl_model_t *model, sl_error_t *error)
{
  const sl_count_source_t source = {sl_lease_counts, model->lease};
  return sl_count_tables_new(model->laws, model->n_laws, sl_model_largest_multiplier(model),
                             &source, &model->count_tables, error);
}

int sl_model_share_laws(sl_model_t *model, sl_demand_t *demands, size_t n, int threads,
                        sl_error_t *error)
{
  const bool random_exposure =
      model->group_factor != NULL || model->year_factor != NULL || model->frailty != NULL;
  int code = sort_demands(demands, n, model->scenario->claims->n_services, threads, error);
  if (code == SL_OK) {
    code = list_terms(model, demands, n, error);
  }
  if (code == SL_OK) {
    code = compile_laws(model, random_exposure, threads, error);
  }
  return code == SL_OK && random_exposure ? list_counts(model, error) : code;
}
