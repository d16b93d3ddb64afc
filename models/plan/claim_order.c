#include "models/plan/claim_order.h"

/* Claims may be moved so many places in all, a claim, one by one; a list that takes more is not
 * nearly in order. */
#define MOVES_PER_CLAIM 16

static void move_back(sl_claim_record_t *claims, size_t i, size_t gap)
{
  const sl_claim_record_t moving = claims[i];
  for (; i >= gap && claims[i - gap].key > moving.key; i -= gap) {
    claims[i] = claims[i - gap];
  }
  claims[i] = moving;
}

/* Shell's sort with Ciura's gaps. */
static void sort_any(size_t n, sl_claim_record_t *claims)
{
  static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
  for (size_t g = 0; g < sizeof gaps / sizeof gaps[0]; g++) {
    for (size_t i = gaps[g]; i < n; i++) {
      move_back(claims, i, gaps[g]);
    }
  }
}

void sl_claims_settle(size_t n, sl_claim_record_t *claims)
{
  size_t moves = MOVES_PER_CLAIM * n;
  for (size_t i = 1; i < n; i++) {
    if (claims[i - 1].key <= claims[i].key) {
      continue;
    }
    const sl_claim_record_t moving = claims[i];
    size_t j = i;
    for (; j > 0 && claims[j - 1].key > moving.key && moves > 0; j--, moves--) {
      claims[j] = claims[j - 1];
    }
    claims[j] = moving;
    if (moves == 0) {
      sort_any(n, claims);
      return;
    }
  }
}
