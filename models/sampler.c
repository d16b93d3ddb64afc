#include "models/sampler.h"

#include "models/sampler_internal.h"

#include <stdlib.h>

/* Among count pieces from first, the last that starts at or before v. */
static const sl_piece_t *search(const sl_piece_t *first, uint32_t count, uint64_t v)
{
  while (count > 1) {
    const uint32_t half = count / 2;
    first += v >= first[half].start ? half : 0;
    count -= half;
  }
  return first;
}

static inline double draw(const sl_sampler_t *sampler, uint64_t word)
{
  const uint64_t upper = word >> 63;
  const uint64_t v = word ^ (UINT64_C(0) - upper);
  const sl_octave_t octave = sampler->octaves[upper * SL_SAMPLER_OCTAVES + sl_octave_of(v)];
  const sl_guide_t guide = sampler->guide[octave.base + (uint32_t)(v >> octave.shift)];
  const sl_piece_t *piece = sampler->pieces + guide.first;
  if (guide.extra > 0) {
    piece = search(piece, guide.extra + 1, v);
  }
  return sl_piece_value(piece, (double)(int64_t)((v - piece->start) >> piece->shift));
}

double sl_sampler_draw(const sl_sampler_t *sampler, uint64_t word) { return draw(sampler, word); }

void sl_sampler_draw_batch(const sl_sampler_t *sampler, const uint64_t *words, size_t n,
                           double scale, double limit, double *amounts)
{
  for (size_t i = 0; i < n; i++) {
    const double amount = scale * draw(sampler, words[i]);
    amounts[i] = amount < limit ? amount : limit;
  }
}

double sl_sampler_error(const sl_sampler_t *sampler) { return sampler->error; }

size_t sl_sampler_size(const sl_sampler_t *sampler)
{
  return sizeof *sampler + sampler->n_guide * sizeof *sampler->guide +
         sampler->n_pieces * sizeof *sampler->pieces;
}

void sl_sampler_free(sl_sampler_t *sampler)
{
  if (sampler != NULL) {
    free(sampler->guide);
    free(sampler->pieces);
    free(sampler);
  }
}
