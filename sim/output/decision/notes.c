/* What the figures do not say. */
#include "sim/output/decision/chapters.h"
#include "sim/output/decision/rare.h"

#define FEW_TRIALS 1000

void sl_chapter_notes(sl_document_t *document, const sl_decision_t *decision)
{
  const sl_run_facts_t *facts = decision->results->facts;
  const sl_band_t *band = decision->results->band;
  sl_document_note(document,
                   "\xc2\xb1 is one standard error of the simulation: more trials make it smaller. "
                   "It says nothing of how well the assumptions fit this group. Figures without "
                   "it carry none; costs are those at the premiums and budgets shown.");
  if (facts->notes[0] != '\0') {
    sl_document_note(document, "%s", facts->notes);
  }
  if (band != NULL && band->afresh[0] != '\0') {
    sl_document_note(document,
                     "With claims 10%% higher the numbers of claims of these services were drawn "
                     "afresh: %s.",
                     band->afresh);
  }
  sl_put_rare_note(document, decision);
  if (facts->trials < FEW_TRIALS) {
    sl_document_note(document,
                     "So few simulated years say little about rare ones: run at least 1,000.");
  }
  if (facts->infinite_variance) {
    sl_document_note(document,
                     "Beware: a severity of this scenario has infinite variance. The \xc2\xb1 "
                     "beside an average of amounts that no contract caps cannot be trusted; shares "
                     "of years and quantiles are not affected.");
  }
}

void sl_chapter_more(sl_document_t *document, const sl_decision_t *decision)
{
  (void)decision;
  sl_document_note(document, "More (pictures, every month, where each figure comes from): stoploss "
                             "report OUT.h5 -o report.html");
}
