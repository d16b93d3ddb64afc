#include "sim/input/build/build.h"
#include "sim/input/census/census.h"
#include "sim/input/read/text.h"
#include "sim/input/rules/rules.h"
#include "sim/input/scenario/claims.h"

#include <math.h>

/* "shape 0.7", and where years are correlated "shape 0.7, correlation 0.8". */
static void append_terms(sl_text_t *text, double shape, double correlation)
{
  sl_text_append(text, "shape %.6g", shape);
  if (correlation > 0.0) {
    sl_text_append(text, ", correlation %.6g", correlation);
  }
}

static void append_frailty(sl_text_t *text, const sl_build_t *build)
{
  const sl_claims_t *own = build->scenario->claims;
  const double shape = build->basis_frailty, correlation = build->basis_correlation;
  if (shape == 0.0) {
    return;
  }
  if (isinf(own->frailty_shape)) {
    sl_text_append(text,
                   "Persons differ by no frailty, though the claims basis assumes one (gamma, ");
    append_terms(text, shape, correlation);
    sl_text_append(text, "): large claimants come out rarer than it was made for.");
    return;
  }
  sl_text_append(text, "Persons differ by a frailty (gamma, ");
  append_terms(text, own->frailty_shape, own->frailty_correlation);
  if (own->frailty_shape == shape && own->frailty_correlation == correlation) {
    sl_text_append(text, "), as the claims basis assumes.");
  } else {
    sl_text_append(text, ") other than the claims basis assumes (");
    append_terms(text, shape, correlation);
    sl_text_append(text, ").");
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
