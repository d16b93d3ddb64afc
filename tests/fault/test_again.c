/* The same command after a failure: a call of the C library fails once, the command ends with a
 * documented status and nothing half-made, and given again it ends in the bytes of one that nothing
 * disturbed. What tests/fault/test_campaign.c asks of one command is asked here of two. */
#include "tests/fault/tiny.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <unistd.h>

#ifdef SL_FAULT_SHIM

#define TIMES 3        /* calls of a group in a short run */
#define MALLOC_FULL 41 /* in a full one every so many allocations, and every other call */

typedef struct job {
  const char *name;
  const char *before; /* puts there what the command finds */
  const char *arguments;
  const char *after;   /* what the command has made becomes what can be compared */
  const char *results; /* never there by halves; */
  const char *others;  /* that only a command that ends well has made so */
} job_t;

static const job_t jobs[] = {
    {"run", ":", "run tiny.yaml --threads 1 --resume -q -o out.h5", ":", "out.h5", ""},
    {"run, going on", "cp ../few.parts out.h5.parts; cp ../more.parts out.h5.parts.1",
     "run tiny.yaml --threads 1 --resume -q -o out.h5", ":", "out.h5", ""},
    /* A share has a salt of its own: the merge of it must be equal. */
    {"share", ":", "run tiny.yaml --threads 1 -q --shard 1/2 -o p1",
     "cp ../p2 . && \"$S\" merge p1 p2 -q -o out.h5 && rm p1 p2", "out.h5", ""},
    {"merge", "cp ../p1 ../p2 .", "merge p1 p2 --threads 1 -q -o out.h5", "rm p1 p2", "out.h5", ""},
    {"batch", ":", "batch book.csv -o all --threads 1 -q", "rm all/.batch.records",
     "all/one.h5 all/two.h5", "all/summary.csv all/summary.h5 all/summary.xlsx all/summary.html"},
};

/* A scenario and a book of two, what is made of them undisturbed, the shares of the run, and what
 * runs keep that find no more room, once after a unit and once after some. */
static void make_folder(char folder[SL_PATH_MAX])
{
  static const char script[] = "mkdir before; cd before\n" SL_TINY_SCENARIO(
      "600",
      "8") "printf 'scenario,name,trials\\ntiny.yaml,one,16\\ntiny.yaml,two,8\\n' >book.csv\n"
           "cp -r . ../whole; cd ../whole\n"
           "\"$S\" run tiny.yaml -q -o out.h5 && \"$S\" batch book.csv -o all -q || exit 2\n"
           "for k in 1 2; do \"$S\" run tiny.yaml -q --shard $k/2 -o ../p$k || exit 3; done\n"
           "keep() { # NAME BYTES: at least so many\n"
           "  for n in $(seq 2 2 400); do\n"
           "    (ulimit -f $n; exec \"$S\" run tiny.yaml --threads 1 --resume -q -o x.h5) 2>err && "
           "exit "
           "4\n"
           "    [ $(stat -c %s x.h5.parts 2>/dev/null || echo 0) -lt $2 ] || break\n"
           "    rm -f x.h5.parts\n"
           "  done\n"
           "  mv x.h5.parts ../$1.parts || exit 5\n"
           "}\n"
           "keep few 1 && keep more 20000\n"
           "[ $(stat -c %s ../few.parts) -lt 20000 ]";
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "again"));
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

/* Of each group, in the order of the shim's counts, `times` calls fail (0: every `every`-th
 * allocation, and every other call). */
