/* Every call of the C library fails once, in every subcommand, and every signal comes at every
 * call: nothing is left that was not there before or belongs there, what ends well has written and
 * printed what it always does, and each status is a documented one. Only memory that ends inside
 * HDF5 may end in a crash. */
#include "tests/fault/shim.h"
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef SL_FAULT_SHIM

#define SLICE 5       /* calls of a group in a short run */
#define SHORT 1000    /* a job of no more allocations has each of them fail in every run */
#define MALLOC_FULL 5 /* in a full one every so many allocations, and every other call */

typedef struct job {
  const char *name, *arguments;
  bool has_hdf5;
} job_t;

static const job_t jobs[] = {
    {"run", "run tiny.yaml --threads 1 -o out.h5", true},
    {"run, JSON", "run tiny.yaml --threads 1 --json --exact --rare=100 -o out.h5", true},
    {"run, kept", "run tiny.yaml --threads 1 --resume -o out.h5", true},
    {"run, going on", "run tiny.yaml --threads 1 --resume -o kept.h5", true},
    {"merge", "merge p1 p2 -k 1 -o out.h5", true},
    {"verify", "verify in.h5", true},
    {"verify, JSON", "verify --json in.h5", true},
    {"diff", "diff in.h5 in.h5", true},
    {"diff, JSON", "diff --json in.h5 in.h5", true},
    {"sweep", "sweep tiny.yaml --threads 1 --specific 1k,2k --corridor 1.2 -o sweep.h5", true},
    {"check", "check tiny.yaml --set plans.PPO.deductible=500 --set simulation.seed=7", false},
    {"check, conditions", "check ill.yaml", false},
    {"summary", "summary in.h5", true},
    {"summary, JSON", "summary --json in.h5", true},
    {"plot", "plot in.h5 -o pictures", true},
    {"table", "table in.h5 cost claims -o table.csv", true},
    {"sensitivity", "sensitivity tiny.yaml --threads 1 -t 64 --stress own-stress.yaml", false},
    {"report", "report in.h5 -o report.html", true},
    {"report, JSON", "report --json in.h5", true},
    {"report, PDF", "report in.h5 -o report.pdf", true},
    {"exhibit", "exhibit in.h5 -o exhibit.html", true},
    {"exhibit, JSON", "exhibit --json in.h5", true},
    {"exhibit, .xlsx", "exhibit in.h5 -o exhibit.xlsx", true},
    {"trace", "trace in.h5 --scenario tiny.yaml --trial 3 --threads 1 --csv year.csv", true},
    {"trace, JSON", "trace tiny.yaml --trial 3 --threads 1 --json -o year.html", false},
    {"exact", "exact tiny.yaml", false},
    {"exact, JSON", "exact --json tiny.yaml", false},
    {"replay", "replay tiny.yaml --claims large.csv --specific 1k", false},
    {"track", "track tiny.yaml --actual paid.csv --claimants now.csv --threads 1 --page year.html",
     false},
    {"track, JSON", "track tiny.yaml --actual paid.csv --threads 1 --json -o track.h5", true},
    {"validate", "validate own.yaml --targets own.csv --years 2e5 --threads 1 -q -o pictures",
     false},
    {"fit", "fit past.csv --census members.csv --trend 0.05 -o fitted.yaml --pictures drawn",
     false},
    {"fit, JSON", "fit past.csv --json --manual illness.yaml --pool 1k -o fitted.yaml", false},
    {"explain", "explain deductible", false},
    {"explain, schema", "explain --json-schema", false},
    {"explain, schema of an output", "explain --json-schema=summary", false},
    {"explain, manual", "explain --manual=stoploss-import-census", false},
    {"explain, completion", "explain --completion=bash", false},
    {"new", "new other -n 3", false},
    {"import", "import census theirs.csv -e 2026-01-01 --skip -o census.csv", false},
    {"import, .xlsx", "import census theirs.xlsx -e 2026-01-01 --json -o census.csv", false},
    {"import, quotes", "import quotes quotes.csv --into tiny.yaml -o quoted.yaml", false},
    {"import, quotes, JSON", "import quotes quotes.csv --json -l A=1 -o quoted.yaml", false},
    {"new, quotes", "new --quotes form.csv", false},
    {"import, .ods", "import census theirs.ods -e 2026-01-01 -o census.csv", false},
};
#define JOBS (sizeof jobs / sizeof jobs[0])

