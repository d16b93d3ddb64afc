/* Files of published figures: what is read, and a fault at each wrong place. */
#include "sim/input/targets/targets.h"

#include "models/bases/bases.h"
#include "models/group/person.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "quantity,at,target,low,high,fitted,source\n"

typedef struct reading {
  int code;
  sl_targets_t targets;
  sl_faults_t faults;
} reading_t;

static void read_text(reading_t *r, const char *text)
{
  char path[300];
  sl_test_write("targets.csv", text);
  snprintf(path, sizeof path, "%s/targets.csv", sl_test_scratch_dir());
  sl_faults_init(&r->faults);
  r->code = sl_targets_read(NULL, path, &r->targets, &r->faults);
}

static void release(reading_t *r)
{
  sl_targets_free(&r->targets);
  sl_faults_free(&r->faults);
}

static void every_kind_of_row_is_read(void)
{
  reading_t r;
  read_text(&r, "# what for\n" HEAD "share_above,500,0.7,0.6,0.8,yes,CMS\n"
                "age_ratio,55-64F,1.8,,,no,\"HCCI, 2022\"\n"
                "age_ratio,0,3,,,no,x\n"
                "mean,,9650,9400,9900,yes,x\n"
                "top_stays,0.01,0.17,0.14,0.20,yes,x\n"
                "excess_of,cancer+leukemia above 250000,0.41,,,no,QBE\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(r.targets.n, 6);
  const sl_target_t *t = r.targets.list;
  CU_ASSERT_EQUAL(t[0].quantity, SL_SHARE_ABOVE);
  CU_ASSERT_EQUAL(t[0].amount, 500.0);
  CU_ASSERT_TRUE(t[0].fitted && t[0].low == 0.6 && t[0].high == 0.8);
  CU_ASSERT_TRUE(t[1].age_from == 55 && t[1].age_to == 64 && t[1].sex == SL_FEMALE);
  CU_ASSERT_TRUE(isnan(t[1].low) && isnan(t[1].high) && !t[1].fitted);
  CU_ASSERT_STRING_EQUAL(t[1].source, "HCCI, 2022");
  CU_ASSERT_TRUE(t[2].age_from == 0 && t[2].age_to == 0 && t[2].sex == -1);
  CU_ASSERT_EQUAL(t[4].amount, 0.01);
  CU_ASSERT_EQUAL(t[5].amount, 250000.0);
  release(&r);
}

static void every_fault_has_its_place(void)
{
  static const struct {
    const char *row;
    size_t column;
    const char *words;
  } cases[] = {
      {"share_abve,500,1,,,yes,x\n", 1, "did you mean share_above"},
      {"share_above,-1,1,,,yes,x\n", 2, "at is not valid: -1"},
      {"share_above,,1,,,yes,x\n", 2, "at is not valid: nothing"},
      {"mean,5,1,,,yes,x\n", 2, "allowed: nothing"},
      {"share_of_top,1,1,,,yes,x\n", 2, "a fraction above 0 and below 1"},
      {"age_ratio,64-55,1,,,yes,x\n", 2, "ages such as 55-64"},
      {"age_ratio,55-64X,1,,,yes,x\n", 2, "ages such as 55-64"},
      {"cost_per_event,,1,,,yes,x\n", 2, "the name of a service"},
      {"excess_of,cancer,1,,,yes,x\n", 2, "conditions and an amount"},
      {"mean,,abc,,,yes,x\n", 3, "target is not valid: abc"},
      {"mean,,5,,6,yes,x\n", 4, "low is not valid: nothing"},
      {"mean,,5,6,4,yes,x\n", 5, "a number from low on"},
      {"mean,,5,4,6,maybe,x\n", 6, "fitted is not valid: maybe"},
      {"mean,,5,4,6,yes\n", 0, "6 fields; the header has 7"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[300];
    reading_t r;
    snprintf(text, sizeof text, HEAD "%s", cases[i].row);
    read_text(&r, text);
    CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
    CU_ASSERT_EQUAL(r.faults.n, 1);
    const bool same = r.faults.n == 1 && r.faults.list[0].line == 2 &&
                      r.faults.list[0].column == cases[i].column &&
                      strstr(r.faults.list[0].text, cases[i].words) != NULL;
    if (!same) {
      printf("\n    %s    %zu:%zu %s\n", cases[i].row, r.faults.n > 0 ? r.faults.list[0].line : 0,
             r.faults.n > 0 ? r.faults.list[0].column : 0,
             r.faults.n > 0 ? r.faults.list[0].text : "no fault");
    }
    CU_ASSERT_TRUE(same);
    release(&r);
  }
}

static void a_file_without_its_columns_is_refused(void)
{
  reading_t r;
  read_text(&r, "quantity,target\nmean,5\n");
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_EQUAL(r.faults.n, 1);
  release(&r);
  read_text(&r, HEAD);
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_EQUAL(r.faults.n, 1);
  release(&r);
}

static int hand_out(void *context, const char *name, char **bytes, size_t *n)
{
  (void)name;
  *n = strlen(context);
  *bytes = strdup(context);
  return *bytes != NULL ? SL_OK : SL_ERR_MEMORY;
}

static void what_comes_with_the_bases_can_be_read(void)
{
  size_t n, found = 0;
  const sl_embedded_basis_t *bases = sl_embedded_bases(&n);
  for (size_t i = 0; i < n; i++) {
    if (bases[i].targets != NULL) {
      char *text = strdup(bases[i].targets);
      const sl_provider_t provider = {hand_out, text};
      sl_targets_t targets;
      sl_faults_t faults;
      sl_faults_init(&faults);
      CU_ASSERT_EQUAL(sl_targets_read(&provider, bases[i].name, &targets, &faults), SL_OK);
      CU_ASSERT_TRUE(targets.n > 10);
      sl_targets_free(&targets);
      sl_faults_free(&faults);
      free(text);
      found++;
    }
  }
  CU_ASSERT_TRUE(found >= 1);
}

SL_SUITE(targets, "unit/targets", {"every kind of row is read", every_kind_of_row_is_read},
         {"every fault has its place", every_fault_has_its_place},
         {"a file without its columns is refused", a_file_without_its_columns_is_refused},
         {"what comes with the bases can be read", what_comes_with_the_bases_can_be_read});
