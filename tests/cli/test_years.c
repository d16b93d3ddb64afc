/* Several plan years from outside: with one year every key of theirs is taken, and nothing changes.
 */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>

#define RENEWAL                                                                                    \
  "{notice_months: 4, full: 30, trend: 9%%, cap: 15%%, floor: 10%%, loss_ratio: 0.7, "             \
  "pooling_point: 20k, rate_cap: 50%%, laser_at: 1.5, laser_if: 0.3, laser_factor: 1.1, "          \
  "no_new_lasers: true, no_laser_load: 10%%, deductible_growth: 5%%, fee_trend: 3%%}"

/* good.yaml alone, and with all that there is to say of later years. diff's status is 0 where every
 * trial, price and figure is equal to the bit; it compares the scenario's text too, without effect
 * on it. */
static void one_year_is_what_it_was(void)
{
  char folder[SL_PATH_MAX], source[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "years"));
  sl_source_path(source, "tests/cli");
  snprintf(script, sizeof script,
           "cp '%s/good.yaml' '%s/good.csv' .; A=arrangements.ASO; I='arrangements.Fully insured'\n"
           "\"$S\" run good.yaml -q -t 2000 -o plain.h5 || exit 2\n"
           "\"$S\" run good.yaml -q -t 2000 -o years.h5 --set years=1 --set discount=0.03 \\\n"
           "  --set 'population={ageing: true, turnover: 0.18, growth: 0.02}' \\\n"
           "  --set claims.uncertainty_by_year=0.1 --set claims.claimants.0.continues=0.5 \\\n"
           "  --set $A.specific.contract='[12/15, 24/12]' --set $A.opening_reserve=50k \\\n"
           "  --set $A.aggregate.contract='[12/15, 24/12]' --set $A.reserve_interest=0.02 \\\n"
           "  --set $A.budget='{of_expected: 1, renewal: experience}' \\\n"
           "  --set $A.then='{year: 2, arrangement: Fully insured}' \\\n"
           "  --set $A.renewal='" RENEWAL "' --set \"$I.renewal=" RENEWAL "\" || exit 3\n"
           "\"$S\" run good.yaml -q -t 2000 -o short.h5 --set $A.specific.contract=12/15 \\\n"
           "  --set $A.aggregate.contract=12/15 || exit 4\n"
           "\"$S\" diff short.h5 years.h5 || exit 5\n"
           "\"$S\" diff plain.h5 short.h5 >/dev/null && exit 6\n" /* 12/15 does change it */
           "exit 0",
           source, source);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

SL_SUITE(cli_years, "cli/years", {"one year is what it was", one_year_is_what_it_was});
