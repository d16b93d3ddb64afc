#include "sim/engine/compile/rating_cells.h"

#include "models/claims/service.h"
#include "models/exact/annual_atoms.h"
#include "sim/input/scenario/claims.h"
#include "sim/input/scenario/group.h"
#include "sim/input/scenario/scenario.h"

#include <math.h>
#include <stdlib.h>

/* The ladder: 2,048 points a grid, each grid eight times as wide as the one below; the first covers
 * a typical total, the last some 30,000 times that. */
#define POINTS 2048
#define RATIO 8
#define LEVELS 6

static const sl_person_service_t *services_of(const sl_model_t *model, size_t person, size_t *n)
{
  const sl_model_year_t *year = sl_model_year(model, 0);
  *n = year->first_service[person + 1] - year->first_service[person];
  return year->services + year->first_service[person];
}

static double exposure_of(const sl_model_t *model, const sl_person_service_t *entry)
{
  return model->law_terms[entry->law].exposure;
}

static int compare(double a, double b) { return (a > b) - (a < b); }

/* A person on the way to a cell. */
typedef struct member {
  const sl_model_t *model;
  size_t person;
} member_t;

/* Of the same curve where 0. */
static int by_curve(const member_t *a, const member_t *b)
{
  size_t n, m;
  const sl_model_t *model = a->model;
  const sl_person_service_t *x = services_of(model, a->person, &n);
  const sl_person_service_t *y = services_of(model, b->person, &m);
  int order = (n > m) - (n < m);
  for (size_t i = 0; order == 0 && i < n; i++) {
    const float ratio_x = (float)(exposure_of(model, &x[i]) / exposure_of(model, &x[0]));
    const float ratio_y = (float)(exposure_of(model, &y[i]) / exposure_of(model, &y[0]));
    order = (x[i].service > y[i].service) - (x[i].service < y[i].service);
    order = order != 0 ? order : compare(x[i].scale, y[i].scale);
    order = order != 0 ? order : compare(x[i].limit, y[i].limit);
    order = order != 0 ? order : (ratio_x > ratio_y) - (ratio_x < ratio_y);
  }
  return order;
}

static double multiplier_of(const member_t *member)
{
  size_t n;
  const sl_person_service_t *entries = services_of(member->model, member->person, &n);
  return exposure_of(member->model, &entries[0]);
}

static int by_cell(const void *left, const void *right)
{
  const member_t *a = left, *b = right;
  const int order = by_curve(a, b);
  return order != 0 ? order : compare(multiplier_of(a), multiplier_of(b));
}

static member_t *list_members(const sl_model_t *model, size_t *n)
{
  const size_t n_persons = model->scenario->group->n_persons;
  member_t *members = malloc((n_persons + 1) * sizeof *members);
  *n = 0;
  for (size_t p = 0; members != NULL && p < n_persons; p++) {
    size_t n_services;
    services_of(model, p, &n_services);
    if (n_services > 0) {
      members[(*n)++] = (member_t){model, p};
    }
  }
  return members;
}

static void sort_into_cells(sl_rating_t *rating, member_t *members, size_t n)
{
  qsort(members, n, sizeof *members, by_cell);
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || by_curve(&members[i - 1], &members[i]) != 0) {
      rating->curves[rating->n_curves++] =
          (sl_rating_curve_t){.cells = rating->cells + rating->n_cells};
    }
    if (i == 0 || by_cell(&members[i - 1], &members[i]) != 0) {
      rating->cells[rating->n_cells++] =
          (sl_rating_cell_t){members[i].person, multiplier_of(&members[i])};
      rating->curves[rating->n_curves - 1].n++;
    }
    rating->cell_of[members[i].person] = (uint32_t)(rating->n_cells - 1);
  }
}

static int find_cells(sl_rating_t *rating, sl_error_t *error)
{
  size_t n = 0;
  const size_t n_persons = rating->model->scenario->group->n_persons;
  member_t *members = list_members(rating->model, &n);
  rating->cells = malloc((n_persons + 1) * sizeof *rating->cells);
  rating->curves = malloc((n_persons + 1) * sizeof *rating->curves);
  rating->cell_of = malloc((n_persons + 1) * sizeof *rating->cell_of);
  const bool have =
      members != NULL && rating->cells != NULL && rating->curves != NULL && rating->cell_of != NULL;
  for (size_t p = 0; have && p < n_persons; p++) {
    rating->cell_of[p] = UINT32_MAX;
  }
  if (have) {
    sort_into_cells(rating, members, n);
  }
  free(members);
  return have ? SL_OK : sl_fail(error, SL_ERR_MEMORY, "no memory for %zu persons", n_persons);
}

