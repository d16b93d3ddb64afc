/* stoploss batch from outside: the bytes of single runs, figures against h5py, what fails among
 * others, names that would lead elsewhere, stopping and going on, slices, and what is not told. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A folder with the good scenario, and an hsa-like one that has a reference and a budget. */
static void make_folder(char folder[SL_PATH_MAX], const char *name)
{
  char script[4 * SL_PATH_MAX];
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  snprintf(script, sizeof script,
           "cp '%s/tests/cli/good.yaml' '%s/tests/cli/good.csv' '%s/scenarios/flower-shop.yaml' "
           "'%s/scenarios/flower-shop.csv' . &&\n"
           "sed -i 's/pricing_trials: 8192/pricing_trials: 256/' flower-shop.yaml && "
           "grep -q 'pricing_trials: 256' flower-shop.yaml",
           sl_test_source_dir(), sl_test_source_dir(), sl_test_source_dir(), sl_test_source_dir());
  CU_ASSERT_EQUAL_FATAL(sl_shell(folder, script), 0);
}

static void expect_well(const char *folder, const char *script)
{
  CU_ASSERT_EQUAL(sl_shell(folder, script), 0);
}

#define MANIFEST                                                                                   \
  "printf 'scenario,name,seed,trials,claims.uncertainty,arrangements.ASO.specific.deductible\\n"   \
  "good.yaml,one,5,700,,\\ngood.yaml,two,5,600,0.2,\\ngood.yaml,three,,513,,\\n"                   \
  "flower-shop.yaml,,9,900,,\\ngood.yaml,four,18446744073709551615,,,12000\\n' >book.csv\n"

/* One, several and all threads, with and without the band: as the runs by themselves. The seed of
 * the third is that of the header's formula, as unit/manifest has it from Python. */
static void results_have_the_bytes_of_single_runs(void)
{
  static const char script[] = MANIFEST
      "\"$S\" run good.yaml -s 5 -t 700 -q -o one.h5 &&\n"
      "\"$S\" run good.yaml -s 5 -t 600 --set claims.uncertainty=0.2 -q -o two.h5 &&\n"
      "\"$S\" run flower-shop.yaml -s 9 -t 900 -q -o flower-shop.h5 &&\n"
      "\"$S\" run good.yaml -s 18446744073709551615 --set "
      "arrangements.ASO.specific.deductible=12000 -q -o four.h5 || exit 2\n"
      "for k in 1 2 3 8; do\n"
      "  \"$S\" batch book.csv -o all$k --threads $k -q || exit 3\n"
      "  for f in one two flower-shop four; do cmp $f.h5 all$k/$f.h5 || exit 4; done\n"
      "  cmp all1/three.h5 all$k/three.h5 && cmp all1/summary.csv all$k/summary.csv &&\n"
      "  cmp all1/summary.h5 all$k/summary.h5 && cmp all1/summary.xlsx all$k/summary.xlsx &&\n"
      "  cmp all1/summary.html all$k/summary.html || exit 5\n"
      "done\n"
      "\"$S\" run good.yaml -s 5 -t 700 --no-band -q -o one.h5 &&\n"
      "\"$S\" batch book.csv -o bare --no-band --threads 2 -q && cmp one.h5 bare/one.h5 || exit 6\n"
      "[ \"$(stat -c %a all1 all1/one.h5 all1/summary.csv all1/.batch.records | sort -u | "
      "tr '\\n' ' ')\" = '600 700 ' ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-bytes");
  expect_well(folder, script);
}

/* What is given for all comes before a client's own. */
static void what_is_given_for_all(void)
{
  static const char script[] =
      "printf 'scenario,name,seed,trials\\ngood.yaml,one,5,\\ngood.yaml,two,5,300\\n"
      "good.yaml,a,,300\\n' >book.csv\n"
      "\"$S\" batch book.csv -o all -t 400 -s 7 --set claims.uncertainty=0.3 -q &&\n"
      "\"$S\" run good.yaml -s 5 -t 400 --set claims.uncertainty=0.3 -q -o one.h5 &&\n"
      "\"$S\" run good.yaml -s 5 -t 300 --set claims.uncertainty=0.3 -q -o two.h5 &&\n"
      "\"$S\" run good.yaml -s 391306797355879 -t 300 --set claims.uncertainty=0.3 -q -o a.h5 &&\n"
      "cmp one.h5 all/one.h5 && cmp two.h5 all/two.h5 && cmp a.h5 all/a.h5";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-all");
  expect_well(folder, script);
}

