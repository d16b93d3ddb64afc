/* Sections of the chapter suitability. */
#ifndef SL_SIM_OUTPUT_DECISION_VOLATILITY_H
#define SL_SIM_OUTPUT_DECISION_VOLATILITY_H

#include "sim/output/decision/parts.h"

/* Kept claims of an arrangement, retained before the aggregate, and their coefficient of variation,
 * as a source says them; each %zu is its index. */
#define KEPT "(retained_claims[:,%zu] + aggregate_reimbursement[:,%zu])"
#define VARIATION "std(" KEPT ", ddof=1) / mean(" KEPT ")"

/* The curve of the subject's volatility by group size with this employer's mark; nothing where the
 * subject keeps no claims. */
sl_chapter_t sl_put_volatility;
/* The credibility of years of own claims; likewise. */
sl_chapter_t sl_put_history;

#endif
