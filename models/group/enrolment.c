#include "models/group/enrolment.h"

const char *const sl_tier_names[SL_TIERS] = {"employee", "employee_spouse", "employee_children",
                                             "family"};
