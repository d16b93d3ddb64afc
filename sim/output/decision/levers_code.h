/* The levers of a result (sim/results/levers.h) as one JSON object for a page's script: small, and
 * decoded by some lines with DecompressionStream("deflate-raw").
 *
 *   {
 *     "arrangement": 0,                        index into the run's
 *     "deductible": [25000, ...],              ascending
 *     "own_deductible": 4, "own_corridor": 0,  indices of the run's own
 *     "corridor": [null, 1.1, ...],            null: the run's own rule, which is no corridor
 *     "budget": 2880000, "tolerance": 0.005,   deficit: cost > budget + tolerance
 *     "aggregate_maximum": null,               null: none
 *     "point": [[{"attachment": , "maximum_cost": , "specific_premium": , "aggregate_premium": ,
 *                 "shift": }, ...], ...],      [deductible][corridor]; attachment null: no
 * aggregate; maximum_cost null: not bounded "rule": "...", "no_deductible": "", "no_corridor": "",
 * words; empty: there is nothing to say "quantum": 61.2,                         amounts below are
 * rounded to multiples of it: each is within quantum / 2 of the stored one "levels": [ as run,
 * claims -10%, claims +10%; trials 0: not there
 *       {"trials": 10000, "eligible": [low, ...], "before": [low, ...]},  low: by deductible;
 *       ...                                                   "eligible": null: there is none
 *     ],
 *     "data": "base64"
 *   }
 *
 * data is a raw deflate stream (RFC 1951) of bytes: level after level, first eligible (where it is
 * not null), then before; within each deductible after deductible; within each n = trials high
 * bytes, then n low bytes. To read one of these arrays for deductible d (all arithmetic modulo
 * 65536; k[-1][t] = 0):
 *
 *   u = high[t] * 256 + low[t];  z = (u >>> 1) ^ -(u & 1)        zigzag
 *   k[d][t] = (k[d - 1][t] + z) & 65535
 *   eligible(t, d) = level.eligible[d] + quantum * k[d][t]
 *   before(t, d)   = level.before[d] + quantum * k[d][t]                          no eligible, or
 *                  = level.before[d] + quantum * ((ke[d][t] + k[d][t]) & 65535)   with ke
 * eligible's
 *
 * cost(t, d, c) = before - min(max(eligible - attachment, 0), aggregate_maximum) + shift, where the
 * part with eligible is left out where there is none. Its error is at most one quantum.
 *
 * Why so: between two deductibles most trials change little, and before changes as eligible does
 * but for what no cover holds, so that its differences from it are nearly constant.
 *
 * Size: about 25 bytes a trial of the machine shop, of 12 deductibles. Checked by
 * tests/unit/test_levers_code.c, which decodes it slowly in Python.
 */
#ifndef SL_SIM_OUTPUT_DECISION_LEVERS_CODE_H
#define SL_SIM_OUTPUT_DECISION_LEVERS_CODE_H

#include "sim/results/levers.h"

/* *json is the caller's to free; *n its length. It holds no '<'. Cost: O(trials x deductibles).
 * SL_ERR_MEMORY. */
int sl_levers_encode(const sl_levers_t *levers, char **json, size_t *n, sl_error_t *error);

#endif
