#include "sim/engine/pass/pricing_pass.h"

#include "sim/engine/pass/later.h"
#include "sim/engine/trials/trial_claims.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sl_collection {
  const sl_model_t *model;
  size_t trials;
  sl_trial_claims_t *claims; /* [n_covers][trials] */
  sl_paid_path_t *paths;     /* likewise; NULL where claims have no days */
  double **columns;          /* by cover: [trials][width of what is settled] */
  sl_excess_pairs_t pairs;
};

static bool allocate_paths(sl_collection_t *c, size_t n)
{
  bool have = true;
  c->paths = malloc((n * c->trials + 1) * sizeof *c->paths);
  c->columns = calloc(n + 1, sizeof *c->columns);
  have = c->paths != NULL && c->columns != NULL;
  for (size_t i = 0; have && i < n; i++) {
    c->columns[i] = malloc((c->trials * c->model->covers[i].path[SL_PATH_SETTLED].width + 1) *
                           sizeof *c->columns[i]);
    have = c->columns[i] != NULL;
  }
  return have;
}

int sl_collection_new(const sl_model_t *model, size_t trials, size_t later,
                      sl_collection_t **collection, sl_error_t *error)
{
  const size_t n = model->n_priced_covers;
  sl_collection_t *c = calloc(1, sizeof *c);
  bool have = c != NULL;
  if (have) {
    c->model = model;
    c->trials = trials;
    c->claims = malloc((n * trials + 1) * sizeof *c->claims);
    have = c->claims != NULL && (model->path != SL_ENGINE_DATED || allocate_paths(c, n)) &&
           sl_excess_pairs_init(&c->pairs, model, later, NULL) == SL_OK;
  }
  if (!have) {
    sl_collection_free(c);
    *collection = NULL;
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu pricing trials", trials);
  }
  *collection = c;
  return SL_OK;
}

void sl_collection_free(sl_collection_t *collection)
{
  if (collection == NULL) {
    return;
  }
  for (size_t i = 0; collection->columns != NULL && i < collection->model->n_priced_covers; i++) {
    free(collection->columns[i]);
  }
  free(collection->columns);
  free(collection->paths);
  sl_excess_pairs_free(&collection->pairs);
  free(collection->claims);
  free(collection);
}

/* The block's sums will be overwritten: the path moves to the collection's own columns. */
static const double *keep_column(const double *column, size_t n, double *into)
{
  return column != NULL ? memcpy(into, column, n * sizeof *column) : NULL;
}

static void keep_path(const sl_collection_t *c, size_t cover, size_t trial,
                      sl_trial_claims_t *claims)
{
  const sl_path_layout_t *layout = &c->model->covers[cover].path[SL_PATH_SETTLED];
  const size_t *at = layout->column_at, n = 2 * layout->timeline.n_slots;
  double *into = c->columns[cover] + trial * layout->width;
  sl_paid_path_t *path = &c->paths[cover * c->trials + trial];
  path->timeline = claims->path->timeline;
  path->excess = keep_column(claims->path->excess, n, into + at[SL_PATH_EXCESS]);
  path->eligible = keep_column(claims->path->eligible, n, into + at[SL_PATH_ELIGIBLE]);
  path->captive = keep_column(claims->path->captive, n, into + at[SL_PATH_CAPTIVE]);
  path->paid = NULL;
  claims->path = path;
}

int sl_collection_take(void *context, uint64_t block, size_t n_trials, const sl_unit_sums_t *sums,
                       sl_error_t *error)
{
  sl_collection_t *c = context;
  (void)error;
  for (size_t cover = 0; cover < c->model->n_priced_covers; cover++) {
    for (size_t t = 0; t < n_trials; t++) {
      const size_t trial = block * SL_BLOCK_TRIALS + t;
      sl_trial_paths_t paths;
      sl_trial_claims_t *claims = &c->claims[cover * c->trials + trial];
      *claims = sl_trial_claims_of(sums, cover, t, &paths);
      claims->months = NULL; /* no price asks for them */
      if (claims->path != NULL) {
        keep_path(c, cover, trial, claims);
      }
    }
  }
  sl_excess_pairs_take(&c->pairs, n_trials, sums);
  return SL_OK;
}

const sl_trial_claims_t *sl_collection_claims(const sl_collection_t *collection, size_t arrangement)
{
  return collection->claims + collection->model->cover_of[arrangement] * collection->trials;
}

sl_estimate_t sl_collection_leveraged_trend(const sl_collection_t *collection, size_t arrangement)
{
  const size_t cover = collection->model->cover_of[arrangement];
  const sl_estimate_t unknown = {(double)NAN, (double)NAN};
  return cover < collection->model->n_own_covers ? sl_excess_pairs_trend(&collection->pairs, cover)
                                                 : unknown;
}