/* LLVM's OpenMP ends in a crash where memory ends while it starts; GCC's does not. */
#ifdef __clang__
#define OPENMP_MAY_CRASH 1
#else
#define OPENMP_MAY_CRASH 0
#endif

typedef struct verdicts {
  long calls, tried, well, refused, crashed, undocumented, left, wrong;
} verdicts_t;

/* The shim by a name without a blank, at which LD_PRELOAD would part it. */
static const char *shim(void)
{
  static char path[SL_PATH_MAX];
  if (path[0] == '\0') {
    sl_scratch_path(path, "fault_shim.so");
    CU_ASSERT_EQUAL_FATAL(symlink(SL_FAULT_SHIM, path), 0);
  }
  return path;
}

/* Censuses of other people's making, and converters that are soon done. */
static void make_foreign(const char *folder)
{
  static const char script[] =
      "cd before\n"
      "printf 'ID,Rel,DOB,Sex,Tier\\n1,EE,5/31/1980,F,F\\n1,CH,2/3/2031,M,\\n' >theirs.csv\n"
      "printf 'PK\\003\\004' >theirs.xlsx\n"
      "printf '5 employees,,\\n,Current,Option 1\\nCarrier,A,B\\nSpecific Deductible,5000,6000\\n"
      "Lasers,,A at $90000\\nSpecific Rate PEPM,1,2\\nAggregate Factor PEPM,3,4\\n' >quotes.csv\n"
      "printf 'PK\\003\\004%26smimetypeapplication/vnd.oasis.opendocument' >theirs.ods\n"
      "cat >../bin/xlsx2csv <<'END'\n"
      "#!/bin/sh\nprintf -- '-------- 1 - People\\nID,Age,Sex,Tier\\n1,40,F,EE\\n2,50,M,EF\\n'\n"
      "END\n"
      "cat >../bin/soffice <<'END'\n"
      "#!/bin/sh\nprofile=${1#-env:UserInstallation=file://}\n"
      "printf 'PK\\003\\004' >\"${profile%/profile}/census.xlsx\"\n"
      "END\n"
      "cat >../bin/chromium <<'END'\n"
      "#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) out=${a#*=};; *.pdf) out=$a;; esac; done\n"
      "printf '%%PDF-1.4 long enough for whoever looks at the end of a file, be it here %%%%EOF' "
      ">\"$out\"\n"
      "END\n"
      "for p in chromium-browser google-chrome weasyprint; do ln -s chromium ../bin/$p; done\n"
      "chmod +x ../bin/xlsx2csv ../bin/soffice ../bin/chromium";
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

/* Inputs, older outputs, and a gnuplot whose picture is soon drawn. */
static void make_folder(char folder[SL_PATH_MAX])
{
  static const char script[] =
      "mkdir before bin; cd before; "
      "printf 'employee,relationship,age,sex\\na,employee,45,F\\na,spouse,47,M\\n' >tiny.csv; "
      "printf 'year,amount\\n2025,5000\\n2024,3000\\n' >large.csv\n"
      "printf 'month,paid\\n1,2500\\n2,1400\\n' >paid.csv\n"
      "printf 'member,paid\\n1,1600\\n' >now.csv\n"
      "printf 'stoploss_stresses: 1\\nstresses: [{name: a, says: b, set: {claims.trend+: "
      "0.1}}]\\n' "
      ">own-stress.yaml\n"
      "printf 'employee,member,relationship,age,sex\\na,a,employee,45,F\\nb,b,employee,47,M\\n' "
      ">members.csv\n"
      "printf 'member,service,incurred,paid_date,allowed\\na,x,2025-01-02,2025-01-05,12\\n"
      "a,x,2025-02-02,2025-02-05,34\\nb,x,2025-02-04,2025-03-05,23\\n' >past.csv\n"
      "cat >tiny.yaml <<'END'\n"
      "stoploss: 1\nname: tiny\nstart: 2026-01-01\ncensus: tiny.csv\n"
      "claims:\n  services:\n    - name: medical\n"
      "      frequency: {distribution: poisson, mean: 1}\n"
      "      severity: {distribution: exponential, mean: 1000}\n"
      "plans:\n  - {name: PPO}\n"
      "arrangements:\n  - name: ASO\n    kind: aso\n"
      "    specific: {deductible: 2000, premium: {amount: 10, per: employee_month}}\n"
      "    aggregate: {corridor: 1.25, premium: {amount: 5, per: employee_month}}\n"
      "cash_flow: {}\nsimulation: {trials: 16, pricing_trials: 16}\nEND\n"
      "cat >illness.yaml <<'END'\n"
      "stoploss_basis: 2\nname: ill\ntitle: Ill\ncurrency: USD\ndate: 2026-07-01\n"
      "age_curves: [{name: old, ages: [0, 60], female: [1, 4], male: [1, 8]}]\n"
      "services:\n  - {name: stays, frequency: {distribution: poisson, mean: 1}, "
      "severity: {distribution: constant, value: 10}}\n"
      "conditions:\n  - {name: cancer, incidence: 0.3, age_curve: old, "
      "severity: {distribution: pareto, shape: 1.5, scale: 10}, "
      "services: [{service: stays, share: 1}], mother: {severity: {distribution: constant, "
      "value: 5}, services: [{service: stays, share: 1}]}}\nEND\n"
      "sed '/^claims/,/severity/d' tiny.yaml >ill.yaml\n"
      "echo 'claims: {basis: illness.yaml, risk_factor: 4}' >>ill.yaml\n"
      "cat >own.yaml <<'END'\n"
      "stoploss_basis: 2\nname: own\ntitle: own\ncurrency: USD\ndate: 2026-07-01\n"
      "reference_population: {ages: [0, 25, 65], female: [3, 10, 50], male: [2, 5, 50]}\n"
      "services:\n  - name: office\n    frequency: {distribution: poisson, mean: 1}\n"
      "    severity: {distribution: exponential, mean: 100}\nEND\n"
      "printf 'quantity,at,target,low,high,fitted,source\\nmean,,100,99,101,yes,by hand\\n"
      "share_above,50,0.5,0.4,0.6,no,x\\n' >own.csv\n"
      "\"$S\" run tiny.yaml -q -o in.h5 || exit 2\n"
      "for k in 1 2; do \"$S\" run tiny.yaml -q --shard $k/2 -o p$k || exit 2; done\n"
      "(ulimit -f 80; \"$S\" run tiny.yaml -q --resume -o kept.h5 2>/dev/null)\n"
      "[ -s kept.h5.parts ] && cp kept.h5.parts kept.h5.parts.1 || exit 3\n"
      "mkdir pictures drawn; for f in out.h5 sweep.h5 fitted.yaml census.csv drawn/quantiles-1.svg "
      "pictures/ibnr.svg pictures/exceedance.svg; do\n"
      "  echo older >$f; chmod 600 $f; done\n"
      "cat >../bin/gnuplot <<'END'\n"
      "#!/bin/sh\n/bin/cat >/dev/null; "
      "echo '<svg><!-- long enough for whoever looks at the end of a picture, be it "
      "--></svg>'\nEND\n"
      "chmod +x ../bin/gnuplot";
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, "campaign"));
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
  make_foreign(folder);
}

