#include "models/fit/matrix.h"

#include <math.h>

bool sl_invert_definite(size_t n, size_t stride, const double *a, double *inverse)
{
  double m[SL_MATRIX_MOST][SL_MATRIX_MOST];
  for (size_t i = 0; i < n; i++) {
    for (size_t j = 0; j < n; j++) {
      m[i][j] = a[i * stride + j];
      inverse[i * stride + j] = i == j;
    }
  }
  for (size_t k = 0; k < n; k++) {
    const double pivot = m[k][k], own = a[k * stride + k];
    if (!(pivot > 1e-12 * fabs(own)) || !(own > 0.0)) {
      return false;
    }
    for (size_t j = 0; j < n; j++) {
      m[k][j] /= pivot;
      inverse[k * stride + j] /= pivot;
    }
    for (size_t i = 0; i < n; i++) {
      const double factor = m[i][k];
      for (size_t j = 0; i != k && j < n; j++) {
        m[i][j] -= factor * m[k][j];
        inverse[i * stride + j] -= factor * inverse[k * stride + j];
      }
    }
  }
  return true;
}
