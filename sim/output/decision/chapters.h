/* The chapters of the decision page and the report, each as parts.h says. Inside
 * sim/output/decision only. */
#ifndef SL_SIM_OUTPUT_DECISION_CHAPTERS_H
#define SL_SIM_OUTPUT_DECISION_CHAPTERS_H

#include "sim/output/decision/parts.h"

/* The first screen: does it fit, what does it save, how bad can a year be, what is the most, how
 * sure is that, and what was assumed. */
sl_chapter_t sl_chapter_answers;

/* The plan years after the first, where the result has several. */
sl_chapter_t sl_chapter_ahead;

/* Every figure of its sentences with its error and its source: for the report. */
sl_chapter_t sl_chapter_figures;

/* Quotes that rest on other claims than the simulated, and whether there are any. */
sl_chapter_t sl_chapter_quotes;
bool sl_decision_quotes_differ(const sl_decision_t *decision);

/* Each arrangement on a row, against the reference; the cheapest first where there are more than
 * three. */
sl_chapter_t sl_chapter_comparison;

/* Arrangements side by side, rare years among the rows: the figures of the page, and in the report
 * every one. */
sl_chapter_t sl_chapter_side_by_side, sl_chapter_all_figures;

/* Which claims each arrangement pays. */
sl_chapter_t sl_chapter_contracts;

/* Cash by month, and what is incurred and not yet paid at the year's end. */
sl_chapter_t sl_chapter_months, sl_chapter_ibnr;

/* How many simulated years were enough, and in the report what parts of the run say of that; exact
 * figures beside the simulated ones. */
sl_chapter_t sl_chapter_enough, sl_chapter_enough_by_parts, sl_chapter_checks;

/* What the figures do not say; the page's also where there is more. */
sl_chapter_t sl_chapter_notes, sl_chapter_more;

/* The pictures of the report, a file each. */
sl_chapter_t sl_chapter_dots, sl_chapter_years, sl_chapter_bridge, sl_chapter_spread,
    sl_chapter_cash, sl_chapter_claimants, sl_chapter_frontier;
sl_chapter_t sl_chapter_budget; /* budgets, reserve, covenant, working capital */
sl_chapter_t sl_chapter_accruals;
sl_chapter_t sl_chapter_suitability;
sl_chapter_t sl_chapter_glossary; /* the words that stand above it */
sl_chapter_t sl_chapter_provenance;
sl_chapter_t sl_chapter_limits; /* of the terminal: covenant and interest, where stated */
/* Other deductibles and corridors, and the sliders of the page; nothing where the result has no
 * levers. */
sl_chapter_t sl_chapter_levers;

#endif