static double scale_of(const sl_rating_t *rating, const sl_person_service_t *entry)
{
  return entry->scale * rating->inflation;
}

/* A power of 2, so that amounts on the grid are whole multiples of it whatever the scenario. */
static double step_of(const sl_rating_t *rating)
{
  double typical = 0.0;
  for (size_t c = 0; c < rating->n_cells; c++) {
    size_t n;
    double own = 0.0;
    const sl_person_service_t *entries = services_of(rating->model, rating->cells[c].person, &n);
    for (size_t i = 0; i < n; i++) {
      const sl_service_t *service = &rating->model->scenario->claims->services[entries[i].service];
      own += exposure_of(rating->model, &entries[i]) * sl_frequency_mean(&service->frequency) *
             sl_severity_quantile(&service->severity, 0.5) * scale_of(rating, &entries[i]);
    }
    typical = fmax(typical, own);
  }
  return typical > 0.0 ? ldexp(1.0, ilogb(typical / POINTS)) : 1.0;
}

static sl_claim_law_t law_of(const sl_rating_t *rating, const sl_person_service_t *entry)
{
  const sl_service_t *service = &rating->model->scenario->claims->services[entry->service];
  return (sl_claim_law_t){
      &service->frequency, &service->severity, scale_of(rating, entry), entry->limit, 0.0, NULL};
}

/* Entries of the same service, scale and limit share a law: looked for among those of the cell
 * before, as salaries are the only reason for many. */
static int add_laws(sl_rating_t *rating, const sl_person_service_t *entries, size_t n,
                    const sl_person_service_t *before, size_t n_before, sl_error_t *error)
{
  const sl_person_service_t *all = sl_model_year(rating->model, 0)->services;
  int code = SL_OK;
  for (size_t i = 0; code == SL_OK && i < n; i++) {
    size_t *law = &rating->ladder_law[&entries[i] - all];
    *law = SIZE_MAX;
    for (size_t k = 0; k < n_before; k++) {
      if (before[k].service == entries[i].service && before[k].scale == entries[i].scale &&
          before[k].limit == entries[i].limit) {
        *law = rating->ladder_law[&before[k] - all];
      }
    }
    if (*law == SIZE_MAX) {
      const sl_claim_law_t claim = law_of(rating, &entries[i]);
      code = sl_annual_ladder_add(rating->ladder, &claim, law, error);
    }
  }
  return code;
}

/* Whether some claim has atoms: amounts of fixed values, a limit. */
static int look_for_atoms(sl_rating_t *rating, sl_error_t *error)
{
  sl_atoms_t atoms = {0};
  int code = SL_OK;
  for (size_t c = 0; code == SL_OK && !rating->keeps_atoms && c < rating->n_cells; c++) {
    size_t n;
    const sl_person_service_t *entries = services_of(rating->model, rating->cells[c].person, &n);
    for (size_t i = 0; code == SL_OK && i < n; i++) {
      const sl_claim_law_t law = law_of(rating, &entries[i]);
      code = sl_claim_atoms(&law, &atoms, error);
      rating->keeps_atoms = rating->keeps_atoms || atoms.n > 0;
    }
  }
  sl_atoms_free(&atoms);
  return code;
}

static int build_ladder(sl_rating_t *rating, sl_error_t *error)
{
  const sl_model_t *model = rating->model;
  const sl_ladder_shape_t shape = {step_of(rating), POINTS, RATIO, LEVELS, rating->keeps_atoms};
  const size_t n_entries =
      sl_model_year(model, 0)->first_service[model->scenario->group->n_persons];
  const sl_person_service_t *before = NULL;
  size_t n_before = 0;
  int code =
      sl_annual_ladder_new(&shape, model->scenario->claims->frailty_shape, &rating->ladder, error);
  rating->ladder_law = malloc((n_entries + 1) * sizeof *rating->ladder_law);
  rating->exposures = malloc((model->scenario->claims->n_services + 1) * sizeof *rating->exposures);
  if (code == SL_OK) {
    sl_annual_ladder_mix_by(rating->ladder, model->kernels->mix_frailty);
    rating->mass = malloc(sl_annual_ladder_n(rating->ladder) * sizeof *rating->mass);
  }
  if (code == SL_OK &&
      (rating->ladder_law == NULL || rating->exposures == NULL || rating->mass == NULL)) {
    code = sl_fail(error, SL_ERR_MEMORY, "no memory for the laws of annual totals");
  }
  for (size_t c = 0; code == SL_OK && c < rating->n_cells; c++) {
    size_t n;
    const sl_person_service_t *entries = services_of(model, rating->cells[c].person, &n);
    code = add_laws(rating, entries, n, before, n_before, error);
    before = entries;
    n_before = n;
  }
  return code;
}