static void summaries_against_h5py(void)
{
  char folder[SL_PATH_MAX], script[4 * SL_PATH_MAX];
  make_folder(folder, "batch-figures");
  snprintf(script, sizeof script,
           MANIFEST "echo 'nobody.yaml,=ghost,,,,' >>book.csv\n"
                    "echo 'nobody.yaml,ghost,,,,' >>book.csv\n"
                    "\"$S\" batch book.csv -o all >page 2>err; [ $? = 65 ] || exit 2\n"
                    "/usr/bin/python3 '%s/tests/cli/batch_check.py' all summary",
           sl_test_source_dir());
  expect_well(folder, script);
}

/* Broken scenarios, censuses and rows among sound ones: each is named with its reason, exit 65,
 * and the others are what they are without them. */
static void failures_cost_nothing_else(void)
{
  static const char script[] =
      "printf 'scenario,name,seed,trials,plans.PPO.coinsurance\\ngood.yaml,one,1,300,\\n"
      "nobody.yaml,ghost,,,\\ngood.yaml,wrong,1,300,7\\ngood.yaml,two,2,300,\\n"
      "broken.yaml,,,,\\npeople.yaml,,,,\\ngood.yaml,../x,,,\\ngood.yaml,ONE,,,\\n"
      "good.yaml,three,3,300,\\n' >book.csv\n"
      "echo 'stoploss: [' >broken.yaml\n"
      "sed 's/good.csv/people.csv/' good.yaml >people.yaml\n"
      "sed 's/^1,employee,40/1,employee,Zebra-00417/' good.csv >people.csv\n"
      "\"$S\" batch book.csv -o all --threads 2 -q >out 2>err; [ $? = 65 ] || exit 2\n"
      "[ ! -s out ] && [ $(wc -l <err) = 6 ] || { cat err; exit 3; }\n"
      "grep -q '^ghost: nobody.yaml: ' err && grep -q '^wrong: --set .*coinsurance' err &&\n"
      "grep -q '^broken: broken.yaml:' err && grep -q '^people: people.csv:2:' err &&\n"
      "grep -q '^line 8: .*no name of a client' err &&\n"
      "grep -q '^line 9: .*line 2 has the name' err || { cat err; exit 4; }\n"
      "! grep -rq Zebra err all || exit 5\n"
      "[ $(cut -d, -f2 all/summary.csv | grep -c failed) = 6 ] || exit 6\n"
      "for k in one:1 two:2 three:3; do\n"
      "  \"$S\" run good.yaml -s ${k#*:} -t 300 -q -o x.h5 && cmp x.h5 all/${k%:*}.h5 || exit 7\n"
      "done\n"
      "[ $(ls all/*.h5 | wc -l) = 4 ] || exit 8\n"
      "\"$S\" batch book.csv -o all >page 2>err; [ $? = 65 ] && [ ! -s err ] &&\n"
      "grep -q '3 of 9 clients are done, 6 failed' page && grep -q -- '- wrong: ' page";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-failures");
  expect_well(folder, script);
}

