/* The options about keeping and going on: what is refused, with which words, and what is kept. */
#include "sim/output/parts/part_file.h"
#include "tests/support/basis_scenario.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <unistd.h>

/* A folder with a run of 20 units, R, stopped with some of them kept, and its whole result. */
static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  char source[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  sl_source_path(source, "tests/cli");
  snprintf(script, sizeof script,
           "cp '%s/good.yaml' '%s/good.csv' . && cat >R <<'END'\n"
           "#!/bin/sh\nexec \"$S\" run good.yaml -q -o out.h5 -t 6000 --threads 1 \"$@\"\nEND\n"
           "chmod +x R && ./R && mv out.h5 whole.h5 &&\n"
           "(ulimit -f 500; ./R --resume 2>/dev/null); [ -s out.h5.parts ]",
           source, source);
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

static void expect(const char *name, const char *script)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, name);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* Where parts are there nobody needs to ask, and afterwards they are gone. */
static void it_goes_on_without_being_asked(void)
{
  expect("resume-on", "sed -i s/-q// R; ./R 2>err >/dev/null || exit 3\n"
                      "grep -q 'going on from out.h5.parts, which has [1-9]' err || exit 4\n"
                      "cmp out.h5 whole.h5 && [ ! -e out.h5.parts ]");
}

/* The older result and the parts stay, and the words say what differs. */
static void parts_of_another_run_are_refused(void)
{
  expect("resume-other",
         "cp out.h5.parts kept; echo older >out.h5\n"
         "refused() { # WORDS COMMAND...\n"
         "  words=$1; shift; \"$@\" 2>err; [ $? = 65 ] || { echo \"$*\"; cat err; exit 2; }\n"
         "  grep -q \"out.h5.parts is a part of another run: .*$words.*--fresh\" err || { cat err; "
         "exit 3; }\n"
         "  cmp out.h5.parts kept && [ \"$(cat out.h5)\" = older ] || exit 4\n"
         "}\n"
         "refused 'seed is 1, not 2' ./R -s 2\n"
         "refused 'trials are 6000, not 6001' ./R -t 6001\n"
         "refused 'scenario says something else' ./R --set plans.0.coinsurance=0.3\n"
         "sed -i 's/41,M/42,M/' good.csv; refused 'census is another one' ./R --resume\n"
         "sed -i 's/42,M/41,M/' good.csv\n"
         "./R --fresh -s 2 || exit 5\n"
         "[ ! -e out.h5.parts ] && ! cmp -s out.h5 whole.h5");
}

/* The scenario says the same as before; a file that it names does not. */
static void parts_on_another_basis_are_refused(void)
{
  char folder[SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "resume-basis"));
  CU_ASSERT_EQUAL(
      sl_shell(
          folder, SL_BASIS_SCENARIO
          "(ulimit -f 100; \"$S\" run own.yaml -q -o out.h5 --resume 2>err)\n"
          "[ -s out.h5.parts ] && cp out.h5.parts kept && echo older >out.h5 || exit 2\n"
          "sed -i 's/mean: 100/mean: 101/' basis.yaml\n"
          "\"$S\" run own.yaml -q -o out.h5 2>err; [ $? = 65 ] || { cat err; exit 3; }\n"
          "grep -q 'another run: its claims basis or a table .*--fresh' err || { cat err; exit "
          "4; }\n"
          "cmp kept out.h5.parts && [ \"$(cat out.h5)\" = older ]"),
      0);
}

