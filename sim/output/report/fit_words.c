#include "sim/output/report/fit_words.h"

#include "sim/output/text/layout.h"

#include <stdarg.h>

#define TEXT_SIZE 1400
#define HANGING 2

void sl_fit_say(const sl_fit_page_t *page, size_t indent, const char *format, ...)
{
  char text[TEXT_SIZE];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  sl_put_paragraph(page->out, indent, indent == 0 ? 0 : indent + HANGING, text);
}

void sl_fit_repairs(const sl_fit_study_t *study, const sl_claims_file_t *file,
                    sl_fit_repair_t repairs[SL_FIT_REPAIRS])
{
  const sl_claims_repairs_t *r = &file->repairs;
  const sl_experience_t *e = study->experience;
  const sl_fit_repair_t list[SL_FIT_REPAIRS] = {
      {"currency_signs", "Amounts with a currency sign, read without it", r->currency_signs},
      {"separators", "Amounts with thousands separators, read without them", r->separators},
      {"negative_signs", "Amounts below 0 in brackets or with the sign behind", r->negative_signs},
      {"blank_amounts", "Blank amounts, taken as 0", r->blank_amounts},
      {"excel_dates", "Dates as a spreadsheet's serial numbers", r->excel_dates},
      {"other_dates", "Dates in another form than YYYY-MM-DD", r->other_dates},
      {"totals_rows", "Rows of totals, left out", r->totals_rows},
      {"repeated_rows", "Repeated rows of one claim number, left out", r->repeated_rows},
      {"alike_rows", "Rows like an earlier one without a claim number, kept", r->alike_rows},
      {"reversals", "Lines below 0, taken off the lines they reverse", r->reversals},
      {"reversed_lines", "Lines of which nothing was left, left out", r->reversed_lines},
      {"ignored_columns", "Columns that are not used", r->ignored_columns},
      {"lines_without_amount", "Lines without an amount above 0, left out", e->zero},
      {"lines_of_unknown_members", "Lines of members who are not in the census, left out",
       e->unknown},
      {"lines_outside_cover",
       "Lines of days on which the census has the member not covered, left "
       "out",
       e->outside}};
  for (size_t i = 0; i < SL_FIT_REPAIRS; i++) {
    repairs[i] = list[i];
  }
}
