#include "models/funding/taxes.h"

double sl_taxes_at(const sl_tax_t *taxes, size_t n, double premiums, double paid_claims,
                   double fees)
{
  const double bare[SL_TAX_BASES] = {premiums, paid_claims, fees};
  double loaded[SL_TAX_BASES] = {premiums, paid_claims, fees};
  double sum = 0.0;
  for (size_t i = 0; i < n; i++) {
    for (unsigned base = 0; base < SL_TAX_BASES; base++) {
      if ((taxes[i].on & (1U << base)) != 0U) {
        const double tax = taxes[i].rate * (taxes[i].compounds ? loaded[base] : bare[base]);
        loaded[base] += tax;
        sum += tax;
      }
    }
  }
  return sum;
}
