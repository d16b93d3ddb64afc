#include "sim/input/build/build.h"
#include "sim/input/census/census.h"
#include "sim/input/read/text.h"
#include "sim/input/rules/rules.h"
#include "sim/input/scenario/claims.h"

#include <math.h>

static void append_frailty(sl_text_t *text, const sl_build_t *build)
{
  const double own = build->scenario->claims->frailty_shape, basis = build->basis_frailty;
  if (basis == 0.0) {
    return;
  }
  if (own == basis) {
    sl_text_append(
        text, "Persons differ by a frailty (gamma, shape %.6g), as the claims basis assumes.", own);
  } else if (isinf(own)) {
    sl_text_append(
        text,
        "Persons differ by no frailty, though the claims basis assumes one (gamma, shape "
        "%.6g): large claimants come out rarer than it was made for.",
        basis);
  } else {
    sl_text_append(text,
                   "Persons differ by a frailty (gamma, shape %.6g) other than the claims basis "
                   "assumes (shape %.6g).",
                   own, basis);
  }
}

static void append_drawn(sl_text_t *text, const sl_build_t *build)
{
  const sl_census_drawn_t *drawn = sl_census_drawn(build->census);
  if (drawn->employees == 0) {
    return;
  }
  sl_text_append(
      text,
      "%sThe census gives a tier and no dependents for %zu employees: %zu spouses (mean age %.1f) "
      "and %zu children (mean age %.1f) are drawn from reference families.",
      text->length > 0 ? " " : "", drawn->employees, drawn->spouses,
      drawn->spouses > 0 ? drawn->spouse_ages / (double)drawn->spouses : 0.0, drawn->children,
      drawn->children > 0 ? drawn->child_ages / (double)drawn->children : 0.0);
}

int sl_build_notes(sl_build_t *build)
{
  sl_text_t text = {0};
  append_frailty(&text, build);
  append_drawn(&text, build);
  sl_build_share_lost(build, &text);
  sl_build_moments_note(build, &text);
  build->scenario->notes = sl_text_take(&text);
  return build->scenario->notes != NULL ? SL_OK : SL_ERR_MEMORY;
}
