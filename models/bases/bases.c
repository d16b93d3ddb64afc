#include "models/bases/bases.h"

#include <stddef.h>
#include <string.h>

extern const char sl_basis_ca_extended_health_2026[];
extern const char sl_basis_canada_2021[];
extern const char sl_basis_disability_idi2013[];
extern const char sl_basis_us_commercial_2026[];
extern const char sl_basis_us_commercial_lean[];
extern const char sl_targets_us_commercial_2026[];
extern const char sl_targets_us_commercial_lean[];

static const sl_embedded_basis_t bases[] = {
    {"ca-extended-health-2026", sl_basis_ca_extended_health_2026, NULL},
    {"canada-2021", sl_basis_canada_2021, NULL},
    {"disability-idi2013", sl_basis_disability_idi2013, NULL},
    {"us-commercial-2026", sl_basis_us_commercial_2026, sl_targets_us_commercial_2026},
    {"us-commercial-lean", sl_basis_us_commercial_lean, sl_targets_us_commercial_lean},
};

const sl_embedded_basis_t *sl_embedded_bases(size_t *n)
{
  *n = sizeof bases / sizeof bases[0];
  return bases;
}

const sl_embedded_basis_t *sl_embedded_basis(const char *name)
{
  for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
    if (strcmp(bases[i].name, name) == 0) {
      return &bases[i];
    }
  }
  return NULL;
}
