#include "models/simd/kernel.h"

const sl_kernels_t SL_KERNEL(sl_kernels) = {
    .name = SL_KERNEL_QUOTE(SL_ISA),
    .words_by_trial = SL_KERNEL(sl_words_by_trial),
    .word_pairs_by_trial = SL_KERNEL(sl_word_pairs_by_trial),
    .both_words_by_trial = SL_KERNEL(sl_both_words_by_trial),
    .words_by_claim = SL_KERNEL(sl_words_by_claim),
    .word_pairs_by_block = SL_KERNEL(sl_word_pairs_by_block),
    .counts_by_table = SL_KERNEL(sl_counts_by_table),
    .counts_by_grid = SL_KERNEL(sl_counts_by_grid),
    .claim_amounts = SL_KERNEL(sl_claim_amounts),
    .claim_keys = SL_KERNEL(sl_claim_keys),
    .claim_draws = SL_KERNEL(sl_claim_draws),
    .day_buckets = SL_KERNEL(sl_day_buckets),
    .part_keys = SL_KERNEL(sl_part_keys),
    .draw_amounts = SL_KERNEL(sl_draw_amounts),
    .draw_totals = SL_KERNEL(sl_draw_totals),
    .sum_claims = SL_KERNEL(sl_sum_claims),
    .place_claims = SL_KERNEL(sl_place_claims),
    .plan_annual_batch = SL_KERNEL(sl_plan_annual_batch),
};
