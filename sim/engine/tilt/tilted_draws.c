/* The draws of a rare trial: mapped words, scaled frailties, and their scores. */
#include "sim/engine/tilt/tilting.h"

const sl_count_law_t *sl_tilted_law(const sl_tilted_t *tilted, uint32_t law)
{
  const sl_tilting_t *tilting = tilted->tilting;
  const sl_count_law_t *own = tilted->law > 0 ? tilting->laws[tilted->law - 1][law] : NULL;
  return own != NULL ? own : tilting->model->laws[law];
}

void sl_tilted_factor_words(const sl_tilted_t *tilted, size_t n, uint64_t *words)
{
  if (tilted->law == 0) {
    return;
  }
  const sl_tilt_map_t *map = &tilted->tilting->factor[tilted->law - 1];
  for (size_t t = 0; t < n; t++) {
    words[t] = sl_tilt_word_in(map, sl_tilt_band(&map->from, words[t]), words[t]);
  }
}

double sl_tilted_frailty_scale(const sl_tilted_t *tilted, uint32_t row)
{
  return tilted->law > 0 ? tilted->tilting->persons[row].frailty_scale[tilted->law - 1] : 1.0;
}

static void add_multiples(const double *factor, size_t n, const double *x, double *score)
{
  for (size_t t = 0; t < n; t++) {
    for (size_t k = 0; k < SL_TILTS_MAX; k++) {
      score[t * SL_TILTS_MAX + k] += factor[k] * x[t];
    }
  }
}

void sl_tilted_score_frailty(const sl_tilted_t *tilted, uint32_t row, size_t n,
                             const double *frailty, double *score)
{
  add_multiples(tilted->tilting->persons[row].frailty, n, frailty, score);
}

void sl_tilted_score_multiplier(const sl_tilted_t *tilted, uint32_t row, size_t n,
                                const double *multiplier, double *score)
{
  add_multiples(tilted->tilting->persons[row].multiplier, n, multiplier, score);
}

/* What does not need a logarithm by trial. */
static void score_plain_counts(const sl_tilt_count_t *count, size_t n, const uint32_t *counts,
                               double *score)
{
  for (size_t t = 0; t < n; t++) {
    score[t * SL_TILTS_MAX] += (double)counts[t] * count->by_claim;
  }
}

static void score_mixed_counts(const sl_tilt_count_t *count, size_t n, const uint32_t *counts,
                               const double *multiplier, double *score)
{
  sl_tilt_count_t own = *count;
  own.linear = own.constant = 0.0; /* in the person's and the group's part */
  for (size_t t = 0; t < n; t++) {
    score[t * SL_TILTS_MAX] +=
        sl_tilt_count_log(&own, (double)counts[t], multiplier != NULL ? multiplier[t] : 1.0);
  }
}

void sl_tilted_score_counts(const sl_tilted_t *tilted, uint32_t law, size_t n,
                            const uint32_t *counts, const double *multiplier, double *score)
{
  const sl_tilting_t *tilting = tilted->tilting;
  for (size_t k = 0; k < tilting->n; k++) {
    const sl_tilt_count_t *count = &tilting->counts[law * SL_TILTS_MAX + k];
    if (sl_tilt_count_is_mixed(count)) {
      score_mixed_counts(count, n, counts, multiplier, score + k);
    } else if (count->scale > 1.0) {
      score_plain_counts(count, n, counts, score + k);
    }
  }
}

/* One claim above band 0, in its target band. */
static inline uint64_t take_large(const sl_tilt_service_t *service, const sl_tilt_bands_t *bands,
                                  const sl_tilt_map_t *map, uint64_t word, double *sum)
{
  const size_t b = sl_tilt_band(map != NULL ? &map->from : bands, word);
  for (size_t k = 0; k < SL_TILTS_MAX; k++) {
    sum[k] += service->score[b][k];
  }
  return map != NULL ? sl_tilt_word_in(map, b, word) : word;
}

/* The claims of one trial. */
static void take_claims(const sl_tilt_service_t *service, const sl_tilt_bands_t *bands,
                        const sl_tilt_map_t *map, size_t n, uint64_t *words, double *score)
{
  const uint64_t large = map != NULL ? map->from.start[1] : bands->start[1];
  double sum[SL_TILTS_MAX];
  for (size_t k = 0; k < SL_TILTS_MAX; k++) {
    sum[k] = (double)n * service->first[k];
  }
  for (size_t j = 0; j < n; j++) {
    if (words[j] >= large) {
      words[j] = take_large(service, bands, map, words[j], sum);
    } else if (map != NULL) {
      words[j] = sl_tilt_word_in(map, 0, words[j]);
    }
  }
  for (size_t k = 0; k < SL_TILTS_MAX; k++) {
    score[k] += sum[k];
  }
}

void sl_tilted_amounts(const sl_tilted_t *tilted, uint32_t service, size_t n,
                       const uint32_t *counts, uint64_t *words, double *score)
{
  const sl_tilting_t *tilting = tilted->tilting;
  const sl_tilt_service_t *amounts = &tilting->services[service];
  const sl_tilt_map_t *map = tilted->law > 0 ? &amounts->map[tilted->law - 1] : NULL;
  if (!amounts->tilted) {
    return;
  }
  for (size_t t = 0; t < n; t++) {
    if (counts[t] > 0) {
      take_claims(amounts, &tilting->bands, map, counts[t], words, score + t * SL_TILTS_MAX);
      words += counts[t];
    }
  }
}

void sl_tilted_group(const sl_tilted_t *tilted, uint64_t word, double *log_ratio)
{
  const sl_tilting_t *tilting = tilted->tilting;
  size_t band = 0;
  if (tilting->model->group_factor != NULL) {
    sl_tilted_factor_words(tilted, 1, &word);
    band = sl_tilt_band(&tilting->factor_bands, word);
  }
  for (size_t k = 0; k < tilting->n; k++) {
    log_ratio[k] = tilting->constant[k];
    if (tilting->model->group_factor != NULL) {
      log_ratio[k] += tilting->factor[k].log_ratio[band];
    }
  }
}
