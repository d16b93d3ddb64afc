#include "sim/engine/compile/class_places.h"

#include "sim/engine/compile/model.h"

#include <math.h>
#include <stdlib.h>

const sl_timeline_t *sl_take_timeline(const sl_model_t *model, const sl_coverage_t *coverage,
                                      const sl_take_t *take, sl_path_kind_t kind)
{
  return sl_take_is_terminal(take) ? &model->dating->one_slot : &coverage->path[kind].timeline;
}

/* A ladder, and the row whose classes are told. */
typedef struct job {
  const sl_model_t *model;
  const sl_coverage_t *coverage; /* the ladder's first: what all of it has in common */
  const sl_reading_row_t *row;
  const sl_paid_classes_t *classes;
} job_t;

static sl_paid_claim_t claim_of(const job_t *job, size_t class)
{
  return (sl_paid_claim_t){.incurred = job->row->incurred_from,
                           .paid = job->classes->begins[class],
                           .service = job->row->service};
}

static int allocate(const job_t *job, const sl_take_t *take, sl_take_places_t *places)
{
  const size_t n = job->classes->n;
  places->holds = calloc(n + 1, sizeof *places->holds);
  bool have = places->holds != NULL;
  for (sl_path_kind_t kind = 0; kind < SL_PATH_KINDS; kind++) {
    if (sl_coverage_walks(job->coverage, take, kind)) {
      places->place[kind] = calloc(n + 1, sizeof *places->place[kind]);
      have = have && places->place[kind] != NULL;
    }
  }
  return have ? SL_OK : SL_ERR_MEMORY;
}

/* Returns whether classes that are held stand in order of payment. */
static bool place_classes(const job_t *job, const sl_take_t *take, sl_take_places_t *places)
{
  size_t last[SL_PATH_KINDS] = {0};
  bool ordered = true;
  for (size_t i = 0; i < job->classes->n; i++) {
    const sl_paid_claim_t claim = claim_of(job, i);
    places->holds[i] = sl_cover_holds(&take->cover, &claim);
    for (sl_path_kind_t kind = 0; places->holds[i] && kind < SL_PATH_KINDS; kind++) {
      if (places->place[kind] != NULL) {
        const sl_timeline_t *timeline = sl_take_timeline(job->model, job->coverage, take, kind);
        places->place[kind][i] = sl_cover_place(&take->cover, timeline, &claim);
        ordered = ordered && places->place[kind][i].step >= last[kind];
        last[kind] = places->place[kind][i].step;
      }
    }
  }
  return ordered;
}

/* Whether claims matter to the covers by what the takes hold alone. */
static bool is_plain(const sl_coverage_t *coverage)
{
  return !coverage->per_certificate && coverage->known_months == 0 &&
         isinf(coverage->known_at_most) && coverage->beyond_width == 0;
}

static int tell(const job_t *job, sl_class_places_t *places)
{
  int code = SL_OK;
  places->told = is_plain(job->coverage);
  for (size_t i = 0; code == SL_OK && places->told && i < job->coverage->n_takes; i++) {
    const sl_take_t *take = &job->coverage->take[i];
    code = allocate(job, take, &places->take[i]);
    places->told = code == SL_OK && place_classes(job, take, &places->take[i]);
  }
  return code;
}

int sl_class_places_new(const sl_readings_t *readings, const sl_model_t *model,
                        sl_class_places_t **places)
{
  const sl_readings_year_t *year = &readings->year[sl_model_year_at(model, 0)];
  *places = NULL;
  if (year->only == NULL || model->first_year != 0) {
    return SL_OK;
  }
  const sl_reading_row_t *row = &readings->rows[*year->only];
  *places = calloc(model->n_ladders + 1, sizeof **places);
  int code = *places != NULL ? SL_OK : SL_ERR_MEMORY;
  for (size_t l = 0; code == SL_OK && l < model->n_ladders; l++) {
    const size_t cover = model->ladders[l].cover[0];
    const job_t job = {model, &model->covers[cover], row, &readings->classes[row->classes]};
    if (readings->own[cover].has[*year->only]) {
      code = tell(&job, &(*places)[l]);
    }
  }
  if (code != SL_OK) {
    sl_class_places_free(*places, model->n_ladders);
    *places = NULL;
  }
  return code;
}

void sl_class_places_free(sl_class_places_t *places, size_t n_ladders)
{
  for (size_t l = 0; places != NULL && l < n_ladders; l++) {
    for (size_t i = 0; i < SL_TAKES_MAX; i++) {
      free(places[l].take[i].holds);
      for (sl_path_kind_t kind = 0; kind < SL_PATH_KINDS; kind++) {
        free(places[l].take[i].place[kind]);
      }
    }
  }
  free(places);
}
