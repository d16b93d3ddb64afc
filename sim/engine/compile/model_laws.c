#include "sim/engine/compile/model_laws.h"

#include "models/core/bits.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

/* Laws that a thread compiles at a time. */
#define LAWS_AT_ONCE 256

#define FIRST_ROOM 1024 /* a power of two */

/* ---- the pairs seen ---- */

struct sl_law_list {
  sl_law_terms_t *terms; /* [room] */
  uint32_t *slots;       /* [2 room]: 1 + the place in terms, 0 = free */
  size_t n, room;
};

sl_law_list_t *sl_law_list_new(void) { return calloc(1, sizeof(sl_law_list_t)); }

void sl_law_list_free(sl_law_list_t *list)
{
  if (list != NULL) {
    free(list->terms);
    free(list->slots);
    free(list);
  }
}

/* The slot of a pair, or the free one where it belongs. */
static size_t slot_of(const sl_law_list_t *list, uint32_t service, double exposure)
{
  const size_t mask = 2 * list->room - 1;
  const uint64_t key = (sl_bits_of(exposure) ^ service) * UINT64_C(0x9E3779B97F4A7C15);
  size_t slot = (size_t)((key ^ key >> 32) & mask);
  while (list->slots[slot] != 0) {
    const sl_law_terms_t *terms = &list->terms[list->slots[slot] - 1];
    if (terms->service == service && !(terms->exposure < exposure || terms->exposure > exposure)) {
      break;
    }
    slot = (slot + 1) & mask;
  }
  return slot;
}

static bool grow(sl_law_list_t *list)
{
  const size_t room = list->room > 0 ? 2 * list->room : FIRST_ROOM;
  sl_law_terms_t *terms =
      room < UINT32_MAX ? realloc(list->terms, room * sizeof *list->terms) : NULL;
  list->terms = terms != NULL ? terms : list->terms;
  uint32_t *slots = terms != NULL ? calloc(2 * room, sizeof *slots) : NULL;
  if (slots == NULL) {
    return false;
  }
  free(list->slots);
  list->slots = slots;
  list->room = room;
  for (size_t i = 0; i < list->n; i++) {
    slots[slot_of(list, terms[i].service, terms[i].exposure)] = (uint32_t)i + 1;
  }
  return true;
}

bool sl_law_list_find(sl_law_list_t *list, uint32_t service, double exposure, uint32_t *at)
{
  if (list->n == list->room && !grow(list)) {
    return false;
  }
  const size_t slot = slot_of(list, service, exposure);
  if (list->slots[slot] == 0) {
    list->terms[list->n++] = (sl_law_terms_t){.exposure = exposure, .service = service};
    list->slots[slot] = (uint32_t)list->n;
  }
  *at = list->slots[slot] - 1;
  return true;
}

/* ---- in their order ---- */

/* A pair, and where it stood in the list. */
typedef struct numbered {
  double exposure;
  uint32_t service, at;
} numbered_t;

static int by_exposure(const void *left, const void *right)
{
  const numbered_t *a = left, *b = right;
  return (a->exposure > b->exposure) - (a->exposure < b->exposure);
}

/* Services one after the other; begin[s + 1] receives where service s ends, begin[0] is 0. */
static void group_by_service(const sl_law_list_t *list, size_t n_services, numbered_t *grouped,
                             size_t *begin)
{
  memset(begin, 0, (n_services + 2) * sizeof *begin);
  for (size_t i = 0; i < list->n; i++) {
    begin[list->terms[i].service + 2]++;
  }
  for (size_t s = 2; s < n_services + 2; s++) {
    begin[s] += begin[s - 1];
  }
  for (size_t i = 0; i < list->n; i++) {
    const sl_law_terms_t *terms = &list->terms[i];
    grouped[begin[terms->service + 1]++] =
        (numbered_t){terms->exposure, terms->service, (uint32_t)i};
  }
}

static int sort(const sl_law_list_t *list, size_t n_services, int threads, numbered_t *sorted,
                sl_error_t *error)
{
  size_t *begin = malloc((n_services + 2) * sizeof *begin);
  if (begin == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu count laws", list->n);
  }
  group_by_service(list, n_services, sorted, begin);
#pragma omp parallel for num_threads(threads) schedule(dynamic, 1)
  for (size_t s = 0; s < n_services; s++) {
    qsort(sorted + begin[s], begin[s + 1] - begin[s], sizeof *sorted, by_exposure);
  }
  free(begin);
  return SL_OK;
}

/* From the place in the list to that in the order. */
static void renumber(const sl_model_t *model, const uint32_t *place)
{
  for (int y = model->first_year; y <= 0; y++) {
    const sl_model_year_t *year = sl_model_year(model, y);
    const size_t n = year->first_service[model->scenario->group->n_persons];
    for (size_t i = 0; i < n; i++) {
      year->services[i].law = place[year->services[i].law];
    }
  }
}

/* Empties the list, so that its memory is free before that of the laws is taken. */
static int order_terms(sl_model_t *model, sl_law_list_t *list, int threads, sl_error_t *error)
{
  const size_t n = list->n;
  numbered_t *sorted = malloc((n + 1) * sizeof *sorted);
  uint32_t *place = malloc((n + 1) * sizeof *place);
  int code = sorted != NULL && place != NULL
                 ? sort(list, model->scenario->claims->n_services, threads, sorted, error)
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu count laws", n);
  if (code == SL_OK) {
    for (size_t i = 0; i < n; i++) {
      place[sorted[i].at] = (uint32_t)i;
      list->terms[i] = (sl_law_terms_t){sorted[i].exposure, sorted[i].service};
    }
    renumber(model, place);
    free(list->slots);
    model->law_terms = list->terms;
    model->n_laws = n;
    *list = (sl_law_list_t){0};
  }
  free(sorted);
  free(place);
  return code;
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
  return rarely_exceeded(model->group_factor) * rarely_exceeded(model->frailty);
}

/* Tables for the means that come up; the few larger ones are served without. */
static int list_counts(sl_model_t *model, sl_error_t *error)
{
  const sl_count_source_t source = {sl_lease_counts, model->lease};
  return sl_count_tables_new(model->laws, model->n_laws, sl_model_largest_multiplier(model),
                             &source, &model->count_tables, error);
}

int sl_model_share_laws(sl_model_t *model, sl_law_list_t *list, int threads, sl_error_t *error)
{
  const bool random_exposure = model->group_factor != NULL || model->frailty != NULL;
  int code = order_terms(model, list, threads, error);
  if (code == SL_OK) {
    model->laws = calloc(model->n_laws + 1, sizeof *model->laws);
    code = model->laws != NULL
               ? compile_laws(model, random_exposure, threads, error)
               : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu count laws", model->n_laws);
  }
  return code == SL_OK && random_exposure ? list_counts(model, error) : code;
}
