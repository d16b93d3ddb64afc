/* Any bytes as a file of past claims, with a census of two members. */
#include "sim/input/claims_file/claims_file.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct given {
  const uint8_t *data;
  size_t size;
} given_t;

static int give(void *context, const char *name, char **bytes, size_t *n)
{
  const given_t *given = context;
  (void)name;
  *bytes = malloc(given->size + 1);
  if (*bytes == NULL) {
    return SL_ERR_MEMORY;
  }
  if (given->size > 0) {
    memcpy(*bytes, given->data, given->size);
  }
  *n = given->size;
  return SL_OK;
}

/* A refusal names a fault; what is accepted has no amount below 0 and no member without a row. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const members[] = {"M1", "M2"};
  given_t given = {data, size};
  const sl_provider_t provider = {give, &given};
  sl_claims_file_t file;
  sl_faults_t faults;
  sl_faults_init(&faults);
  const int code = sl_claims_file_read(&provider, "claims.csv", members, 2, &file, &faults);
  if ((code == SL_OK) != (faults.n + faults.suppressed == 0)) {
    abort();
  }
  for (size_t i = 0; i < file.n_lines; i++) {
    const sl_claim_line_t *line = &file.lines[i];
    if (line->allowed < 0.0 || line->paid < 0.0 || line->member >= file.n_members ||
        (line->service > 0 && line->service >= file.n_services)) {
      abort();
    }
  }
  sl_claims_file_free(&file);
  sl_faults_free(&faults);
  return 0;
}
