#include "sim/study/exact/nodes.h"

#include "models/core/elementary.h"

#include <math.h>
#include <stdlib.h>

#define PI 3.14159265358979323846
/* P(|z| > 7.5) = 6e-14, below what rounding hides; with half of it figures are off by far more than
 * their bounds. */
#define SCORE_MAX 7.5

int sl_factor_nodes_init(sl_factor_nodes_t *nodes, double cv, double step, sl_error_t *error)
{
  const double variance = sl_det_log1p(cv * cv), deviation = sqrt(variance);
  const size_t half = cv > 0.0 ? (size_t)ceil(SCORE_MAX / step) : 0;
  *nodes = (sl_factor_nodes_t){.n = 2 * half + 1};
  nodes->factor = malloc(nodes->n * sizeof *nodes->factor);
  nodes->weight = malloc(nodes->n * sizeof *nodes->weight);
  if (nodes->factor == NULL || nodes->weight == NULL) {
    sl_factor_nodes_free(nodes);
    return sl_fail(error, SL_ERR_MEMORY, "no memory for %zu nodes of the group factor",
                   2 * half + 1);
  }
  double sum = 0.0;
  for (size_t i = 0; i < nodes->n; i++) {
    const double z = ((double)i - (double)half) * step;
    nodes->factor[i] = sl_det_exp(deviation * z - 0.5 * variance);
    nodes->weight[i] = sl_det_exp(-0.5 * z * z);
    sum += nodes->weight[i];
  }
  for (size_t i = 0; i < nodes->n; i++) {
    nodes->weight[i] /= sum;
  }
  return SL_OK;
}

void sl_factor_nodes_free(sl_factor_nodes_t *nodes)
{
  free(nodes->factor);
  free(nodes->weight);
  nodes->factor = nodes->weight = NULL;
}

sl_frequency_nodes_t sl_frequency_nodes(double low, double high, double nearest, double accuracy)
{
  const double half = 0.5 * sl_det_log(high / low),
               middle = 0.5 * (sl_det_log(high) + sl_det_log(low));
  sl_frequency_nodes_t nodes = {.n = 1};
  if (high > low) {
    const double rate = fmin(asinh(PI / half), acosh(1.0 + nearest / half));
    const double n = ceil(-sl_det_log(accuracy) / rate) + 1.0;
    nodes.n = n < SL_FREQUENCY_NODES_MAX ? (size_t)n : SL_FREQUENCY_NODES_MAX;
  }
  for (size_t j = 0; j < nodes.n; j++) {
    const double angle = PI * ((double)j + 0.5) / (double)nodes.n;
    const sl_direction_t d = sl_det_direction(angle);
    nodes.place[j] = middle - half * d.cosine;
    nodes.multiplier[j] = nodes.n > 1 ? sl_det_exp(nodes.place[j]) : low;
    nodes.factor[j] = (j % 2 == 0 ? 1.0 : -1.0) * d.sine;
  }
  return nodes;
}

void sl_frequency_weights(const sl_frequency_nodes_t *nodes, double multiplier, double *weight)
{
  const double x = sl_det_log(multiplier);
  double sum = 0.0;
  for (size_t j = 0; j < nodes->n; j++) {
    const double distance = x - nodes->place[j];
    if (nodes->n == 1 || distance == 0.0) {
      for (size_t i = 0; i < nodes->n; i++) {
        weight[i] = i == j ? 1.0 : 0.0;
      }
      return;
    }
    weight[j] = nodes->factor[j] / distance;
    sum += weight[j];
  }
  for (size_t j = 0; j < nodes->n; j++) {
    weight[j] /= sum;
  }
}