/* What the job makes where nothing fails, and how many calls of each group that takes. */
static void make_reference(const char *folder, const job_t *job, long counts[SHIM_N_GROUPS])
{
  char script[SL_PATH_MAX + 512], path[SL_PATH_MAX];
  size_t length = 0;
  snprintf(
      script, sizeof script,
      "rm -rf after report; cp -r before after; top=$PWD; cd after\n"
      "export OMP_NUM_THREADS=1; umask 077\n"
      "PATH=$top/bin:$PATH FAULT_REPORT=$top/report LD_PRELOAD='%s' \"$S\" %s >stdout 2>stderr",
      shim(), job->arguments);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
  snprintf(path, sizeof path, "%.900s/report", folder);
  char *report = sl_file_read(path, &length), *rest = report;
  CU_ASSERT_PTR_NOT_NULL_FATAL(report);
  for (size_t g = 0; g < SHIM_N_GROUPS; g++) {
    counts[g] = strtol(rest, &rest, 10);
  }
  CU_ASSERT(counts[SHIM_MALLOC] > 0 && counts[SHIM_WRITE] > 0);
  free(report);
}

/* One walk; details: what the report says of calls that ended badly. One thread, whatever the job
 * would take: a child that is forked has no other, and may wait for one that held a lock. */
static verdicts_t walk(const char *folder, const job_t *job, const char *settings,
                       char details[SL_PATH_MAX])
{
  char script[4 * SL_PATH_MAX], path[SL_PATH_MAX];
  verdicts_t v = {0};
  size_t length = 0;
  snprintf(script, sizeof script,
           "rm -rf work report; cp -r before work; top=$PWD; cd work; umask 077\n"
           "OMP_NUM_THREADS=1 PATH=$top/bin:$PATH FAULT_BEFORE=$top/before FAULT_AFTER=$top/after "
           "FAULT_REPORT=$top/report %s LD_PRELOAD='%s' \"$S\" %s >stdout 2>stderr\n"
           "[ -s $top/report ]",
           settings, shim(), job->arguments);
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
  snprintf(path, sizeof path, "%.900s/report", folder);
  char *report = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(report);
  CU_ASSERT_EQUAL(sscanf(report,
                         "calls %ld tried %ld well %ld refused %ld crashed %ld undocumented %ld "
                         "left %ld wrong %ld",
                         &v.calls, &v.tried, &v.well, &v.refused, &v.crashed, &v.undocumented,
                         &v.left, &v.wrong),
                  8);
  const char *rest = strchr(report, '\n');
  snprintf(details, SL_PATH_MAX, "%s", rest != NULL ? rest : "");
  free(report);
  return v;
}