/* A link, a folder and a device in the place of a result or a summary; and a manifest there. */
static void nothing_is_written_elsewhere(void)
{
  static const char script[] =
      "printf 'scenario,name,trials\\ngood.yaml,led,64\\ngood.yaml,dir,64\\n"
      "good.yaml,CON,64\\n' >book.csv\n"
      "umask 077; mkdir all all/dir.h5; echo mine >precious\n"
      "ln -s ../precious all/led.h5\n"
      "\"$S\" batch book.csv -o all -q 2>err; [ $? = 65 ] || { cat err; exit 2; }\n"
      "grep -q '^led: .*a symbolic link has its name' err &&\n"
      "grep -q '^dir: .*a folder has its name' err || { cat err; exit 3; }\n"
      "[ \"$(cat precious)\" = mine ] && [ -f all/CON.h5 ] || exit 4\n"
      "rm all/led.h5; rmdir all/dir.h5; rm all/summary.xlsx; ln -s ../precious all/summary.xlsx\n"
      "\"$S\" batch book.csv -o all -q 2>err; [ $? = 73 ] || { cat err; exit 5; }\n"
      "[ \"$(cat precious)\" = mine ] || exit 6\n"
      "cp book.csv all/summary.csv; cp good.* all\n"
      "\"$S\" batch all/summary.csv -o all -q 2>err; [ $? = 73 ] || { cat err; exit 7; }\n"
      "cmp book.csv all/summary.csv || exit 8\n"
      "mkdir -m 0777 open; chmod 0777 open\n"
      "\"$S\" batch book.csv -o open -q 2>err; [ $? = 73 ] && [ -z \"$(ls -A open)\" ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-elsewhere");
  expect_well(folder, script);
}

/* What is done stays untouched; what has changed, was damaged or removed is run again. */
static void what_is_done_is_not_run_again(void)
{
  static const char script[] = MANIFEST
      "\"$S\" batch book.csv -o all -q || exit 2\n"
      "cp -r all before\n"
      "again() { \"$S\" batch book.csv -o all -q || exit 3; }\n"
      "ran() { for f in one two three flower-shop four; do\n"
      "  [ \"$(stat -c %i all/$f.h5)\" = \"$(cat $f.inode)\" ] || echo $f; done | tr '\\n' ' '; }\n"
      "mark() { for f in one two three flower-shop four; do stat -c %i all/$f.h5 >$f.inode; done; "
      "}\n"
      "expect() { [ \"$(ran)\" = \"$1\" ] || { echo \"$2: ran $(ran)\"; exit 4; }; mark; }\n"
      "mark; again; expect '' 'nothing changed'\n"
      "for f in all/*.*; do cmp $f before/${f#all/} || exit 5; done\n"
      "printf x | dd of=all/two.h5 bs=1 seek=5000 conv=notrunc 2>/dev/null\n"
      "again; expect 'two ' 'a damaged result'; cmp all/two.h5 before/two.h5 || exit 6\n"
      "cp all/one.h5 x.h5 && cp x.h5 all/two.h5; mark; again; expect 'two ' 'another result'\n"
      "rm all/four.h5; echo >four.inode; again; expect 'four ' 'a missing one'\n"
      "echo '# a word' >>good.yaml; again; expect '' 'a comment'\n"
      "sed -i 's/^1,employee,40,F,PPO,12/1,employee,40,F,PPO,11/' good.csv; again\n"
      "expect 'one two three four ' 'another census'\n"
      "cmp -s all/one.h5 before/one.h5 && exit 7\n"
      "sed -i 's/^good.yaml,two,5,600/good.yaml,two,6,600/' book.csv; again; expect 'two ' 'a "
      "seed'\n"
      "\"$S\" batch book.csv -o all --no-band -q; expect 'one two three flower-shop four ' 'no "
      "band'\n"
      "rm all/.batch.records; again; expect 'one two three flower-shop four ' 'no records'\n"
      "[ $(ls -A all | wc -l) = 10 ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-again");
  expect_well(folder, script);
}

/* Each signal: 75 and nothing half-made, and the same command goes on to the same bytes; what was
 * done by then is not run again. */
static void it_stops_and_goes_on(void)
{
  static const char script[] =
      "(echo scenario,name,trials; for i in 1 2 3 4 5 6; do echo good.yaml,c$i,3000; done; "
      "echo good.yaml,long,400000) >book.csv\n"
      "sed 's/400000/4000/' book.csv >short.csv\n"
      "for s in HUP INT TERM PIPE USR1; do\n"
      "  env --default-signal=HUP,INT,TERM,PIPE,USR1 \"$S\" batch book.csv -o all --threads 2 -q "
      "2>err & p=$!\n"
      "  await $p 'ls -A all 2>/dev/null | grep -q part' || exit 10\n"
      "  kill -$s $p; wait $p; r=$?\n"
      "  [ $r = 75 ] || { echo \"SIG$s: $r\"; cat err; exit 2; }\n"
      "  grep -q 'of 7 clients done; the same command goes on' err || { cat err; exit 3; }\n"
      "  [ \"$(ls -A all | grep '^[.]')\" = .batch.records ] || { ls -A all; exit 4; }\n"
      "  [ ! -e all/summary.csv ] || exit 5\n"
      "done\n"
      "ls all | grep -q c1.h5 || { \"$S\" batch book.csv -o all --slice 1/7 -q || exit 6; }\n"
      "stat -c %i all/c1.h5 >inode\n"
      "\"$S\" batch short.csv -o all -q && \"$S\" batch short.csv -o whole -q || exit 7\n"
      "[ $(stat -c %i all/c1.h5) = $(cat inode) ] || exit 8\n"
      "for f in whole/*; do cmp $f all/${f#whole/} || exit 9; done";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-stop");
  expect_well(folder, script);
}

