/* What the *_kernel.c files share. SL_ISA is set by the build: baseline, avx2 or avx512;
 * for the tests also plain and avx512_emulated. */
#ifndef SL_MODELS_SIMD_KERNEL_H
#define SL_MODELS_SIMD_KERNEL_H

#include "models/simd/kernels.h"

#define SL_KERNEL_JOIN(name, isa) name##_##isa
#define SL_KERNEL_NAME(name, isa) SL_KERNEL_JOIN(name, isa)
#define SL_KERNEL_TEXT(isa) #isa
#define SL_KERNEL_QUOTE(isa) SL_KERNEL_TEXT(isa)

/* sl_words_by_trial -> sl_words_by_trial_avx2 */
#define SL_KERNEL(name) SL_KERNEL_NAME(name, SL_ISA)

void SL_KERNEL(sl_words_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                  uint32_t row, uint32_t draw, uint64_t *words);
void SL_KERNEL(sl_word_pairs_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                       uint32_t row, uint32_t block, uint64_t *even, uint64_t *odd);
void SL_KERNEL(sl_both_words_by_trial)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                       uint32_t row, uint64_t *words);
void SL_KERNEL(sl_words_by_claim)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                  uint32_t row, const uint32_t *counts, uint64_t *words);
void SL_KERNEL(sl_words_by_draw)(const sl_stream_t *stream, uint32_t trial, uint32_t row,
                                 uint32_t first, size_t n, uint64_t *words);
void SL_KERNEL(sl_draw_amounts)(const sl_sampler_t *sampler, const uint64_t *words, size_t n,
                                double scale, double limit, double *amounts);
void SL_KERNEL(sl_claim_amounts)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                                 uint32_t row, const uint32_t *counts, const sl_amount_law_t *law,
                                 double *amounts);
void SL_KERNEL(sl_drawn_sums)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, const uint32_t *counts, const sl_amount_law_t *law,
                              double *sums);
void SL_KERNEL(sl_claim_keys)(const sl_stream_t *stream, uint32_t first_trial, size_t n,
                              uint32_t row, const uint32_t *counts, const sl_claim_dating_t *dating,
                              uint64_t *keys);
void SL_KERNEL(sl_claim_draws)(const sl_stream_t *amount, const sl_stream_t *day,
                               uint32_t first_trial, size_t n, uint32_t row, const uint32_t *counts,
                               const sl_amount_law_t *law, const sl_claim_dating_t *dating,
                               double *amounts, uint64_t *keys);
void SL_KERNEL(sl_day_buckets)(const uint64_t *keys, size_t n, unsigned shift, unsigned abreast,
                               uint32_t before, uint32_t *buckets);
size_t SL_KERNEL(sl_few_by_chance)(const uint64_t *words, const double *factor, size_t n,
                                   double bound, uint16_t *few);
void SL_KERNEL(sl_case_parts)(const sl_part_dating_t *dating, const sl_part_list_t *parts,
                              const uint64_t *words, double amount, uint64_t key, uint64_t *keys,
                              double *amounts);
void SL_KERNEL(sl_sum_claims)(const double *amounts, const uint32_t *start, const uint32_t *counts,
                              size_t n, double limit, double *sums);
double SL_KERNEL(sl_paid_from)(const sl_claim_record_t *claims, const double *plan, size_t n,
                               uint32_t person, uint32_t day);
void SL_KERNEL(sl_place_claims)(const double *amounts, const uint32_t *counts, size_t n,
                                double limit, uint32_t *next, double *into);
void SL_KERNEL(sl_plan_annual_batch)(const sl_benefit_t *benefit, size_t n,
                                     const sl_annual_year_t *year);
void SL_KERNEL(sl_specific_batch)(const sl_specific_t *specific, size_t n, const double *plan_paid,
                                  double deductible, bool excluded, double *excess,
                                  double *eligible);
void SL_KERNEL(sl_claimants_batch)(size_t n, const double *plan_paid, double deductible,
                                   double *half, double *full);
void SL_KERNEL(sl_counts_by_table)(const sl_alias_t *table, const uint64_t *words, size_t n,
                                   uint32_t *counts);
size_t SL_KERNEL(sl_counts_by_grid)(const sl_count_grid_t *grid, double mean,
                                    const double *multiplier, const uint64_t *words,
                                    const uint64_t *seconds, size_t n, uint32_t *counts,
                                    uint16_t *left);

void SL_KERNEL(sl_mix_frailty)(double shape, const double *exponent, size_t n, double *mixed);

void SL_KERNEL(sl_draw_totals)(const sl_totals_t *totals, const uint64_t *words, size_t n,
                               double *amounts);

extern const sl_kernels_t SL_KERNEL(sl_kernels);

#endif
