#include "models/sampling/sampler.h"

#include "models/sampling/sampler_internal.h"

#include <stdlib.h>

double sl_sampler_draw(const sl_sampler_t *sampler, uint64_t word)
{
  return sl_sampler_value(sampler, word);
}

void sl_sampler_send_for(const sl_sampler_t *sampler, uint64_t word)
{
  const sl_front_t *front = &sampler->front;
  if (front->cells != NULL) {
    __builtin_prefetch(
        &front->cells[(sl_front_bits(front, word) >> front->shift) - front->base[word >> 63]]);
  }
}

double sl_sampler_error(const sl_sampler_t *sampler) { return sampler->error; }

size_t sl_sampler_size(const sl_sampler_t *sampler)
{
  return sizeof *sampler + sampler->n_guide * sizeof *sampler->guide +
         sampler->n_pieces * sizeof *sampler->pieces +
         sampler->front.n_cells * sizeof *sampler->front.cells;
}

void sl_sampler_free(sl_sampler_t *sampler)
{
  if (sampler != NULL) {
    free(sampler->guide);
    free(sampler->pieces);
    free(sampler->front.cells);
    free(sampler);
  }
}
