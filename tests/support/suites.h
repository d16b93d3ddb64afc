/* All test suites: add the id of each SL_SUITE here. */
#ifndef SL_TESTS_SUPPORT_SUITES_H
#define SL_TESTS_SUPPORT_SUITES_H

/* clang-format off */
#define SL_SUITES(X) \
  X(adjudication) \
  X(age_curve) \
  X(annual_total) \
  X(arrangement) \
  X(bad_input) \
  X(basis) \
  X(calendar) \
  X(cash_flow) \
  X(census) \
  X(census_dates) \
  X(check) \
  X(claim_adjudication) \
  X(cli_plot) \
  X(conservation) \
  X(contract_sequence) \
  X(contract_window) \
  X(counts) \
  X(coverage) \
  X(credibility) \
  X(disability) \
  X(elementary) \
  X(dating) \
  X(engine) \
  X(engine_dated) \
  X(engine_paths) \
  X(error) \
  X(exposure) \
  X(fault) \
  X(frequency) \
  X(hand) \
  X(hand_benefits) \
  X(hand_contracts) \
  X(hand_funding) \
  X(kernels) \
  X(kinds) \
  X(kernel_sums) \
  X(lags) \
  X(months) \
  X(new) \
  X(open_anywhere) \
  X(plan_design) \
  X(plots) \
  X(plots_numbers) \
  X(population) \
  X(pricing) \
  X(properties) \
  X(published) \
  X(report) \
  X(report_funding) \
  X(result_file) \
  X(results) \
  X(run) \
  X(sampler) \
  X(scenario) \
  X(scenario_contract) \
  X(scenario_distribution) \
  X(scenario_plans) \
  X(scenario_funding) \
  X(scenario_resolved) \
  X(scenario_services) \
  X(scenario_tree) \
  X(scenario_warnings) \
  X(scenarios) \
  X(schema) \
  X(schema_number) \
  X(schema_reference) \
  X(settlement) \
  X(severity) \
  X(severity_input) \
  X(severity_properties) \
  X(statistics) \
  X(stoploss_contract) \
  X(stoploss_cover) \
  X(streams) \
  X(summary) \
  X(sweep) \
  X(taxes) \
  X(usage) \
  X(workload_w)
/* clang-format on */

#endif
