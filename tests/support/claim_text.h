/* Claim files written as text inside a test. */
#ifndef SL_TESTS_SUPPORT_CLAIM_TEXT_H
#define SL_TESTS_SUPPORT_CLAIM_TEXT_H

#include "sim/input/claims_file/claims_file.h"

/* Read the text as a claim file, with the ids of a census (NULL: none); every fault fails the test.
 * To be freed by sl_claims_file_free. */
sl_claims_file_t sl_test_claims(const char *text, const char *const *ids, size_t n_ids);

#endif
