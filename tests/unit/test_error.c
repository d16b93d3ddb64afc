#include "models/core/error.h"
#include "tests/support/harness.h"

#include <string.h>

static void messages_and_statuses_come_from_the_table(void)
{
  CU_ASSERT_STRING_EQUAL(sl_error_message(SL_ERR_MISSING),
                         "an input file is missing or cannot be read");
}

static void an_unknown_code_is_internal(void)
{
  CU_ASSERT_STRING_EQUAL(sl_error_message(12345), "unknown error");
}

static void fail_fills_the_record_and_returns_the_code(void)
{
  sl_error_t error = {.line = 9};
  CU_ASSERT_EQUAL(sl_fail(&error, SL_ERR_INPUT, "value %d", 7), SL_ERR_INPUT);
  CU_ASSERT_STRING_EQUAL(error.text, "value 7");
  CU_ASSERT_EQUAL(error.line, 0);
  CU_ASSERT_EQUAL(sl_fail(NULL, SL_ERR_IO, "ignored"), SL_ERR_IO);
}

static void a_long_text_is_cut_not_overrun(void)
{
  sl_error_t error;
  char text[2000];
  memset(text, 'x', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  sl_fail(&error, SL_ERR_INPUT, "%s", text);
  CU_ASSERT_EQUAL(strlen(error.text), sizeof error.text - 1);
}

SL_SUITE(error, "unit/error",
         {"messages and statuses come from the table", messages_and_statuses_come_from_the_table},
         {"an unknown code is internal", an_unknown_code_is_internal},
         {"fail fills the record", fail_fills_the_record_and_returns_the_code},
         {"a long text is cut", a_long_text_is_cut_not_overrun});