static void try_all(const char *folder, const job_t *job, int times, int every)
{
  static const char script[] =
      "clean() { cd $top; rm -rf work; cp -r before work; cd work; before; }\n"
      "whole() { for f in \"$@\"; do cmp $f ../whole/$f || return 1; done; }\n"
      "bad() { echo \"$1: call $n of $g, status $r\"; cat err; ls -AR; exit 9; }\n"
      "clean; ulimit -c 0\n"
      "FAULT_REPORT=$top/counts LD_PRELOAD=$shim \"$S\" $arguments || exit 2\n"
      "after && whole $results $others || exit 3\n"
      "ls -AR >$top/listing; set -- $(cat $top/counts)\n"
      "for g in malloc read write fsync rename close open fcntl; do\n"
      "  step=1; [ $g != malloc ] || step=$every\n"
      "  [ $times = 0 ] || step=$(($1 / $times + 1))\n"
      "  for n in $(seq 1 $step $1); do\n"
      "    clean\n"
      "    FAULT_GROUP=$g FAULT_NTH=$n LD_PRELOAD=$shim \"$S\" $arguments >out 2>err; r=$?\n"
      "    case $g,$r in *,0|*,6[569]|*,7[0345]|malloc,13[49]) ;; *) bad status;; esac\n"
      "    for f in $results; do [ ! -e $f ] || whole $f || bad half; done\n"
      "    [ $r != 0 ] || [ ! -e all ] || whole $others || bad summary\n"
      "    \"$S\" $arguments >out 2>err || bad again\n"
      "    rm out err; after && whole $results $others || bad bytes\n"
      "    ls -AR | cmp -s - $top/listing || bad left\n"
      "    tried=$((tried + 1))\n"
      "  done\n"
      "  shift\n"
      "done 2>$top/messages || { r=$?; tail -n 20 $top/messages; exit $r; }\n"
      "[ $tried -gt 7 ] && echo $tried >$top/tried";
  char text[8192], shim[SL_PATH_MAX];
  sl_scratch_path(shim, "again_shim.so");
  snprintf(text, sizeof text,
           "top=$PWD; tried=0; shim='%s'; every=%d; times=%d\n"
           "arguments='%s'; results='%s'; others='%s'\n"
           "before() { %s; }\nafter() { %s; }\n%s",
           shim, every, times, job->arguments, job->results, job->others, job->before, job->after,
           script);
  const int status = sl_shell(folder, text);
  CU_ASSERT_EQUAL(status, 0);
  if (status != 0) {
    printf("    this was: %s\n", job->name);
  }
}

static void after_any_failed_call_the_same_command_ends_well(void)
{
  char folder[SL_PATH_MAX], shim[SL_PATH_MAX];
  sl_scratch_path(shim, "again_shim.so"); /* without a blank, at which LD_PRELOAD parts */
  CU_ASSERT_EQUAL_FATAL(symlink(SL_FAULT_SHIM, shim), 0);
  make_folder(folder);
  for (size_t j = 0; j < sizeof jobs / sizeof jobs[0]; j++) {
    try_all(folder, &jobs[j], sl_test_full() ? 0 : TIMES, MALLOC_FULL);
  }
}

/* A run that goes on and has no room for a unit more: what it has found stays, whichever call
 * fails. What could not be read is not taken for what is not there. */
static void a_failed_call_costs_nothing_that_is_kept(void)
{
  static const char script[] =
      "try() { # ENVIRONMENT...\n"
      "  cd $top; rm -rf work; cp -r before work; cp more.parts work/out.h5.parts; cd work\n"
      "  (ulimit -f 1; env \"$@\" LD_PRELOAD='%s' \"$S\" run tiny.yaml --threads 1 -q -o out.h5 "
      ">out 2>err)\n"
      "}\n"
      "top=$PWD; try FAULT_REPORT=$top/counts; [ $? = 74 ] || exit 2\n"
      "set -- $(cat $top/counts); shift\n"
      "for g in read write fsync rename close open fcntl; do\n"
      "  step=1; [ %d = 0 ] || step=$(($1 / %d + 1))\n"
      "  for n in $(seq 1 $step $1); do for lasting in 0 1; do\n"
      "    try FAULT_GROUP=$g FAULT_NTH=$n FAULT_LASTING=$lasting; r=$?\n"
      "    cmp out.h5.parts ../more.parts || { echo \"call $n of $g, $lasting, status $r\"; cat "
      "err; "
      "exit 3; }\n"
      "  done; done\n"
      "  shift\n"
      "done";
  char folder[SL_PATH_MAX], shim[SL_PATH_MAX], text[4 * SL_PATH_MAX];
  const int times = sl_test_full() ? 0 : 4 * TIMES;
  sl_scratch_path(shim, "again_shim.so");
  sl_scratch_path(folder, "again");
  snprintf(text, sizeof text, script, shim, times, times);
  CU_ASSERT_EQUAL(sl_shell(folder, text), 0);
}

SL_SUITE(again, "fault/again",
         {"after any failed call the same command ends well",
          after_any_failed_call_the_same_command_ends_well},
         {"a failed call costs nothing that is kept", a_failed_call_costs_nothing_that_is_kept});

#else

static void sanitizers_have_calls_of_their_own(void)
{
  CU_PASS("the shim and a sanitizer both want to be the C library: run the release build");
}

SL_SUITE(again, "fault/again", {"left out under sanitizers", sanitizers_have_calls_of_their_own});

#endif
