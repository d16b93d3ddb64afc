/* Shares of a run and their merge: the bytes of the run that was not dealt out, or the reason why
 * not. */
#include "sim/input/load/load.h"
#include "sim/input/scenario/scenario.h"
#include "sim/output/parts/part_file.h"
#include "sim/study/run.h"
#include "tests/support/basis_scenario.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <string.h>

/* A folder with three shares, p1 p2 p3, of the run whose result is whole.h5. */
static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  char source[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  sl_source_path(source, "tests/cli");
  snprintf(script, sizeof script,
           "cp '%s/good.yaml' '%s/good.csv' .\n"
           "R='run good.yaml -q -t 3000 -s 5 --set plans.PPO.coinsurance=0.3 --rare=200 --exact'\n"
           "\"$S\" $R -o whole.h5 && for k in 1 2 3; do\n"
           "  \"$S\" $R --shard $k/3 -o p$k --threads $k || exit 1; done",
           source, source);
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

#define REFUSED                                                                                    \
  "refused() { # WORDS PARTS...\n"                                                                 \
  "  words=$1; shift; echo older >out.h5; \"$S\" merge \"$@\" -q -o out.h5 2>err; r=$?\n"          \
  "  [ $r = 65 ] && grep -q \"$words\" err && [ \"$(cat out.h5)\" = older ] && return\n"           \
  "  echo \"$*: status $r\"; cat err; exit 2\n"                                                    \
  "}\n"

static void expect(const char *name, const char *script)
{
  char folder[SL_PATH_MAX], text[8192];
  make_folder(folder, name);
  snprintf(text, sizeof text, "%s%s", REFUSED, script);
  CU_ASSERT_EQUAL(sl_shell(folder, text), 0);
}

static void shares_together_are_the_run(void)
{
  expect("merge",
         "[ \"$(stat -c %a p1)\" = 600 ] && [ ! -e p1.parts ] || exit 2\n"
         "\"$S\" merge p3 p1 p2 -o out.h5 --threads 1 >page && cmp out.h5 whole.h5 || exit 3\n"
         "grep -q 'Written: out.h5' page || exit 4; rm out.h5\n"
         "\"$S\" merge p1 p2 p3 -q && cmp good.h5 whole.h5 || exit 5\n"
         "mkdir else; mv good.yaml good.csv else\n"
         "\"$S\" merge p1 p2 p3 -q -o out.h5 2>err; [ $? = 66 ] && grep -q -e --scenario err || "
         "exit 6\n"
         "\"$S\" merge p1 p2 p3 -q -o out.h5 --scenario else/good.yaml && cmp out.h5 whole.h5");
}

static void what_is_missing_or_strange_is_named(void)
{
  expect("merge-refused",
         "R='run good.yaml -q -t 3000 --set plans.PPO.coinsurance=0.3 --rare=200 --exact'\n"
         "\"$S\" $R -s 6 --shard 2/3 -o other && \"$S\" $R -s 5 --shard 2/4 -o fourth || exit 2\n"
         "refused '1 is missing: 2' p1 p3\n"
         "refused 'are the same share, 1 of 3' p1 p1 p2\n"
         "refused 'other is a share of another run than p1' p1 other p3\n"
         "refused 'fourth is a share of another run than p1' p1 fourth p3\n"
         "refused 'good.csv is not a part of a run' p1 good.csv p3\n"
         "ln -s p2 link; refused 'link is refused: it is a symbolic link' p1 link p3\n"
         "sed -i 's/41,M/42,M/' good.csv; refused 'p1 is a share of another run: its census' p1 p2 "
         "p3\n"
         "sed -i 's/42,M/41,M/' good.csv; sed -i 's/mean: 6/mean: 7/' good.yaml\n"
         "refused 'p1 is a share of another run: its scenario' p1 p2 p3\n"
         "\"$S\" merge p1 p9 2>err; [ $? = 66 ]");
}

/* As a program of another version leaves a share: by its head, and no unit yet. */
static void of_another_version(const char *folder, const char *name, const char *other_name)
{
  char path[SL_PATH_MAX], other_path[SL_PATH_MAX];
  sl_part_file_t *file = NULL, *other = NULL;
  snprintf(path, sizeof path, "%.900s/%s", folder, name);
  snprintf(other_path, sizeof other_path, "%.900s/%s", folder, other_name);
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_READ, &file, NULL), SL_OK);
  sl_part_head_t head = *sl_part_file_head(file);
  snprintf(head.version, sizeof head.version, "0.0.1");
  CU_ASSERT_EQUAL_FATAL(
      sl_part_file_create(other_path, &head, sl_part_file_texts(file), &other, NULL), SL_OK);
  sl_part_file_close(other);
  sl_part_file_close(file);
}

/* One of another version among ours, and all of one. */
static void shares_of_another_version_are_refused(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "merge-version");
  of_another_version(folder, "p1", "v1");
  of_another_version(folder, "p2", "v2");
  of_another_version(folder, "p3", "v3");
  CU_ASSERT_EQUAL(
      sl_shell(folder,
               REFUSED "refused 'v2 is a share of another run than p1' p1 v2 p3\n"
                       "refused 'v1 is a share of another run: its version is 0.0.1, not ' v1 v2 "
                       "v3\n"),
      0);
}

/* A file that the scenario names is another one than when the shares were computed. */
static void shares_on_another_basis_are_refused(void)
{
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "merge-basis"));
  CU_ASSERT_EQUAL(
      sl_shell(folder, SL_BASIS_SCENARIO REFUSED
               "for k in 1 2; do \"$S\" run own.yaml -q --shard $k/2 -o p$k || exit 3; done\n"
               "sed -i 's/mean: 100/mean: 101/' basis.yaml\n"
               "refused 'p1 is a share of another run: its claims basis or a table' p1 p2"),
      0);
}

