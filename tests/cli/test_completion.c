/* Completion: what bash and zsh offer, asked as their users ask. */
#include "tests/support/files.h"
#include "tests/support/harness.h"
#include "tests/support/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A folder with files of each kind, and the scripts that the program prints. */
static void prepare(char folder[SL_PATH_MAX], const char *name)
{
  CU_ASSERT_TRUE_FATAL(sl_scratch_folder(folder, name));
  CU_ASSERT_EQUAL_FATAL(
      sl_shell(folder,
               "mkdir here here/sub functions && cd here && touch one.yaml two.h5 three.yml "
               "'past claims.csv' && cd .. && \"$S\" explain --completion=bash >bash && "
               "\"$S\" explain --completion=zsh >functions/_stoploss"),
      0);
}

/* Exactly these words, a line each, for the last of those in `line` (in a shell's quotes). */
static void expect_bash(const char *folder, const char *line, const char *words)
{
  char command[4 * SL_PATH_MAX], path[SL_PATH_MAX + 16];
  size_t length;
  snprintf(
      command, sizeof command,
      "env -u BASH_ENV bash '%s/tests/cli/complete.bash' '%s/bash' \"$S\" '%s/here' %s >offered",
      sl_test_source_dir(), folder, folder, line);
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
  snprintf(path, sizeof path, "%s/offered", folder);
  char *offered = sl_file_read(path, &length);
  CU_ASSERT_PTR_NOT_NULL_FATAL(offered);
  CU_ASSERT_STRING_EQUAL(offered, words);
  if (strcmp(offered, words) != 0) {
    printf("\n    %s: offered\n%s    expected\n%s", line, offered, words);
  }
  free(offered);
}

static void bash_offers(void)
{
  static const char *const cases[][2] = {
      {"su", "summary\n"},
      {"run ''", "one.yaml\nsub\nthree.yml\n"},
      {"run --outp", "--output\n"},
      {"run -o ''", "sub\ntwo.h5\n"},
      {"run --output=", "sub\ntwo.h5\n"},
      {"run one.yaml --trials ''", "\n"},
      {"summary t", "two.h5\n"},
      {"plot --format=", "pdf\npng\nsvg\n"},
      {"plot -o ''", "sub\n"},
      {"fit ''", "past claims.csv\nsub\n"},
      {"import ''", "census\nquotes\n"},
      {"import census --date-order m", "mdy\n"},
      {"import census ''", "one.yaml\npast claims.csv\nsub\nthree.yml\ntwo.h5\n"},
      {"explain arrangements.specific.ded", "arrangements.specific.deductible\n"},
      {"explain lognor", "lognormal\n"},
      {"run --set simulation.se", "simulation.seed=\n"},
      {"check --set=plans.0.coins", "plans.0.coinsurance=\n"},
      {"run --set arrangements.1.fees.2.amo", "arrangements.1.fees.2.amount=\n"},
      {"run --set plans.PPO.coins", "plans.PPO.coinsurance=\n"},
      {"nothing ''", "\n"},
  };
  char folder[SL_PATH_MAX];
  prepare(folder, "completion-bash");
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    expect_bash(folder, cases[i][0], cases[i][1]);
  }
}

/* Every option of --help is offered, and nothing else. */
static void bash_offers_every_option(void)
{
  char folder[SL_PATH_MAX], command[4 * SL_PATH_MAX];
  prepare(folder, "completion-options");
  snprintf(
      command, sizeof command,
      "for name in $(\"$S\" --help | sed -n 's/^  stoploss \\([a-z]*\\) .*/\\1/p') "
      "'import census' 'import quotes'; do "
      "\"$S\" $name --help | grep -oE '^ {2,6}(-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort "
      ">help; bash '%s/tests/cli/complete.bash' ./bash \"$S\" . $name -- >offered; "
      "diff help offered || exit 1; done",
      sl_test_source_dir());
  CU_ASSERT_EQUAL(sl_shell(folder, command), 0);
}

static void expect_zsh(const char *folder, const char *line, const char *shown)
{
  char command[4 * SL_PATH_MAX];
  snprintf(
      command, sizeof command,
      "timeout 60 zsh -f '%s/tests/cli/complete.zsh' '%s/functions' \"$S\" '%s/here' '%s' '%s' "
      "</dev/null >shown 2>&1",
      sl_test_source_dir(), folder, folder, line, shown);
  const int status = sl_shell(folder, command);
  CU_ASSERT_EQUAL(status, 0);
  if (status != 0) {
    printf("\n    zsh: %s: nothing like %s\n", line, shown);
  }
}

static void zsh_offers(void)
{
  char folder[SL_PATH_MAX];
  prepare(folder, "completion-zsh");
  CU_ASSERT_EQUAL(sl_shell(folder, "zsh -n functions/_stoploss"), 0);
  expect_zsh(folder, "stoploss summ", "*stoploss summary *");
  expect_zsh(folder, "stoploss plot --form", "*stoploss plot --format*");
  expect_zsh(folder, "stoploss plot -f ", "*pdf*png*svg*");
  expect_zsh(folder, "stoploss summary ", "*two.h5*");
  expect_zsh(folder, "stoploss import ", "*census*quotes*");
  expect_zsh(folder, "stoploss run --set plans.1.coins", "*plans.1.coinsurance=*");
  expect_zsh(folder, "stoploss explain lognor", "*explain lognormal*");
}

static void an_unknown_shell(void)
{
  sl_program_t program;
  SL_RUN(&program, NULL, "explain", "--completion=fish");
  CU_ASSERT_EQUAL(program.status, 64);
  CU_ASSERT_PTR_NOT_NULL(strstr(program.err, "bash or zsh, not 'fish'"));
  sl_program_free(&program);
}

SL_SUITE(completion, "cli/completion", {"bash offers", bash_offers},
         {"bash offers every option", bash_offers_every_option}, {"zsh offers", zsh_offers},
         {"an unknown shell", an_unknown_shell});
