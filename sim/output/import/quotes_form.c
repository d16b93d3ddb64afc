#include "sim/output/import/quotes_form.h"

#include "sim/output/document/document.h"

typedef struct row {
  const char *label; /* a section where note is NULL */
  const char *note;
} row_t;

#define FOUR_TIERS(what, note)                                                                     \
  {what " - Employee", note}, {what " - Employee + Spouse", note},                                 \
      {what " - Employee + Children", note},                                                       \
  {                                                                                                \
    what " - Family", note                                                                         \
  }

/* Labels are those that sim/input/foreign/quotes/words.c knows. */
static const row_t rows[] = {{"GENERAL", NULL},
                             {"Carrier", "who bears the stop-loss, or insures"},
                             {"TPA", "who pays the claims"},
                             {"Funding", "Self-funded, Fully insured, or Level funded"},
                             {"Status", "Firm or Contingent"},
                             {"Effective Date", "first day of the plan year"},
                             {"ENROLLMENT", NULL},
                             FOUR_TIERS("Enrollment", "employees; the same in every column"),
                             {"SPECIFIC STOP LOSS", NULL},
                             {"Specific Deductible", "per person and year"},
                             {"Specific Contract Basis", "12/15, 24/12, Paid, ..."},
                             {"Run-In Limit", "per person, of claims of before the year; or None"},
                             {"Maximum per Person", "or Unlimited"},
                             {"Aggregating Specific", "an amount, or None"},
                             {"Lasers", "None, or: Claimant A at $175,000; no names"},
                             {"No New Lasers at Renewal", "Yes or No"},
                             {"Rate Cap", "a percentage"},
                             {"Advance Funding", "Yes or No"},
                             FOUR_TIERS("Specific Rate", "per employee and month"),
                             {"AGGREGATE STOP LOSS", NULL},
                             {"Aggregate Contract Basis", "12/15, 24/12, Paid, ..."},
                             {"Corridor", "125% or 1.25"},
                             FOUR_TIERS("Aggregate Factor", "per employee and month"),
                             {"Minimum Attachment Point", "a year"},
                             {"Aggregate Maximum", "a year, or Unlimited"},
                             {"Aggregate Rate PEPM", "per employee and month"},
                             {"Monthly Aggregate Accommodation", "Yes, No, Included, or its price"},
                             {"ADMINISTRATION", NULL},
                             {"Administration PEPM", "per employee and month"},
                             {"Network Access PEPM", "per employee and month"},
                             {"Utilization Management PEPM", "per employee and month"},
                             {"Broker Fee PEPM", "per employee and month"},
                             {"Commission", "12% included, or 5% on top"},
                             {"Rx Rebate Credit PEPM", "an estimate; not taken off the cost"},
                             {"FULLY INSURED OR LEVEL FUNDED", NULL},
                             FOUR_TIERS("Rate", "what is paid a month, all in"),
                             {"Rate Change", "against Current: a percentage"},
                             {"LEVEL FUNDED: WHAT THE RATE IS MADE OF", NULL},
                             FOUR_TIERS("of which admin", "per employee and month"),
                             FOUR_TIERS("of which stop loss", "per employee and month"),
                             FOUR_TIERS("of which claims fund", "per employee and month"),
                             {"Surplus Refund", "50% to employer"},
                             {"Expected paid claims (% of claims fund)", "86%"},
                             {"TOTALS, TO BE CHECKED", NULL},
                             {"Total Annual Fixed Cost", "a year"},
                             {"Expected Claims", "a year"},
                             {"Annual Attachment Point", "a year"},
                             {"Maximum Annual Cost", "a year"}};

static sl_document_t *compose(void)
{
  static const char *const columns[] = {"",         "Current",  "Renewal",  "Option 1",
                                        "Option 2", "Option 3", "Option 4", "Notes"};
  enum { COLUMNS = sizeof columns / sizeof *columns };
  sl_document_t *document = sl_document_new("Comparison of quotes", "", "");
  sl_document_table_t *table = sl_document_table(document, "quotes", "", false);
  for (size_t c = 0; c < COLUMNS; c++) {
    sl_table_column(table, columns[c]);
  }
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    sl_table_row(table, rows[r].note != NULL ? SL_ROW_PLAIN : SL_ROW_SECTION, rows[r].label);
    for (size_t c = 1; c < COLUMNS && rows[r].note != NULL; c++) {
      sl_table_cell(table, c + 1 < COLUMNS ? (sl_cell_t){.unit = SL_CELL_NONE}
                                           : sl_cell_text(rows[r].note));
    }
  }
  return document;
}

int sl_quotes_form(sl_form_type_t type, char **bytes, size_t *n, sl_error_t *error)
{
  sl_document_t *document = compose();
  const int code = type == SL_FORM_CSV ? sl_document_csv(document, bytes, n, error)
                                       : sl_document_xlsx(document, bytes, n, error);
  sl_document_free(document);
  return code;
}