/* Killed without a word, some times at random moments of a fixed list. */
static void it_goes_on_after_a_kill(void)
{
  static const char script[] =
      "(echo scenario,name,trials; for i in 1 2 3 4 5 6 7 8; do echo good.yaml,c$i,2000; done) "
      ">book.csv\n"
      "for t in 0.05 0.3 0.12 0.45 0.2; do\n"
      "  \"$S\" batch book.csv -o all --threads 2 -q & p=$!\n"
      "  sleep $t; kill -9 $p 2>/dev/null; wait $p\n"
      "done 2>/dev/null\n"
      "\"$S\" batch book.csv -o all -q && \"$S\" batch book.csv -o whole -q || exit 2\n"
      "for f in whole/*; do cmp $f all/${f#whole/} || exit 3; done\n"
      "[ \"$(ls -A all)\" = \"$(ls -A whole)\" ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-kill");
  expect_well(folder, script);
}

/* Three jobs of a cluster, at the same time, and one process: the same results and summaries. */
static void slices_join_to_the_whole(void)
{
  static const char script[] = MANIFEST
      "printf 'nobody.yaml,ghost,,,,\\ngood.yaml,one,,,,\\n' >>book.csv\n"
      "\"$S\" batch book.csv -o whole -q 2>/dev/null; [ $? = 65 ] || exit 2\n"
      "\"$S\" batch book.csv -o all --collect -q 2>err; [ $? = 73 ] || exit 3\n"
      "for k in 1 2 3; do \"$S\" batch book.csv -o all --slice $k/3 -q 2>err$k & done; wait\n"
      "[ -f all/summary-2-of-3.csv ] && [ ! -e all/summary.csv ] || exit 4\n"
      "[ $(cut -d, -f1 all/summary-1-of-3.csv | sort -u | tr '\\n' ' ' | tr -d ' ') = "
      "flower-shopline8nameone ] || { cut -d, -f1 all/summary-1-of-3.csv; exit 5; }\n"
      "\"$S\" batch book.csv -o all --collect -q 2>err; [ $? = 65 ] || exit 6\n"
      "for f in whole/*; do cmp $f all/${f#whole/} || exit 7; done\n"
      "rm all/two.h5; \"$S\" batch book.csv -o all --collect -q 2>err; [ $? = 65 ] || exit 8\n"
      "grep -q '^two,waiting,' all/summary.csv && [ ! -e all/two.h5 ] || exit 9\n"
      "\"$S\" batch book.csv -o all --slice 8/9 -q || exit 10\n"
      "\"$S\" batch book.csv -o all --slice 4/3 -q 2>/dev/null; [ $? = 64 ] || exit 11\n"
      "\"$S\" batch book.csv -o all --slice 0/3 -q 2>/dev/null; [ $? = 64 ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-slices");
  expect_well(folder, script);
}

