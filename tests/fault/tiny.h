/* Few years of two people, tiny.yaml with tiny.csv, as lines of a shell script. */
#ifndef SL_TESTS_FAULT_TINY_H
#define SL_TESTS_FAULT_TINY_H

#define SL_TINY_SCENARIO(trials, pricing_trials)                                                   \
  "cat >tiny.yaml <<'END'\n"                                                                       \
  "stoploss: 1\nname: tiny\nstart: 2026-01-01\ncensus: tiny.csv\n"                                 \
  "claims:\n  services:\n    - name: medical\n"                                                    \
  "      frequency: {distribution: poisson, mean: 6}\n"                                            \
  "      severity: {distribution: exponential, mean: 1000}\n"                                      \
  "plans:\n  - {name: PPO, coinsurance: 0.2}\n"                                                    \
  "arrangements:\n  - name: ASO\n    kind: aso\n"                                                  \
  "    specific: {deductible: 2000, premium: {loss_ratio: 0.8}}\n"                                 \
  "simulation: {trials: " trials ", pricing_trials: " pricing_trials "}\nEND\n"                    \
  "printf 'employee,relationship,age,sex\\na,employee,45,F\\na,spouse,47,M\\n' >tiny.csv\n"

#endif
