#include "models/funding/renewal_terms.h"

#include <math.h>

#define NOTICE_MONTHS 3
#define LASER_IF 0.25

sl_renewal_terms_t sl_renewal_terms_default(void)
{
  return (sl_renewal_terms_t){.notice_months = NOTICE_MONTHS,
                              .full = (double)NAN,
                              .trend = (double)NAN,
                              .cap = (double)INFINITY,
                              .floor = (double)INFINITY,
                              .loss_ratio = (double)NAN,
                              .pooling_point = (double)INFINITY,
                              .rate_cap = (double)INFINITY,
                              .laser_at = (double)NAN,
                              .laser_if = LASER_IF,
                              .laser_factor = 1.0,
                              .fee_trend = (double)NAN};
}