/* Walk through a group of so many calls, about `most` of which fail (0: every `step`-th). */
static verdicts_t campaign(const char *folder, const job_t *job, const char *group,
                           int signal_number, long calls, long most, long step,
                           char details[SL_PATH_MAX])
{
  char settings[128];
  if (most > 0) {
    step = calls > most ? (calls + most - 1) / most : 1;
  }
  snprintf(settings, sizeof settings, "FAULT_GROUP=%s FAULT_STRIDE=%ld FAULT_SIGNAL=%d", group,
           step, signal_number);
  return walk(folder, job, settings, details);
}

static void print_bad(const job_t *job, const char *group, const verdicts_t *v, const char *details)
{
  printf(
      "\n    %s, %s: %ld calls, %ld tried: %ld well, %ld refused, %ld crashed, %ld undocumented, "
      "%ld left, %ld wrong%s",
      job->name, group, v->calls, v->tried, v->well, v->refused, v->crashed, v->undocumented,
      v->left, v->wrong, details);
}

static void add(verdicts_t *sum, const verdicts_t *v)
{
  sum->calls += v->calls;
  sum->tried += v->tried;
  sum->well += v->well;
  sum->refused += v->refused;
  sum->crashed += v->crashed;
}

static const char *const groups[SHIM_N_GROUPS] = {"malloc", "read", "write", "fsync", "rename",
                                                  "close",  "open", "fcntl", "thread"};

