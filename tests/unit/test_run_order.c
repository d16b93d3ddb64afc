/* The order of a run's calls, and that whatever fails ends it there. */
#include "sim/study/run.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <string.h>

/* Two blocks of a small group: what is asked here is the order alone. */
static const char scenario[] =
    SL_TEXT_HEAD "claims: {services: [" SL_TEXT_SERVICE "]}\n" SL_TEXT_PLANS
                 "arrangements: [{name: A, kind: aso, specific: {deductible: 2000}}]\n"
                 "simulation: {trials: 600, pricing_trials: 64}\n";

/* The calls so far, a letter each; the one that is to fail. */
typedef struct calls {
  char made[32], fails;
  size_t n;
} calls_t;

static int note(void *context, char letter, sl_error_t *error)
{
  calls_t *calls = context;
  if (calls->n + 1 < sizeof calls->made) {
    calls->made[calls->n++] = letter;
  }
  return letter == calls->fails ? sl_fail(error, SL_ERR_IO, "as wished at %c", letter) : SL_OK;
}

static int on_open(void *context, const sl_run_facts_t *facts, sl_error_t *error)
{
  CU_ASSERT_EQUAL(facts->trials, 600);
  return note(context, 'o', error);
}

static int on_block(void *context, const sl_block_t *block, sl_error_t *error)
{
  (void)block;
  return note(context, 'b', error);
}

static int on_exhibit(void *context, const sl_price_t *prices, sl_error_t *error)
{
  (void)prices;
  return note(context, 'e', error);
}

static int on_band(void *context, const sl_band_t *band, sl_error_t *error)
{
  CU_ASSERT_EQUAL(band->trials, 512);
  return note(context, 'a', error);
}

static int on_rare(void *context, sl_rare_t *rare, sl_error_t *error)
{
  CU_ASSERT_PTR_NOT_NULL(rare);
  return note(context, 'r', error);
}

static int on_checks(void *context, const sl_checks_t *checks, sl_error_t *error)
{
  CU_ASSERT_PTR_NOT_NULL(checks);
  return note(context, 'c', error);
}

static int on_finish(void *context, sl_error_t *error) { return note(context, 'f', error); }

static int run_into(const sl_run_options_t *options, const sl_run_sink_t *sink, sl_error_t *error)
{
  sl_loaded_t loaded = sl_test_load(scenario, NULL);
  sl_run_t *run = NULL;
  CU_ASSERT_EQUAL_FATAL(loaded.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(sl_run_new(loaded.scenario, options, &run, error), SL_OK);
  const int code = sl_run_into(run, sink, error);
  sl_run_free(run);
  sl_test_unload(&loaded);
  return code;
}

static void check_order(bool extras, char fails, const char *expected)
{
  calls_t calls = {.fails = fails};
  sl_error_t error = {0};
  const sl_run_options_t options = {.engine = {.threads = 2, .band = extras},
                                    .rare = extras ? SL_RARE_TRIALS_MIN : 0,
                                    .exact = extras};
  const sl_run_sink_t sink = {.context = &calls,
                              .open = on_open,
                              .block = on_block,
                              .exhibit = on_exhibit,
                              .band = on_band,
                              .rare = on_rare,
                              .checks = on_checks,
                              .finish = on_finish};
  CU_ASSERT_EQUAL(run_into(&options, &sink, &error), fails == 0 ? SL_OK : SL_ERR_IO);
  CU_ASSERT_STRING_EQUAL(calls.made, expected);
  CU_ASSERT_EQUAL(error.text[0] != '\0', fails != 0);
}

static void calls_come_in_order(void)
{
  check_order(false, 0, "obbef");
  check_order(true, 0, "obbearcf");
}

static void what_fails_ends_the_run(void)
{
  check_order(true, 'o', "o");
  check_order(true, 'b', "ob");
  check_order(true, 'e', "obbe");
  check_order(true, 'a', "obbea");
  check_order(true, 'r', "obbear");
  check_order(true, 'c', "obbearc");
  check_order(true, 'f', "obbearcf");
}

static void a_run_may_go_nowhere(void)
{
  const sl_run_options_t options = {.engine.threads = 1, .rare = SL_RARE_TRIALS_MIN, .exact = true};
  const sl_run_sink_t nowhere = {.context = NULL};
  sl_error_t error = {0};
  CU_ASSERT_EQUAL(run_into(&options, &nowhere, &error), SL_OK);
}

SL_SUITE(run_order, "unit/run_order", {"calls come in order", calls_come_in_order},
         {"what fails ends the run", what_fails_ends_the_run},
         {"a run may go nowhere", a_run_may_go_nowhere});