/* What cannot be used at all is no reason to lose an older result, or somebody's file. */
static void what_is_no_part_file_is_refused(void)
{
  expect(
      "resume-strange",
      "cp out.h5.parts kept; echo older >out.h5\n"
      "refused() { ./R 2>err; [ $? = 65 ] && [ \"$(cat out.h5)\" = older ] || { cat err; exit 2; "
      "}; }\n"
      "echo 'my notes' >out.h5.parts; refused; [ \"$(cat out.h5.parts)\" = 'my notes' ] || exit 3\n"
      "mv out.h5.parts notes; ln -s kept out.h5.parts; refused; grep -q 'symbolic link' err || "
      "exit 4\n"
      "./R --fresh || exit 5\n" /* the link goes, what it names stays */
      "[ -s kept ] && [ ! -e out.h5.parts ] && cmp out.h5 whole.h5 || exit 6\n"
      "cp kept out.h5.parts; chmod 666 out.h5.parts; echo older >out.h5; refused; grep -q 'others "
      "may write' err || "
      "exit 7\n"
      "chmod 600 out.h5.parts; ./R && cmp out.h5 whole.h5");
}

/* A lost file costs its units; damage in the middle costs one, a torn end the last. */
static void damage_costs_the_units_it_hit(void)
{
  expect("resume-damage",
         "cp out.h5.parts kept; size=$(stat -c %s kept)\n"
         "for at in 2000 $((size / 2)) $((size - 5)); do\n"
         "  cp kept out.h5.parts; printf x | dd of=out.h5.parts bs=1 seek=$at conv=notrunc "
         "2>/dev/null\n"
         "  ./R && cmp out.h5 whole.h5 && [ ! -e out.h5.parts ] || exit 2; rm out.h5\n"
         "  head -c $at kept >out.h5.parts; ./R && cmp out.h5 whole.h5 || exit 3; rm out.h5\n"
         "done\n"
         ": >out.h5.parts; ./R && cmp out.h5 whole.h5");
}

/* As a program of another version leaves it: a good head and no unit yet. */
static void write_part_of_another_version(const char *folder)
{
  char path[SL_PATH_MAX];
  sl_part_file_t *file = NULL;
  snprintf(path, sizeof path, "%.900s/out.h5.parts", folder);
  CU_ASSERT_EQUAL_FATAL(sl_part_file_open(path, SL_PART_READ, &file, NULL), SL_OK);
  sl_part_head_t head = *sl_part_file_head(file);
  snprintf(head.version, sizeof head.version, "0.0.1");
  const char *texts = sl_part_file_texts(file);
  sl_part_file_t *other = NULL;
  unlink(path);
  CU_ASSERT_EQUAL_FATAL(sl_part_file_create(path, &head, texts, &other, NULL), SL_OK);
  sl_part_file_close(other);
  sl_part_file_close(file);
}

static void parts_of_another_version_are_refused(void)
{
  char folder[SL_PATH_MAX];
  make_folder(folder, "resume-version");
  write_part_of_another_version(folder);
  CU_ASSERT_EQUAL(
      sl_shell(folder,
               "echo older >out.h5; ./R 2>err; [ $? = 65 ] || { cat err; exit 2; }\n"
               "grep -q 'another run: its version is 0.0.1, not ' err || { cat err; exit 3; }\n"
               "[ -s out.h5.parts ] && [ \"$(cat out.h5)\" = older ] || exit 4\n"
               "./R --fresh && cmp out.h5 whole.h5"),
      0);
}

/* Ids, birth dates and rows of the census are in no part file, log or page; nobody else reads it.
 */
static void a_part_file_holds_nothing_of_the_census(void)
{
  expect(
      "resume-personal",
      "[ \"$(stat -c %a out.h5.parts)\" = 600 ] || exit 2; rm out.h5.parts\n"
      "sed -i '2,$s/^\\([0-9]*\\),/Zebedee\\1,/' good.csv; grep -q Zebedee good.csv || exit 3\n"
      "awk -F, -v OFS=, 'NR == 1 { $3 = \"birth_date\" } NR > 1 { $3 = 2025 - $3 \"-03-17\" } 1' "
      "good.csv >dated && mv dated good.csv && grep -q 1985-03-17 good.csv || exit 4\n"
      "(ulimit -f 500; ./R --resume --progress json 2>err); [ -s out.h5.parts ] || exit 5\n"
      "! grep -aq 'Zebedee\\|spouse\\|-03-17\\|good.csv' out.h5.parts err || exit 6\n"
      "sed -i s/-q// R; ./R --progress json >page 2>err && \"$S\" table out.h5 --list >list || "
      "exit 7\n"
      "! grep -aq 'Zebedee\\|-03-17' out.h5 page list err");
}

