/* stoploss verify: whether a result file is whole and its figures belong together. */
#include "sim/cli/cli.h"
#include "sim/cli/options.h"
#include "sim/output/result_file/verify.h"
#include "sim/output/text/json_parts.h"

#include <argp.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define JSON_VERSION 1

typedef struct verify_options {
  const char *result;
  bool json;
} verify_options_t;

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "Print what was found as JSON, also where the file is damaged", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
  verify_options_t *verify = state->input;
  switch (key) {
  case 'j':
    verify->json = true;
    return 0;
  default:
    return cli_one_argument(state, key, argument, "OUT.h5", &verify->result);
  }
}

static const struct argp parser = {
    options,
    parse_option,
    "OUT.h5",
    "Check a result file: seal and checksums, that it is complete, that in every trial claims, "
    "payers and cost belong together, and that its summary is that of its trials. Damage is exit "
    "status 65, with what and where.",
    NULL,
    NULL,
    NULL};

static int print_json(const sl_verified_t *verified, const sl_error_t *fault)
{
  const bool whole = fault->code == SL_OK;
  const sl_json_member_t members[] = {
      {"version", json_integer(JSON_VERSION)},
      {"whole", json_boolean(whole)},
      {"fault", whole ? json_null() : json_string(fault->text)},
      {"format", whole ? json_integer((json_int_t)verified->format) : json_null()},
      {"trials", whole ? json_integer((json_int_t)verified->trials) : json_null()},
      {"arrangements", whole ? json_integer((json_int_t)verified->n_arrangements) : json_null()},
      {"figures", whole ? json_integer((json_int_t)verified->n_figures) : json_null()}};
  char *text = sl_json_text(sl_json_object(members, sizeof members / sizeof members[0]),
                            JSON_INDENT(2), "\n");
  if (text == NULL) {
    return cli_report_error(&(sl_error_t){.code = SL_ERR_MEMORY});
  }
  fputs(text, stdout);
  free(text);
  return EX_OK;
}

static void print_text(const char *path, const sl_verified_t *verified)
{
  printf("%s is whole: %" PRIu64 " trials of %zu arrangement%s, format %" PRId64 ".\n"
         "Seal and checksums are right; in every trial claims, payers and cost belong together;\n"
         "the %zu stored figures are those of the trials.\n",
         path, verified->trials, verified->n_arrangements, verified->n_arrangements == 1 ? "" : "s",
         verified->format, verified->n_figures);
}

int cmd_verify(int argc, char **argv)
{
  verify_options_t given = {0};
  sl_verified_t verified = {0};
  sl_error_t error = {0};
  cli_parse(&parser, argc, argv, &given);
  const int code = sl_result_file_verify(given.result, &verified, &error);
  if (given.json && (code == SL_OK || code == SL_ERR_INPUT)) {
    const int status = print_json(&verified, &error);
    return status != EX_OK || code == SL_OK ? status : cli_report_error(&error);
  }
  if (code == SL_OK) {
    print_text(given.result, &verified);
    return EX_OK;
  }
  return cli_report_error(&error);
}
