/* The keys that the page weighs the plan by, by the program: they are read, shown and refused like
 * any other, and change no simulated figure. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>

static int in_a_shop(const char *name, const char *commands)
{
  char folder[SL_PATH_MAX], script[6 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  snprintf(script, sizeof script, "cp '%s'/scenarios/machine-shop.* . && %s", sl_test_source_dir(),
           commands);
  return sl_shell(folder, script);
}

static void no_simulated_figure_changes(void)
{
  CU_ASSERT_EQUAL(in_a_shop("suitability-run",
                            "\"$S\" run machine-shop.yaml -q --trials 128 -o a.h5 && "
                            "\"$S\" run machine-shop.yaml -q --trials 128 -o b.h5"
                            " --set 'suitability={cash_reserve: 250k, covenant: 3.2M}'"
                            " --set interest.rate=7% && "
                            "for v in cost deficit retained_claims band_cost_mean maximum_cost; do "
                            "\"$S\" table a.h5 $v >a.csv && \"$S\" table b.h5 $v >b.csv && "
                            "cmp a.csv b.csv || exit 1; done"),
                  0);
}

static void they_are_shown_with_every_default(void)
{
  CU_ASSERT_EQUAL(
      in_a_shop("suitability-check",
                "\"$S\" check machine-shop.yaml --resolved --set suitability.covenant=3.2M "
                "--set interest.rate=7% >all && grep -q '^suitability: {most_of_payroll: 0.03, "
                "most_chance: 0.05, covenant: 3200000, full_credibility: 1082}$' all && grep -q "
                "'^interest: {rate: 0.07, of: loan}$' all && \"$S\" check machine-shop.yaml "
                "--resolved >none && ! grep -q '^suitability\\|^interest' none"),
      0);
}

static void what_cannot_be_is_refused(void)
{
  CU_ASSERT_EQUAL(in_a_shop("suitability-fault",
                            "\"$S\" check machine-shop.yaml --set suitability.covenant=-1"),
                  65);
  CU_ASSERT_EQUAL(
      in_a_shop("suitability-fault-2", "\"$S\" check machine-shop.yaml --set interest.of=loan"),
      65);
}

SL_SUITE(suitability_cli, "cli/suitability",
         {"no simulated figure changes", no_simulated_figure_changes},
         {"they are shown with every default", they_are_shown_with_every_default},
         {"what cannot be is refused", what_cannot_be_is_refused});