/* A run that ends sooner than a minute leaves no trace of keeping, unless it is asked to. */
static void a_short_run_keeps_nothing(void)
{
  expect("resume-short", "rm out.h5.parts\n"
                         "(ulimit -f 500; ./R 2>err); [ $? = 74 ] || exit 2\n"
                         "[ ! -e out.h5.parts ] && [ ! -e out.h5 ]");
}

/* As many trials as a precision takes, whatever is kept of them. */
static void a_precision_is_reached_at_the_same_trial(void)
{
  expect("resume-precision",
         "rm out.h5.parts; sed -i s/6000/50000/ R; ./R -p 2% && mv out.h5 whole.h5 || exit 2\n"
         "(ulimit -f 400; ./R -p 2% --resume 2>err); [ -s out.h5.parts ] || exit 3\n"
         "./R -p 2% && cmp out.h5 whole.h5 && [ ! -e out.h5.parts ]");
}

/* As processes of one run leave them, who may have been more, or have died. */
static void parts_beside_are_gone_on_with(void)
{
  expect("resume-beside",
         "cp out.h5.parts kept; mv out.h5.parts out.h5.parts.3; : >out.h5.parts.12\n"
         ": >out.h5.parts.x\n"
         "./R -s 2 2>err; [ $? = 65 ] || exit 3\n"
         "grep -q 'out.h5.parts.3 is a part of another run: .*seed is 1, not 2' err || exit 4\n"
         "cmp out.h5.parts.3 kept || exit 5\n"
         "sed -i s/-q// R; ./R 2>err >page || exit 6\n"
         "grep -q 'going on from out.h5.parts, which has [1-9]' err || exit 7\n"
         "cmp out.h5 whole.h5 && [ \"$(ls -d out.h5.p*)\" = out.h5.parts.x ] || exit 8\n"
         "mv kept out.h5.parts.1; ./R -s 2 --fresh >page || exit 9\n"
         "[ \"$(ls -d out.h5.p*)\" = out.h5.parts.x ]");
}

/* Each of them would do the whole run, into one file. Tasks that are nothing to each other are not
 * meant. */
static void one_of_many_without_mpi_is_refused(void)
{
  expect("resume-many", "mv out.h5.parts kept\n"
                        "OMPI_COMM_WORLD_SIZE=2 ./R 2>err; [ $? = 65 ] || exit 3\n"
                        "grep -q 'built without MPI' err && [ ! -e out.h5 ] || exit 4\n"
                        "SLURM_STEP_NUM_TASKS=2 OMPI_COMM_WORLD_SIZE=1 ./R && cmp out.h5 whole.h5");
}

SL_SUITE(resume, "cli/resume", {"it goes on without being asked", it_goes_on_without_being_asked},
         {"parts beside are gone on with", parts_beside_are_gone_on_with},
         {"one of many without MPI is refused", one_of_many_without_mpi_is_refused},
         {"parts of another version are refused", parts_of_another_version_are_refused},
         {"parts of another run are refused", parts_of_another_run_are_refused},
         {"parts on another basis are refused", parts_on_another_basis_are_refused},
         {"what is no part file is refused", what_is_no_part_file_is_refused},
         {"damage costs the units it hit", damage_costs_the_units_it_hit},
         {"a part file holds nothing of the census", a_part_file_holds_nothing_of_the_census},
         {"a short run keeps nothing", a_short_run_keeps_nothing},
         {"a precision is reached at the same trial", a_precision_is_reached_at_the_same_trial});
