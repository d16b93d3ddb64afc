/* Manifests of batches: what is read, which rows are faulty, which are no manifest, and seeds. */
#include "sim/input/manifest/manifest.h"

#include "models/core/error.h"
#include "tests/support/harness.h"
#include "tests/support/scenario_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
  int code;
  sl_manifest_t *manifest;
  sl_faults_t faults;
} reading_t;

static void read_text(reading_t *r, const char *text)
{
  char path[300];
  sl_test_write("manifest.csv", text);
  snprintf(path, sizeof path, "%s/manifest.csv", sl_test_scratch_dir());
  sl_faults_init(&r->faults);
  r->code = sl_manifest_read(path, 7, &r->manifest, &r->faults);
}

static void release(reading_t *r)
{
  sl_manifest_free(r->manifest);
  sl_faults_free(&r->faults);
}

static const char *value_at(const sl_client_t *client, const char *path)
{
  const char *found = "";
  for (size_t i = 0; i < client->n_overrides; i++) {
    found = strcmp(client->overrides[i].path, path) == 0 ? client->overrides[i].value : found;
  }
  return found;
}

static void every_column_is_read(void)
{
  reading_t r;
  char expected[400];
  read_text(&r, "\xEF\xBB\xBFscenario, Name ,claims.trend,trials,seed,plans.0.deductible\r\n"
                "shops/a.yaml,Shop-1,0.07,2000,11,\"{person: 500, family: 1000}\"\r\n\r\n"
                "/abs/b.c.yaml,, ,,,\r\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(r.manifest->n, 2);
  const sl_client_t *c = r.manifest->clients;
  snprintf(expected, sizeof expected, "%s/shops/a.yaml", sl_test_scratch_dir());
  CU_ASSERT_STRING_EQUAL(c[0].path, expected);
  CU_ASSERT_STRING_EQUAL(c[0].name, "Shop-1");
  CU_ASSERT_EQUAL(c[0].n_overrides, 4);
  CU_ASSERT_STRING_EQUAL(value_at(&c[0], "claims.trend"), "0.07");
  CU_ASSERT_STRING_EQUAL(value_at(&c[0], "plans.0.deductible"), "{person: 500, family: 1000}");
  CU_ASSERT_STRING_EQUAL(value_at(&c[0], "simulation.trials"), "2000");
  CU_ASSERT_STRING_EQUAL(value_at(&c[0], "simulation.seed"), "11");
  CU_ASSERT_STRING_EQUAL(c[1].path, "/abs/b.c.yaml");
  CU_ASSERT_STRING_EQUAL(c[1].name, "b.c");
  CU_ASSERT_EQUAL(c[1].n_overrides, 1);
  CU_ASSERT_TRUE(c[0].fault == NULL && c[1].fault == NULL);
  CU_ASSERT_EQUAL(c[1].line, 4);
  release(&r);
}

/* Worked out with Python's integers from the words of the header. */
static void a_client_without_a_seed_has_one_of_its_name(void)
{
  reading_t r;
  CU_ASSERT_EQUAL(sl_client_seed(1, "shop"), UINT64_C(197403996452089));
  CU_ASSERT_EQUAL(sl_client_seed(7, "a"), UINT64_C(391306797355879));
  CU_ASSERT_EQUAL(sl_client_seed(UINT64_MAX, "A.b_c-9"), UINT64_C(163009318378367));
  read_text(&r, "scenario\na.yaml\n");
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_STRING_EQUAL(value_at(&r.manifest->clients[0], "simulation.seed"), "391306797355879");
  release(&r);
}

/* Each row of another kind; the sound ones among them stay. */
static void a_faulty_row_is_no_reason_to_refuse_others(void)
{
  static const char *const words[] = {
      NULL,
      "is no name of a client",            /* ../x */
      "is no name of a client",            /* /etc/passwd */
      NULL,                                /* CON, which is a file like any other */
      "line 5 has the name 'CON' already", /* con */
      "is no name of a client",            /* a blank in it */
      "is kept for the files over all",    /* summary */
      "is kept for the files over all",    /* Summary-2-of-3 */
      "this row has 2 fields",
      "a quote inside a field",
      "a byte that is not UTF-8",
      "seed is a whole number",
      "trials is a whole number",
      "names no scenario",
      "the scenario's '.hidden' is no name",
      "is no name of a client", /* 101 characters */
      NULL,
  };
  static const char text[] =
      "scenario,name,seed,trials\n"
      "a.yaml,first,,\n"
      "a.yaml,../x,,\n"
      "a.yaml,/etc/passwd,,\n"
      "a.yaml,CON,,\n"
      "a.yaml,con,,\n"
      "a.yaml,two words,,\n"
      "a.yaml,summary,,\n"
      "a.yaml,Summary-2-of-3,,\n"
      "a.yaml,short\n"
      "a.yaml,quo\"te,,\n"
      "a.yaml,\xFF,,\n"
      "a.yaml,s,-1,\n"
      "a.yaml,t,,1.5\n"
      ",nobody,,\n"
      ".hidden,,,\n"
      "a.yaml,x123456789012345678901234567890123456789012345678901234567890123456789012345678901234"
      "5678901234567890,,\n"
      "summaries.yaml,,,\n";
  reading_t r;
  char place[32];
  read_text(&r, text);
  CU_ASSERT_EQUAL_FATAL(r.code, SL_OK);
  CU_ASSERT_EQUAL_FATAL(r.manifest->n, sizeof words / sizeof words[0]);
  for (size_t i = 0; i < r.manifest->n; i++) {
    const sl_client_t *c = &r.manifest->clients[i];
    const char *fault = c->fault != NULL ? c->fault : "";
    snprintf(place, sizeof place, "line %zu", i + 2);
    CU_ASSERT_TRUE(words[i] == NULL ? c->fault == NULL : strstr(fault, words[i]) != NULL);
    if (words[i] != NULL && strstr(fault, words[i]) == NULL) {
      printf("\n    line %zu: '%s' without '%s'\n", c->line, fault, words[i]);
    }
    CU_ASSERT_EQUAL(c->line, i + 2);
    CU_ASSERT_TRUE(strchr(c->name, '/') == NULL);
    CU_ASSERT_TRUE(words[i] == NULL || strcmp(c->name, place) == 0 || c->name[0] == 's' ||
                   c->name[0] == 't' || strcmp(c->name, "nobody") == 0);
  }
  release(&r);
}

static void expect_refused(const char *text, const char *words)
{
  reading_t r;
  read_text(&r, text);
  CU_ASSERT_EQUAL(r.code, SL_ERR_INPUT);
  CU_ASSERT_PTR_NULL(r.manifest);
  CU_ASSERT_TRUE_FATAL(r.faults.n > 0);
  CU_ASSERT_PTR_NOT_NULL(strstr(r.faults.list[0].text, words));
  if (strstr(r.faults.list[0].text, words) == NULL) {
    printf("\n    '%s' without '%s'\n", r.faults.list[0].text, words);
  }
  release(&r);
}

static void what_is_no_manifest(void)
{
  expect_refused("", "no client");
  expect_refused("scenario,name\n", "no client");
  expect_refused("name,seed\na,1\n", "no column 'scenario'");
  expect_refused("scenario,name,NAME\na.yaml,a,b\n", "two columns are for 'NAME'");
  expect_refused("scenario,claims.trend,claims.trend\na.yaml,0,0\n",
                 "two columns are for 'claims.trend'");
  expect_refused("scenario,seed,simulation.seed\na.yaml,1,2\n",
                 "two columns are for 'simulation.seed'");
  expect_refused("scenario,\na.yaml,\n", "no word in the first line");
  expect_refused("scen\"ario\na.yaml\n", "a quote inside a field");
  expect_refused("\xFF\xFEs\n", "UTF-16");
}

SL_SUITE(manifest, "unit/manifest", {"every column is read", every_column_is_read},
         {"a client without a seed has one of its name",
          a_client_without_a_seed_has_one_of_its_name},
         {"a faulty row is no reason to refuse others", a_faulty_row_is_no_reason_to_refuse_others},
         {"what is no manifest", what_is_no_manifest});