/* A mark in every id of the census: in no result, summary, record or message. */
static void nothing_personal_is_told(void)
{
  static const char script[] =
      "sed -i -e '2,$s/^\\([0-9]*\\),/Zebra00417-\\1,/' good.csv && grep -q Zebra good.csv || exit "
      "2\n"
      "awk -F, -v OFS=, 'NR == 1 { $3 = \"birth_date\" } NR > 1 { $3 = 2025 - $3 \"-03-17\" } 1' "
      "good.csv >dated && mv dated good.csv && grep -q 1985-03-17 good.csv || exit 6\n"
      "printf 'scenario,name,trials\\ngood.yaml,one,300\\nnobody.yaml,two,\\n"
      "bad.yaml,three,300\\n' >book.csv\n"
      "sed 's/good.csv/bad.csv/' good.yaml >bad.yaml; cp good.csv bad.csv\n"
      "echo 'Zebra00417-9,employee,Zebra00417,F,,,,' >>bad.csv\n"
      "told() { grep -aq \"$@\" -e Zebra00417 -e '-03-17'; }\n"
      "\"$S\" batch book.csv -o all --progress json >page 2>err; [ $? = 65 ] || exit 3\n"
      "! told -r all page err || exit 4\n"
      "\"$S\" batch book.csv -o all -q >page 2>err; [ $? = 65 ] && ! told -r page err || exit 5\n"
      "mkdir x && cd x && unzip -q ../all/summary.xlsx && ! told -r .";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-marks");
  expect_well(folder, script);
}

/* A line of JSON where a phase begins and ends, for a batch and for a run; nothing else there. */
static void progress_for_programs(void)
{
  static const char script[] = MANIFEST
      "\"$S\" batch book.csv -o all --progress json -q 2>err && \"$S\" run good.yaml -q -o r.h5 "
      "--progress json 2>>err || exit 2\n"
      "/usr/bin/python3 - <<'END'\n"
      "import json\n"
      "lines = [json.loads(line) for line in open('err')]\n"
      "keys = ['phase', 'unit', 'done', 'total', 'seconds', 'seconds_left']\n"
      "assert all(list(line) == keys for line in lines), lines\n"
      "ends = {line['phase']: line for line in lines if line['done'] == line['total']}\n"
      "assert ends['clients']['total'] == 5 and ends['clients']['unit'] == 'clients', lines\n"
      "assert ends['simulating']['total'] == 1500 and ends['simulating']['unit'] == 'trials'\n"
      "assert all(end['seconds_left'] == 0 for end in ends.values()), lines\n"
      "END\n"
      "\"$S\" run good.yaml -q -o r.h5 --progress xml 2>/dev/null; [ $? = 64 ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-progress");
  expect_well(folder, script);
}

/* A disk that is full fails its clients and is no result; with room again the same command goes on.
 */
static void a_full_disk_and_then_room(void)
{
  static const char script[] =
      "printf 'scenario,name,trials\\ngood.yaml,small,64\\ngood.yaml,large,3000\\n' >book.csv\n"
      "(ulimit -f 1200; \"$S\" batch book.csv -o all --threads 1 -q 2>err); [ $? = 65 ] || "
      "{ cat err; exit 2; }\n"
      "grep -q '^large: cannot write .*File too large' err && [ $(wc -l <err) = 1 ] || "
      "{ cat err; exit 3; }\n"
      "[ ! -e all/large.h5 ] && [ \"$(ls -A all | grep '^[.]')\" = .batch.records ] || exit 4\n"
      "\"$S\" batch book.csv -o all -q && \"$S\" batch book.csv -o whole -q || exit 5\n"
      "for f in whole/*; do cmp $f all/${f#whole/} || exit 6; done";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-full");
  expect_well(folder, script);
}

/* The peak of memory does not follow the number of clients. What two threads need at once is
 * chance: of ten clients the largest peak of five batches counts, since many clients meet it. In a
 * full run each has samplers of its own besides, so that the cache is full after some clients and
 * lets go. */
