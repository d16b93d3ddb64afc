#include "models/bases/bases.h"

extern const char sl_basis_us_commercial_2026[];

static const sl_embedded_basis_t bases[] = {
    {"us-commercial-2026", sl_basis_us_commercial_2026},
};

const sl_embedded_basis_t *sl_embedded_bases(size_t *n)
{
  *n = sizeof bases / sizeof bases[0];
  return bases;
}
