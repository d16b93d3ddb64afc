#include "sim/input/read/contract_text.h"

#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Two digits from 12 to 60; 0 where text does not begin so. */
static unsigned months_at(const char *text)
{
  if (!is_digit(text[0]) || !is_digit(text[1])) {
    return 0;
  }
  const unsigned months = 10u * (unsigned)(text[0] - '0') + (unsigned)(text[1] - '0');
  return months >= SL_CONTRACT_MONTHS_MIN && months <= SL_CONTRACT_MONTHS_MAX ? months : 0;
}

bool sl_contract_parse(const char *text, sl_contract_t *contract)
{
  sl_contract_t read = {.kind = SL_CONTRACT_PAID};
  if (strcmp(text, "paid") != 0) {
    read.kind = SL_CONTRACT_MONTHS;
    read.incurred_months = strlen(text) == 5 && text[2] == '/' ? months_at(text) : 0;
    read.paid_months = read.incurred_months > 0 ? months_at(text + 3) : 0;
    if (read.paid_months == 0) {
      return false;
    }
  }
  if (contract != NULL) {
    *contract = read;
  }
  return true;
}
