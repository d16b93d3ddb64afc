/* Which rank computes which unit of work: the first that asks for more. Rank 0 deals out, in a
 * thread of its own that sleeps between questions, so that it works with any transport and costs
 * no processor.
 */
#ifndef SL_SIM_CLI_RANKS_CLAIMS_H
#define SL_SIM_CLI_RANKS_CLAIMS_H

#include "sim/cli/ranks/talk.h"
#include "sim/output/parts/run_parts.h"

typedef struct cli_claims cli_claims_t;

/* On every rank: the claims of a pass over all units; `parts` are the rank's, which must stay. What
 * those of rank 0 have nobody computes again. SL_ERR_MEMORY. */
int cli_claims_begin(const cli_ranks_t *ranks, const sl_run_parts_t *parts, cli_claims_t **claims,
                     sl_error_t *error);

/* For the engine's options: that of the parts, which asks before it computes. */
const sl_unit_store_t *cli_claims_store(const cli_claims_t *claims);

/* This rank has ended, with this code: where that is a failure nobody gets any more units. On rank
 * 0 until all have. NULL where begin has failed here, which the others hear too. */
void cli_claims_end(const cli_ranks_t *ranks, cli_claims_t *claims, int code);

#endif