int sl_rating_new(const sl_model_t *model, double inflation, sl_rating_t **rating,
                  sl_error_t *error)
{
  *rating = calloc(1, sizeof **rating);
  if (*rating == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the rating cells");
  }
  (*rating)->model = model;
  (*rating)->inflation = inflation;
  int code = find_cells(*rating, error);
  if (code == SL_OK) {
    code = look_for_atoms(*rating, error);
  }
  if (code == SL_OK) {
    code = build_ladder(*rating, error);
  }
  if (code != SL_OK) {
    sl_rating_free(*rating);
    *rating = NULL;
  }
  return code;
}

void sl_rating_free(sl_rating_t *rating)
{
  if (rating != NULL) {
    sl_annual_ladder_free(rating->ladder);
    sl_atoms_free(&rating->atoms);
    if (!rating->is_fork) {
      free(rating->cells);
      free(rating->curves);
      free(rating->cell_of);
      free(rating->ladder_law);
    }
    free(rating->exposures);
    free(rating->mass);
    free(rating);
  }
}

int sl_rating_fork(const sl_rating_t *rating, sl_rating_t **fork, sl_error_t *error)
{
  sl_rating_t *f = malloc(sizeof *f);
  *fork = f;
  if (f == NULL) {
    return sl_fail(error, SL_ERR_MEMORY, "no memory for the rating cells");
  }
  *f = *rating;
  f->is_fork = true;
  f->atoms = (sl_atoms_t){0};
  f->ladder = NULL;
  f->mass = malloc(sl_annual_ladder_n(rating->ladder) * sizeof *f->mass);
  f->exposures = malloc((rating->model->scenario->claims->n_services + 1) * sizeof *f->exposures);
  int code = f->mass != NULL && f->exposures != NULL
                 ? sl_annual_ladder_fork(rating->ladder, &f->ladder, error)
                 : sl_fail(error, SL_ERR_MEMORY, "no memory for the laws of annual totals");
  if (code != SL_OK) {
    sl_rating_free(f);
    *fork = NULL;
  }
  return code;
}

/* Expected number of claims above x. */
static double claims_above(const void *context, double x)
{
  const sl_rating_t *rating = context;
  size_t n;
  double expected = 0.0;
  const sl_person_service_t *entries = services_of(rating->model, rating->cell->person, &n);
  for (size_t i = 0; i < n; i++) {
    const sl_service_t *service = &rating->model->scenario->claims->services[entries[i].service];
    const double scale = scale_of(rating, &entries[i]);
    if (x < entries[i].limit && scale > 0.0) {
      sl_severity_t unlimited = service->severity;
      unlimited.limit = (double)INFINITY;
      expected += rating->multiplier * exposure_of(rating->model, &entries[i]) *
                  sl_frequency_mean(&service->frequency) *
                  sl_severity_survival(&unlimited, x / scale);
    }
  }
  return expected;
}

int sl_rating_law(sl_rating_t *rating, const sl_rating_cell_t *cell, double multiplier,
                  sl_total_law_t *law, sl_error_t *error)
{
  const sl_model_t *model = rating->model;
  size_t n;
  const sl_person_service_t *entries = services_of(model, cell->person, &n);
  for (size_t i = 0; i < n; i++) {
    rating->exposures[i] =
        (sl_claim_exposure_t){rating->ladder_law[&entries[i] - sl_model_year(model, 0)->services],
                              exposure_of(model, &entries[i])};
  }
  rating->cell = cell;
  rating->multiplier = multiplier;
  *law = (sl_total_law_t){.n = sl_annual_ladder_n(rating->ladder),
                          .amounts = sl_annual_ladder_amounts(rating->ladder),
                          .mass = rating->mass,
                          .claims_above = claims_above,
                          .context = rating,
                          .atoms = rating->keeps_atoms ? &rating->atoms : NULL};
  const int code = sl_annual_ladder_total(rating->ladder, rating->exposures, n, multiplier,
                                          rating->mass, &law->above, error);
  return code == SL_OK && rating->keeps_atoms
             ? sl_annual_ladder_atoms(rating->ladder, rating->exposures, n, multiplier,
                                      &rating->atoms, error)
             : code;
}

void sl_rating_assign(const sl_rating_t *rating, uint32_t *table_of)
{
  for (size_t p = 0; p < rating->model->scenario->group->n_persons; p++) {
    table_of[p] = rating->cell_of[p];
  }
}
