#include "models/funding/credibility.h"

#include "models/core/amounts.h"

#include <math.h>

double *sl_build_up_line(sl_build_up_lines_t *lines, size_t line)
{
  double *const all[SL_BUILD_UP_LINES] = {&lines->manual_claims,
                                          &lines->experience_claims,
                                          &lines->credibility,
                                          &lines->expected_claims,
                                          &lines->pooling_charge,
                                          &lines->administration,
                                          &lines->commission,
                                          &lines->profit,
                                          &lines->tax,
                                          &lines->premium};
  return all[line];
}

double sl_credibility(double life_years, double full)
{
  return sl_smaller(1.0, sqrt(life_years / full));
}

sl_build_up_lines_t sl_build_up_premium(const sl_build_up_t *build_up, double life_years,
                                        double model_manual, double model_charge)
{
  const double retention =
      build_up->administration + build_up->commission + build_up->profit + build_up->tax;
  sl_build_up_lines_t lines = {
      .manual_claims = isnan(build_up->manual_claims) ? model_manual : build_up->manual_claims,
      .pooling_charge = isnan(build_up->pooling_charge) ? model_charge : build_up->pooling_charge,
  };
  if (build_up->experience_years > 0.0) {
    lines.experience_claims = build_up->experience_claims / build_up->experience_years *
                              life_years * build_up->experience_trend;
    lines.credibility = sl_credibility(build_up->experience_years, build_up->full_credibility);
  }
  lines.expected_claims =
      lines.credibility * lines.experience_claims + (1.0 - lines.credibility) * lines.manual_claims;
  lines.premium = (lines.expected_claims + lines.pooling_charge) / (1.0 - retention);
  lines.administration = build_up->administration * lines.premium;
  lines.commission = build_up->commission * lines.premium;
  lines.profit = build_up->profit * lines.premium;
  lines.tax = build_up->tax * lines.premium;
  return lines;
}