static void fail_calls(const char *folder, const job_t *job, size_t group, long calls,
                       verdicts_t *sum)
{
  char details[SL_PATH_MAX];
  const bool memory = group == SHIM_MALLOC;
  const bool all = memory && calls <= SHORT;
  const verdicts_t v =
      campaign(folder, job, groups[group], 0, calls, sl_test_full() || all ? 0 : SLICE,
               memory && !all ? MALLOC_FULL : 1, details);
  const bool may_crash = memory && (job->has_hdf5 || OPENMP_MAY_CRASH);
  CU_ASSERT_EQUAL(v.undocumented, 0);
  CU_ASSERT_EQUAL(v.left, 0);
  CU_ASSERT_EQUAL(v.wrong, 0);
  CU_ASSERT_TRUE(v.crashed == 0 || may_crash);
  if (v.undocumented + v.left + v.wrong > 0 || (v.crashed > 0 && !may_crash)) {
    print_bad(job, groups[group], &v, details);
  }
  add(sum, &v);
}

static void every_call_fails_once(void)
{
  char folder[SL_PATH_MAX];
  verdicts_t sums[SHIM_N_GROUPS] = {{0}};
  long counts[SHIM_N_GROUPS];
  make_folder(folder);
  for (size_t j = 0; j < JOBS; j++) {
    make_reference(folder, &jobs[j], counts);
    for (size_t g = 0; g < SHIM_N_GROUPS; g++) {
      if (counts[g] > 0) { /* else there is nothing to walk through */
        fail_calls(folder, &jobs[j], g, counts[g], &sums[g]);
      }
    }
  }
  for (size_t g = 0; g < SHIM_N_GROUPS; g++) {
    printf(
        "\n    %-7s %6ld calls of %zu jobs, %5ld made to fail: %5ld ended well all the same, %5ld "
        "with a documented status, %ld crashed in HDF5",
        groups[g], sums[g].calls, JOBS, sums[g].tried, sums[g].well, sums[g].refused,
        sums[g].crashed);
  }
  printf("\n    ");
}

static void send_signals(const char *folder, const job_t *job, const char *name, int signal_number,
                         long calls, verdicts_t *sum)
{
  char details[SL_PATH_MAX];
  const verdicts_t v =
      campaign(folder, job, "files", signal_number, calls, sl_test_full() ? 0 : 3, 1, details);
  CU_ASSERT_EQUAL(v.left, 0);
  /* A run that keeps its work finishes what is in hand, and may be done with that. */
  const bool keeps = strstr(job->arguments, "--resume") != NULL;
  const long expected = v.tried - (keeps ? v.well : 0);
  CU_ASSERT_EQUAL(v.refused, expected);
  if (v.left > 0 || v.refused != expected) {
    print_bad(job, name, &v, details);
  }
  add(sum, &v);
}

/* The handler is one for all: in a short run each job gets two of the four signals. */
static void every_signal_at_every_call_is_75(void)
{
  static const int signals[] = {SIGHUP, SIGINT, SIGTERM, SIGPIPE};
  static const char *const names[] = {"SIGHUP", "SIGINT", "SIGTERM", "SIGPIPE"};
  char folder[SL_PATH_MAX];
  verdicts_t sums[4] = {{0}};
  long counts[SHIM_N_GROUPS];
  sl_scratch_path(folder, "campaign");
  for (size_t j = 0; j < JOBS; j++) {
    long calls = 0;
    make_reference(folder, &jobs[j], counts);
    for (size_t g = SHIM_MALLOC + 1; g < SHIM_N_GROUPS; g++) {
      calls += counts[g];
    }
    for (size_t s = sl_test_full() ? 0 : j % 2; s < 4; s += sl_test_full() ? 1 : 2) {
      send_signals(folder, &jobs[j], names[s], signals[s], calls, &sums[s]);
    }
  }
  for (size_t s = 0; s < 4; s++) {
    printf("\n    %-7s at %ld calls of %ld, in %zu jobs: status 75 and nothing left", names[s],
           sums[s].tried, sums[s].calls, JOBS);
  }
  printf("\n    ");
}

/* The child that reads a strange result first is not walked through: here memory ends in it, too,
 * and HDF5 may crash there (65) or in the program. */
