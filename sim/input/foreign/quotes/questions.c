/* What a file leaves open, or says so that it should be read again: with what is done without an
 * answer. */
#include "sim/input/foreign/quotes/book.h"

#include <stdio.h>
#include <string.h>

#define SAID 80 /* bytes of the file's words in a question */

static const sl_quote_t *first_where(const sl_quote_book_t *book,
                                     bool (*holds)(const sl_quote_t *option))
{
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    if (holds(&book->options[i])) {
      return &book->options[i];
    }
  }
  return NULL;
}

static bool has_rebates(const sl_quote_t *option)
{
  return option->rebates.amount.known || option->rebates.said.text != NULL;
}

static bool is_current_aso(const sl_quote_t *option)
{
  return option->role == SL_QUOTE_CURRENT && option->kind == SL_QUOTE_ASO;
}

static bool has_commission(const sl_quote_t *option)
{
  return option->commission.amount.known && option->commission.amount.value > 0;
}

static bool has_minimum(const sl_quote_t *option) { return option->aggregate.minimum.known; }
static bool has_lasers(const sl_quote_t *option) { return option->specific.n_lasers > 0; }
static bool has_refund(const sl_quote_t *option) { return option->level.refund_share.known; }
static bool has_expected(const sl_quote_t *option) { return option->level.expected_share.known; }
static bool is_level(const sl_quote_t *option) { return option->kind == SL_QUOTE_LEVEL_FUNDED; }

static bool has_no_aggregate(const sl_quote_t *option)
{
  return option->kind == SL_QUOTE_ASO && !option->aggregate.has;
}

static bool has_sales_tax(const sl_quote_t *option)
{
  for (size_t i = 0; i < option->n_taxes; i++) {
    if (strcmp(option->taxes[i].name, "premium_tax") != 0) {
      return true;
    }
  }
  return false;
}

static bool has_no_corridor(const sl_quote_t *option)
{
  return option->aggregate.has && option->kind == SL_QUOTE_ASO && !option->aggregate.corridor.known;
}

/* A file of four tiers is the census's own; with fewer, or none, the two are compared. */
static void ask_tiers(sl_quote_book_t *book)
{
  const sl_quotes_t *quotes = &book->quotes;
  size_t stated = 0;
  for (size_t t = 0; t < quotes->n_tiers; t++) {
    stated += quotes->tiers[t].enrolment.known ? 1 : 0;
  }
  if (stated == 0 && !quotes->employees.known) {
    sl_book_ask(book, "enrolment", "the census's", "the file does not say how many are enrolled");
  } else if (book->enrolment_said != NULL && quotes->n_tiers < SL_TIERS) {
    sl_book_ask(book, "enrolment", "as stated; compare with the census",
                "the enrolment stands in a line: %.*s", SAID, book->enrolment_said);
  }
  if (quotes->n_tiers == 2) {
    sl_book_ask(book, "tiers", "the same rate for the three",
                "two tiers, %s and %s: family covers employee_spouse, employee_children and family",
                sl_quote_tier_names[quotes->tiers[0].name],
                sl_quote_tier_names[quotes->tiers[1].name]);
  } else if (quotes->n_tiers == 3) {
    sl_book_ask(book, "tiers", "employee, employee_spouse, family; single parents are the family's",
                "three tiers, %s, %s and %s: which one is an employee with children?",
                sl_quote_tier_names[quotes->tiers[0].name],
                sl_quote_tier_names[quotes->tiers[1].name],
                sl_quote_tier_names[quotes->tiers[2].name]);
  }
}

/* The cell of an amount, to show what the file says there. */
static const char *said_at(const sl_quote_book_t *book, sl_quote_cell_t cell)
{
  for (size_t r = 0; r < sl_book_rows(book) && cell.column > 0; r++) {
    if (sl_book_cell(book, r, 0).row == cell.row) {
      return sl_book_text(book, r, cell.column - 1);
    }
  }
  return "";
}

