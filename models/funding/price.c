#include "models/funding/price.h"

double sl_price_premiums(const sl_price_t *price)
{
  return price->specific_premium.value + price->aggregate_premium.value +
         price->insured_premium.value + price->captive_premium.value +
         price->insured_lines_premium.value + price->terminal_premium.value;
}

sl_price_t sl_price_one_error_higher(const sl_price_t *price)
{
  sl_price_t higher = *price;
  sl_estimate_t *const estimates[] = {&higher.specific_premium, &higher.aggregate_premium,
                                      &higher.insured_premium,  &higher.insured_lines_premium,
                                      &higher.captive_premium,  &higher.terminal_premium,
                                      &higher.attachment};
  for (size_t i = 0; i < sizeof estimates / sizeof estimates[0]; i++) {
    estimates[i]->value += estimates[i]->standard_error;
  }
  return higher;
}
