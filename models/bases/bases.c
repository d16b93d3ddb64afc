#include "models/bases/bases.h"

#include <stddef.h>

extern const char sl_basis_canada_2021[];
extern const char sl_basis_disability_idi2013[];
extern const char sl_basis_us_commercial_2026[];
extern const char sl_targets_us_commercial_2026[];

static const sl_embedded_basis_t bases[] = {
    {"canada-2021", sl_basis_canada_2021, NULL},
    {"disability-idi2013", sl_basis_disability_idi2013, NULL},
    {"us-commercial-2026", sl_basis_us_commercial_2026, sl_targets_us_commercial_2026},
};

const sl_embedded_basis_t *sl_embedded_bases(size_t *n)
{
  *n = sizeof bases / sizeof bases[0];
  return bases;
}
