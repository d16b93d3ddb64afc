/* Which rank computes which unit of work: the first that asks for more. Rank 0 deals out, in a
 * thread of its own that sleeps between questions, so that it works with any transport and costs
 * hardly any processor; the same thread takes in the units that other ranks have computed, from
 * which rank 0 makes the result while the rest are under way.
 */
#ifndef SL_SIM_CLI_RANKS_CLAIMS_H
#define SL_SIM_CLI_RANKS_CLAIMS_H

#include "sim/cli/ranks/talk.h"
#include "sim/output/parts/run_parts.h"

typedef struct cli_claims cli_claims_t;

/* Before the ranks have joined, so that the engine is compiled meanwhile: the begin of its store
 * waits for cli_claims_let. SL_ERR_MEMORY. */
int cli_claims_new(cli_claims_t **claims, sl_error_t *error);
void cli_claims_free(cli_claims_t *claims); /* NULL is fine */

/* On every rank: the claims of a pass over all units; `parts` are the rank's, which must stay. What
 * those of rank 0 have nobody computes again. SL_ERR_MEMORY. */
int cli_claims_begin(cli_claims_t *claims, const cli_ranks_t *ranks, const sl_run_parts_t *parts,
                     sl_error_t *error);

/* Let the engine go on from the begin of its store, once all ranks have begun, or, with
 * SL_ERR_INTERRUPTED, not. What was said first holds. */
void cli_claims_let(cli_claims_t *claims, bool go_on);

/* For the options of the engine that computes: it asks before it does, keeps each unit in the parts
 * and sends it to rank 0. */
const sl_unit_store_t *cli_claims_store(const cli_claims_t *claims);

/* On rank 0, for the options of the engine that adds up: every unit as soon as it has come. Once
 * the other engine is compiled, which is waited for here; NULL where it cannot be. What is damaged
 * in the parts is computed. Its keep is SL_ERR_INTERRUPTED where units come no more. */
const sl_unit_store_t *cli_claims_gathering(cli_claims_t *claims);

/* On rank 0: nobody gets any more units, and none come. */
void cli_claims_stop(cli_claims_t *claims);

/* This rank, whose claims have begun, has ended with this code, and has closed its parts: where
 * that is a failure rank 0 stops the claims. On rank 0 until all have. */
void cli_claims_end(cli_claims_t *claims, int code);

#endif
