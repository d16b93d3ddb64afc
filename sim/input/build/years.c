/* How far a scenario looks ahead, and what several plan years need. */
#include "sim/input/build/build.h"
#include "sim/input/scenario/arrangements.h"
#include "sim/input/scenario/simulation.h"

void sl_build_years(sl_build_t *build)
{
  const sl_cursor_t population = sl_cursor_child(build->root, "population");
  const uint64_t years = sl_cursor_whole(build->root, "years");
  build->scenario->ahead =
      (sl_years_terms_t){.years = years > 0 ? (unsigned)years : 1, /* not given, or reported */
                         .population = {.ageing = sl_cursor_flag(population, "ageing"),
                                        .turnover = sl_cursor_number(population, "turnover"),
                                        .growth = sl_cursor_number(population, "growth")},
                         .discount = sl_cursor_number_or(build->root, "discount", 0.0)};
}

static void refuse(const sl_build_t *build, const sl_node_t *node, const char *what,
                   const char *allowed)
{
  sl_source_fault(&build->source, node, "%s does not go with %u plan years; allowed: %s", what,
                  build->scenario->ahead.years, allowed);
}

void sl_build_check_years(const sl_build_t *build)
{
  const sl_scenario_t *s = build->scenario;
  const sl_cursor_t simulation = sl_cursor_child(build->root, "simulation");
  if (s->ahead.years == 1) {
    return;
  }
  if (s->months != SL_PLAN_MONTHS_MAX) {
    refuse(build, sl_node_get(build->root.node, "months"), "a plan year of fewer than 12 months",
           "months: 12, or years: 1");
  }
  if (s->arrangements->accounting == SL_ACCOUNT_PAID) {
    refuse(build, sl_node_get(build->root.node, "accounting"), "accounting: paid",
           "accounting: incurred, each year with the claims incurred in it, or years: 1");
  }
  if (s->simulation->sampler == SL_SAMPLE_TOTALS) {
    refuse(build, sl_node_get(simulation.node, "sampler"), "sampler: totals",
           "sampler: claims, since a renewal looks at single claims, or years: 1");
  }
}