/* A byte anywhere, a tail: which share is to be computed again is said. */
static void a_damaged_share_is_named(void)
{
  expect("merge-damaged",
         "cp p2 good2; size=$(stat -c %s p2)\n"
         "for at in 20 3000 $((size / 2)) $((size - 9)); do\n"
         "  cp good2 p2; printf '\\377x' | dd of=p2 bs=1 seek=$at conv=notrunc 2>/dev/null\n"
         "  refused 'p2' p1 p2 p3\n"
         "  head -c $at good2 >p2; refused 'p2' p1 p2 p3\n"
         "done\n"
         "cp good2 p2; \"$S\" merge p1 p2 p3 -q -o out.h5 && cmp out.h5 whole.h5");
}

/* A share that was stopped goes on as a run does, and appears when it is whole. */
static void a_share_goes_on_where_it_was_stopped(void)
{
  expect(
      "merge-resumed",
      "R='run good.yaml -t 3000 -s 5 --set plans.PPO.coinsurance=0.3 --rare=200 --exact'\n"
      "cp p2 older; (ulimit -f 400; \"$S\" $R --shard 2/3 -o p2 -q 2>err); [ $? = 74 ] || exit 2\n"
      "cmp p2 older && [ -s p2.parts ] || exit 3\n"
      "\"$S\" $R --shard 1/3 -o p2 2>err; [ $? = 65 ] && grep -q 'it is share 2 of 3' err || exit "
      "4\n"
      "\"$S\" $R --shard 2/3 -o p2 2>err && grep -q 'going on from p2.parts' err || exit 5\n"
      "[ ! -e p2.parts ] && \"$S\" merge p1 p2 p3 -q -o out.h5 && cmp out.h5 whole.h5 || exit 6\n"
      "for k in $(seq 40); do \"$S\" $R --shard $k/40 -o q$k -q || exit 7; done\n" /* some empty */
      "\"$S\" merge q* -q -o out.h5 && cmp out.h5 whole.h5");
}

static void nothing_of_the_census_is_in_a_share(void)
{
  expect("merge-personal",
         "sed -i '2,$s/^\\([0-9]*\\),/Zebedee\\1,/' good.csv; grep -q Zebedee good.csv || exit 2\n"
         "\"$S\" run good.yaml --shard 1/1 -o p -q || exit 3\n"
         "! grep -aq 'Zebedee\\|spouse\\|good.csv' p && grep -aq good.yaml p");
}

/* ---- a forged share ---- */

static sl_part_file_t *forged;

static bool has_none(void *context, const sl_unit_t *unit, const sl_unit_values_t *values)
{
  (void)context;
  (void)unit;
  (void)values;
  return false;
}

/* Every sum half as large again: whole, sound and wrong. */
static int keep_larger(void *context, const sl_unit_t *unit, const sl_unit_values_t *values,
                       sl_error_t *error)
{
  (void)context;
  for (size_t i = 0; i < values->n[0]; i++) {
    values->part[0][i] *= 1.5;
  }
  return sl_part_file_append(forged, unit, values, error);
}

static void forge(const char *folder)
{
  const sl_unit_store_t store = {.take = has_none, .keep = keep_larger};
  const sl_run_options_t options = {.engine = {.threads = 1, .band = true, .store = &store},
                                    .levers = true};
  const sl_override_t list[] = {
      {"simulation.trials", "3000"}, {"simulation.seed", "5"}, {"plans.PPO.coinsurance", "0.3"}};
  const sl_overrides_t overrides = {list, 3};
  char path[SL_PATH_MAX];
  sl_scenario_t *scenario = NULL;
  sl_part_file_t *share = NULL;
  sl_faults_t faults;
  sl_faults_init(&faults);
  snprintf(path, sizeof path, "%.900s/good.yaml", folder);
  CU_ASSERT_EQUAL_FATAL(sl_scenario_load(path, &overrides, &scenario, &faults), SL_OK);
  snprintf(path, sizeof path, "%.900s/p2", folder);
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_READ, &share, NULL), SL_OK);
  snprintf(path, sizeof path, "%.900s/forged", folder);
  CU_ASSERT_EQUAL_FATAL(
      sl_part_file_create(path, sl_part_file_head(share), sl_part_file_texts(share), &forged, NULL),
      SL_OK);
  CU_ASSERT_EQUAL(sl_run_share(scenario, &options, 1, 3, NULL), SL_OK);
  sl_part_file_close(share);
  sl_part_file_close(forged);
  sl_scenario_free(scenario);
  sl_faults_free(&faults);
}

/* Its checksums are right, its numbers are not: a unit of it is computed again. */
static void a_forged_share_is_found_out(void)
{
  char folder[SL_PATH_MAX];
  sl_program_t program;
  make_folder(folder, "merge-forged");
  forge(folder);
  SL_RUN(&program, folder, "merge", "p1", "forged", "p3", "-q", "-o", "out.h5");
  CU_ASSERT_EQUAL(program.status, 65);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "forged: block "));
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "is not what this scenario and census give"));
  sl_program_free(&program);
}

SL_SUITE(merge, "cli/merge", {"shares together are the run", shares_together_are_the_run},
         {"what is missing or strange is named", what_is_missing_or_strange_is_named},
         {"shares of another version are refused", shares_of_another_version_are_refused},
         {"shares on another basis are refused", shares_on_another_basis_are_refused},
         {"a damaged share is named", a_damaged_share_is_named},
         {"a share goes on where it was stopped", a_share_goes_on_where_it_was_stopped},
         {"nothing of the census is in a share", nothing_of_the_census_is_in_a_share},
         {"a forged share is found out", a_forged_share_is_found_out});
