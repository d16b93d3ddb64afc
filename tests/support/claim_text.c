#include "tests/support/claim_text.h"

#include "tests/support/harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int give(void *context, const char *name, char **bytes, size_t *n)
{
  const char *text = *(const char *const *)context;
  (void)name;
  *n = strlen(text);
  *bytes = malloc(*n + 1);
  if (*bytes == NULL) {
    return SL_ERR_MEMORY;
  }
  memcpy(*bytes, text, *n + 1);
  return SL_OK;
}

sl_claims_file_t sl_test_claims(const char *text, const char *const *ids, size_t n_ids)
{
  const sl_provider_t provider = {give, &text};
  sl_claims_file_t file;
  sl_faults_t faults;
  sl_faults_init(&faults);
  CU_ASSERT_EQUAL(sl_claims_file_read(&provider, "claims.csv", ids, n_ids, &file, &faults), SL_OK);
  for (size_t i = 0; i < faults.n; i++) {
    printf("\n    claims.csv:%zu: %s", faults.list[i].line, faults.list[i].text);
  }
  sl_faults_free(&faults);
  return file;
}