static void memory_that_ends_in_the_rehearsal(void)
{
  char folder[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  sl_scratch_path(folder, "campaign");
  snprintf(
      script, sizeof script,
      "cd before; for n in 60 200 700 1900 3100 5300 7700 9100; do\n"
      "  FAULT_GROUP=malloc FAULT_NTH=$n LD_PRELOAD='%s' \"$S\" summary in.h5 >../out 2>../err\n"
      "  case $? in\n"
      "  0) ;;\n"
      "  70|65|134|139) [ ! -s ../out ] || exit 2;;\n"
      "  *) echo \"$n: $?\"; cat ../err; exit 3;;\n"
      "  esac\n"
      "done",
      shim());
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* Time that runs ahead makes every look at the clock print progress, where there is a standard
 * error to print it on. */
static void progress_never_gets_into_a_result(void)
{
  char folder[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  sl_scratch_path(folder, "campaign");
  snprintf(script, sizeof script,
           "cp -r before clock; cd clock; mv out.h5 older\n"
           "\"$S\" run tiny.yaml --threads 1 -t 4096 -q -o good.h5 || exit 2\n"
           "for k in 1 2 3 4; do\n"
           "  FAULT_CLOCK=$k LD_PRELOAD='%s' \"$S\" run tiny.yaml --threads 1 -t 4096 -o told.h5 "
           ">out 2>err || exit 3\n"
           "  grep -q 'of 4096 trials' err || exit 4\n"
           "  FAULT_CLOCK=$k LD_PRELOAD='%s' \"$S\" run tiny.yaml --threads 1 -t 4096 -o shut.h5 "
           ">out 2>&- || exit 5\n"
           "  cmp good.h5 told.h5 && cmp good.h5 shut.h5 || exit 6\n"
           "done",
           shim(), shim());
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

/* As where pids.max or ulimit allow no more: the n-th of 8 cannot be started, or there is no
 * address space for their stacks. */
static void threads_that_cannot_start_are_done_without(void)
{
  char folder[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  sl_scratch_path(folder, "campaign");
  snprintf(
      script, sizeof script,
      "cp -r before threads; cd threads; rm out.h5\n"
      "\"$S\" run tiny.yaml --threads 1 -t 2048 -q -o good.h5 || exit 2\n"
      "for n in 1 2 5 7; do\n"
      "  FAULT_GROUP=thread FAULT_NTH=$n LD_PRELOAD='%s' \"$S\" run tiny.yaml --threads 8 -t 2048 "
      "-o few.h5 >page 2>err || exit 3\n"
      "  grep -q \"only $n of 8 threads\" err && cmp good.h5 few.h5 || { cat err; exit 4; }\n"
      "  FAULT_GROUP=thread FAULT_NTH=$n LD_PRELOAD='%s' \"$S\" sweep tiny.yaml --threads 8 "
      "--specific 1k -t 512 -o sweep.h5 >page 2>err || exit 5\n"
      "  grep -q \"only $n of 8 threads\" err || exit 6\n"
      "done\n"
      "for v in 100000 150000 250000 400000; do\n"
      "  (ulimit -v $v; \"$S\" run tiny.yaml --threads 64 -t 2048 -o few.h5 >page 2>err) || "
      "{ cat err; exit 7; }\n"
      "  grep -q 'of 64 threads can be started' err && cmp good.h5 few.h5 || exit 8\n"
      "done",
      shim(), shim());
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

SL_SUITE(campaign, "fault/campaign", {"every call fails once", every_call_fails_once},
         {"every signal at every call is 75", every_signal_at_every_call_is_75},
         {"memory that ends in the rehearsal", memory_that_ends_in_the_rehearsal},
         {"progress never gets into a result", progress_never_gets_into_a_result},
         {"threads that cannot start are done without",
          threads_that_cannot_start_are_done_without});

#else

static void sanitizers_have_calls_of_their_own(void)
{
  CU_PASS("the shim and a sanitizer both want to be the C library: run the release build");
}

SL_SUITE(campaign, "fault/campaign",
         {"left out under sanitizers", sanitizers_have_calls_of_their_own});

#endif