static void memory_does_not_grow(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  static const char script[] =
      "/usr/bin/python3 - \"$S\" %s %d %s <<'END'\n"
      "import os, subprocess, sys\n"
      "def peak(n, turn):\n"
      "    with open('book.csv', 'w') as out:\n"
      "        print('scenario,name,trials,claims.area_factor', file=out)\n"
      "        for k in range(n): print(f'{sys.argv[2]},c{k},64,{1 + k * %s}', file=out)\n"
      "    child = subprocess.Popen([sys.argv[1], 'batch', 'book.csv', '-o', f'all{n}-{turn}', "
      "'-q',\n"
      "                              '--threads', '2', '--no-band'])\n"
      "    _, status, usage = os.wait4(child.pid, 0)\n"
      "    assert status == 0, status\n"
      "    return usage.ru_maxrss\n"
      "few, many = max(peak(10, turn) for turn in range(5)), peak(int(sys.argv[3]), 0)\n"
      "print(few, many)\n"
      "sys.exit(0 if many <= float(sys.argv[4]) * few else 2)\n"
      "END\n";
  char folder[SL_PATH_MAX], shop[SL_PATH_MAX], text[4 * SL_PATH_MAX];
  make_folder(folder, "batch-memory");
  sl_source_path(shop, "scenarios/machine-shop.yaml");
  if (sl_test_full()) {
    snprintf(text, sizeof text, script, shop, 1000, "1.05", "1e-4");
  } else {
    snprintf(text, sizeof text, script, "good.yaml", 200, "1.05", "0");
  }
  expect_well(folder, text);
#endif
}

/* A client of 17 million person-years among small ones waits for every thread; in a full run. */
static void a_large_client_has_every_thread(void)
{
  static const char script[] =
      "printf 'scenario,name,seed,trials\\ngood.yaml,a,1,500\\nshop.yaml,big,2,52000\\n"
      "good.yaml,b,3,500\\n' >book.csv\n"
      "\"$S\" batch book.csv -o all --threads 2 --no-band -q --progress json 2>err || exit 2\n"
      "grep -q '\"phase\": \"simulating\".*\"total\": 52000' err || exit 3\n"
      "\"$S\" run shop.yaml -s 2 -t 52000 --no-band -q -o big.h5 && cmp big.h5 all/big.h5";
  char folder[SL_PATH_MAX], copy[4 * SL_PATH_MAX];
  if (!sl_test_full()) {
    return;
  }
  make_folder(folder, "batch-big");
  snprintf(copy, sizeof copy,
           "cp '%s/scenarios/machine-shop.csv' . && cp '%s/scenarios/machine-shop.yaml' shop.yaml",
           sl_test_source_dir(), sl_test_source_dir());
  expect_well(folder, copy);
  expect_well(folder, script);
}

static void wrong_usage_is_64(void)
{
  static const char script[] =
      MANIFEST "for a in 'book.csv' '-o all' 'book.csv -o all --slice 3' 'book.csv -o all --slice "
               "1/0' \\\n"
               "  'book.csv -o all --collect --slice 1/2' 'book.csv -o all --max-deficit-chance 2' "
               "'book.csv x.csv -o all' \\\n"
               "  'book.csv -o all --progress' 'book.csv -o all -s -1' 'book.csv -o all -k 0'; do\n"
               "  \"$S\" batch $a >out 2>err; r=$?; [ $r = 64 ] && [ ! -e all ] || "
               "{ echo \"$a: $r\"; exit 2; }\n"
               "done\n"
               "\"$S\" batch none.csv -o all 2>err; [ $? = 66 ] && [ ! -e all ] || exit 3\n"
               "echo name >none.csv; \"$S\" batch none.csv -o all 2>err; [ $? = 65 ] && "
               "grep -q '^none.csv:1: no column' err && [ ! -e all ]";
  char folder[SL_PATH_MAX];
  make_folder(folder, "batch-usage");
  expect_well(folder, script);
}

SL_SUITE(batch, "cli/batch",
         {"results have the bytes of single runs", results_have_the_bytes_of_single_runs},
         {"what is given for all", what_is_given_for_all},
         {"summaries against h5py", summaries_against_h5py},
         {"failures cost nothing else", failures_cost_nothing_else},
         {"nothing is written elsewhere", nothing_is_written_elsewhere},
         {"what is done is not run again", what_is_done_is_not_run_again},
         {"it stops and goes on", it_stops_and_goes_on},
         {"it goes on after a kill", it_goes_on_after_a_kill},
         {"slices join to the whole", slices_join_to_the_whole},
         {"nothing personal is told", nothing_personal_is_told},
         {"progress for programs", progress_for_programs},
         {"a full disk, and then room", a_full_disk_and_then_room},
         {"memory does not grow", memory_does_not_grow},
         {"a large client has every thread", a_large_client_has_every_thread},
         {"wrong usage is 64", wrong_usage_is_64});
