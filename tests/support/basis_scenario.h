/* A scenario that names a basis of its own, for tests of what happens where that file changes. */
#ifndef SL_TESTS_SUPPORT_BASIS_SCENARIO_H
#define SL_TESTS_SUPPORT_BASIS_SCENARIO_H

/* For the beginning of a script (sl_shell): own.yaml, people.csv, and basis.yaml, which says
 * "mean: 100". */
#define SL_BASIS_SCENARIO                                                                          \
  "printf 'employee,relationship,age,sex\\na,employee,45,F\\na,spouse,47,M\\n' >people.csv\n"      \
  "cat >own.yaml <<'END'\n"                                                                        \
  "stoploss: 1\nname: own\nstart: 2026-01-01\ncensus: people.csv\n"                                \
  "claims: {basis: ./basis.yaml}\n"                                                                \
  "plans:\n  - {name: PPO, coinsurance: 0.2}\n"                                                    \
  "arrangements:\n  - {name: ASO, kind: aso}\n"                                                    \
  "simulation: {trials: 2000}\nEND\n"                                                              \
  "cat >basis.yaml <<'END'\n"                                                                      \
  "stoploss_basis: 2\nname: own\ntitle: own\ncurrency: USD\ndate: 2026-07-01\n"                    \
  "services:\n  - name: office\n    frequency: {distribution: poisson, mean: 1}\n"                 \
  "    severity: {distribution: exponential, mean: 100}\nEND\n"

#endif