static void ask_covers(sl_quote_book_t *book)
{
  const sl_quote_t *option = first_where(book, has_lasers);
  if (option != NULL) {
    sl_book_ask(
        book, "lasers", "asked; without it the laser is stated and left out of the simulation",
        "%.*s: which member of the census?", SAID,
        option->specific.lasers[0].who[0] != '\0' ? option->specific.lasers[0].who : "a laser");
  }
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    const sl_quote_amount_t *corridor = &book->options[i].aggregate.corridor;
    const sl_quote_value_t value =
        sl_quote_value(said_at(book, corridor->cell), book->decimal_comma);
    if (corridor->known &&
        (value.number < 1 || (!value.percent && value.number >= 5 && value.number < 100))) {
      sl_book_ask(book, "corridor", "what is above the expected claims: 25% is 125% of expected",
                  "a corridor of %.*s", SAID, said_at(book, corridor->cell));
      break;
    }
  }
  option = first_where(book, has_no_corridor);
  if (option != NULL) {
    sl_book_ask(book, "corridor", "125% of expected claims",
                "%s has an aggregate without a corridor", option->name);
  }
  if (first_where(book, has_minimum) != NULL) {
    sl_book_ask(book, "minimum", "the greater of factors and minimum",
                "a minimum attachment is stated");
  }
  option = first_where(book, has_no_aggregate);
  if (option != NULL) {
    sl_book_ask(book, "no_aggregate", "no maximum; said so", "%s has no aggregate stop-loss",
                option->name);
  }
}

static void ask_money(sl_quote_book_t *book)
{
  const sl_quote_t *option = first_where(book, has_rebates);
  if (option != NULL && option->rebates.amount.known) {
    sl_book_ask(book, "rebates", "a negative fee where the user agrees; never in the fixed cost",
                "rebates are estimated credits");
  } else if (option != NULL) {
    sl_book_ask(book, "rebates", "none", "rebates are not credited: %.*s", SAID,
                option->rebates.said.text);
  }
  option = first_where(book, has_commission);
  if (option != NULL) {
    const bool on_top = option->commission.added == SL_QUOTE_ON_TOP;
    sl_book_ask(book, "commission",
                on_top ? "added to the premiums" : "inside the premiums, not added",
                "a commission of %.*s", SAID, said_at(book, option->commission.amount.cell));
  }
  if (book->quotes.currency != NULL && strcmp(book->quotes.currency, "USD") != 0) {
    sl_book_ask(book, "currency", "as stated", "amounts are in %s", book->quotes.currency);
  }
  if (book->sales_tax_said.text != NULL || first_where(book, has_sales_tax) != NULL) {
    sl_book_ask(book, "sales_tax", "compared on one footing, which is stated", "%.*s", 2 * SAID,
                book->sales_tax_said.text != NULL ? book->sales_tax_said.text
                                                  : "some options have a sales tax of their own");
  }
}

static void ask_level(sl_quote_book_t *book)
{
  const sl_quote_t *option = first_where(book, has_refund);
  if (option != NULL) {
    sl_book_ask(book, "refund", "the employer's share; the carrier keeps the rest",
                "a surplus is refunded: %.10g%%", 100 * option->level.refund_share.value);
  }
  option = first_where(book, has_expected);
  if (option != NULL) {
    sl_book_ask(book, "expected", "as stated, the carrier's view",
                "expected claims are %.10g%% of the claims fund",
                100 * option->level.expected_share.value);
  }
  if (first_where(book, is_level) != NULL) {
    sl_book_ask(book, "level", "components, not the total, become the arrangement",
                "level-funded rates are administration + stop loss + claims fund");
  }
}

void sl_book_ask_all(sl_quote_book_t *book)
{
  ask_tiers(book);
  ask_covers(book);
  ask_money(book);
  ask_level(book);
  const sl_quote_t *current = first_where(book, is_current_aso);
  if (current != NULL) {
    sl_book_ask(book, "incumbent", "shown, not offered", "%s is last year's price", current->name);
  }
}
