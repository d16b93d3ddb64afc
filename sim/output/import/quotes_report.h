/* What a file of quotes came to, for a reader and for a program. Checked by
 * tests/cli/test_import_quotes.c.
 */
#ifndef SL_SIM_OUTPUT_IMPORT_QUOTES_REPORT_H
#define SL_SIM_OUTPUT_IMPORT_QUOTES_REPORT_H

#include "sim/input/foreign/sheet/sheet.h"
#include "sim/input/offers/offers.h"
#include "sim/output/text/paper.h"

/* The options side by side (carrier, deductible, contract, fixed cost, expected and maximum cost);
 * what was not placed, with its cell; sums that disagree; what is assumed or asked. *page is from
 * malloc. SL_OK or SL_ERR_MEMORY. */
int sl_quotes_report_page(const sl_offers_t *offers, const sl_paper_t *paper, char **page,
                          sl_error_t *error);

/* One JSON object, keys in one order: file, effective_date, title, currency, format{}, options[],
 * report[{row, column, what}], ask_or_state[{id, question, default}], unplaced[{cell, column,
 * label, why}], assumptions[]. Of an option: column, carrier, administrator, underwriter, role,
 * kind, status, placed, enrolment{tier}, specific, aggregate, rates, increase (of a renewal),
 * change, components_monthly, fees_pepm{}, fees{}, taxes{}, commission, out_of_country, annual{},
 * pepm{} (annual / 12 / employees), fully_insured_equivalent_monthly{at_maximum, at_expected};
 * tiers by the file's names, a composite price as a number, null where something is not stated or
 * not defined. Money of the year to the cent. From malloc; NULL without memory. */
char *sl_quotes_report_json(const sl_offers_t *offers, const sl_sheet_t *sheet, const char *path);

#endif
