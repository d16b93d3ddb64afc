/* What only the whole file tells: tiers, kinds, prices stated as a year's sum, status, options that
 * nobody quoted. */
#include "sim/input/foreign/quotes/book.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* With a tier of employee and children the others are the usual four, whatever they are called. */
static void settle_tiers(sl_quotes_t *quotes)
{
  bool ranks[SL_QUOTE_TIER_NAMES] = {false};
  for (size_t t = 0; t < quotes->n_tiers; t++) {
    ranks[quotes->tiers[t].name] = true;
  }
  const bool four = ranks[SL_QUOTE_EMPLOYEE_CHILDREN];
  const bool middle = ranks[SL_QUOTE_COUPLE] || ranks[SL_QUOTE_EMPLOYEE_SPOUSE] ||
                      ranks[SL_QUOTE_EMPLOYEE_PLUS_ONE];
  for (size_t t = 0; t < quotes->n_tiers; t++) {
    sl_quote_tier_t *tier = &quotes->tiers[t];
    if (four && tier->name == SL_QUOTE_SINGLE) {
      tier->name = SL_QUOTE_EMPLOYEE;
    } else if (four &&
               (tier->name == SL_QUOTE_COUPLE || tier->name == SL_QUOTE_EMPLOYEE_PLUS_ONE)) {
      tier->name = SL_QUOTE_EMPLOYEE_SPOUSE;
    }
    tier->covers[SL_TIER_EMPLOYEE] =
        tier->name == SL_QUOTE_SINGLE || tier->name == SL_QUOTE_EMPLOYEE;
    tier->covers[SL_TIER_FAMILY] = tier->name == SL_QUOTE_FAMILY;
    tier->covers[SL_TIER_EMPLOYEE_CHILDREN] =
        tier->name == SL_QUOTE_EMPLOYEE_CHILDREN || (tier->name == SL_QUOTE_FAMILY && !four);
    tier->covers[SL_TIER_EMPLOYEE_SPOUSE] =
        tier->name == SL_QUOTE_COUPLE || tier->name == SL_QUOTE_EMPLOYEE_SPOUSE ||
        tier->name == SL_QUOTE_EMPLOYEE_PLUS_ONE || (tier->name == SL_QUOTE_FAMILY && !middle);
  }
}

static bool has_tiers(const sl_quote_price_t *price)
{
  bool has = false;
  for (size_t t = 0; t < SL_QUOTE_TIERS_MAX; t++) {
    has |= price->tier[t].known;
  }
  return has;
}

static void add_total(sl_quote_t *option, sl_quote_total_kind_t kind, sl_quote_amount_t amount)
{
  if (option->n_totals < SL_QUOTE_TOTALS_MAX) {
    option->totals[option->n_totals++] = (sl_quote_total_t){
        .kind = kind, .label = "", .amount = amount, .per = SL_QUOTE_PER_EMPLOYEE_MONTH};
  }
}

/* A composite beside tiers is their mean: a sum to compare. A year's sum without any rate is the
 * price, and a total per employee and month the composite. */
static void settle_price(sl_quote_t *option, sl_quote_price_t *price, sl_quote_total_kind_t kind)
{
  if (has_tiers(price) && price->composite.known) {
    add_total(option, kind, price->composite);
    price->composite = (sl_quote_amount_t){0};
  }
  for (size_t i = 0; i < option->n_totals && !sl_quote_has_price(price); i++) {
    const sl_quote_total_t *total = &option->totals[i];
    if (total->kind == kind) {
      sl_quote_amount_t *place =
          total->per == SL_QUOTE_PER_YEAR ? &price->yearly : &price->composite;
      *place = total->amount;
      memmove(&option->totals[i], &option->totals[i + 1],
              (option->n_totals - i - 1) * sizeof option->totals[0]);
      option->n_totals--;
    }
  }
}

static bool has_level(const sl_quote_t *option)
{
  return sl_quote_has_price(&option->level.claims_fund) ||
         (sl_quote_has_price(&option->level.administration) && sl_quote_has_price(&option->rates));
}

static bool has_cover(const sl_quote_t *option)
{
  return option->specific.deductible.known || sl_quote_has_price(&option->specific.rates) ||
         sl_quote_has_price(&option->aggregate.factors) ||
         sl_quote_has_price(&option->aggregate.premium) ||
         sl_quote_has_price(&option->expected_claims);
}

static void settle_kind(sl_quote_t *option)
{
  if (!option->kind_stated && sl_quote_kind_of(option->header, &option->kind)) {
    option->kind_stated = true;
  }
  if (!option->kind_stated) {
    option->kind = has_level(option)   ? SL_QUOTE_LEVEL_FUNDED
                   : has_cover(option) ? SL_QUOTE_ASO
                   : sl_quote_has_price(&option->rates) || option->change.known
                       ? SL_QUOTE_FULLY_INSURED
                       : SL_QUOTE_ASO;
  }
}

/* "Stop loss" without a word for which: a part of a level rate, else the specific cover's price.
 * Administration of one price is a fee, of a level-funded option a part of its rate. */
static void settle_level(sl_quote_book_t *book, sl_quote_t *option)
{
  sl_quote_level_t *level = &option->level;
  if (option->kind != SL_QUOTE_LEVEL_FUNDED) {
    if (sl_quote_has_price(&level->stop_loss) && !sl_quote_has_price(&option->specific.rates)) {
      option->specific.rates = level->stop_loss;
    }
    level->stop_loss = (sl_quote_price_t){0};
    if (sl_quote_has_price(&level->administration)) {
      sl_book_unplaced(book, option->cell, option->name, "",
                       "administration by tier outside a level-funded offer is not read");
      level->administration = (sl_quote_price_t){0};
    }
    return;
  }
  for (size_t i = 0; i < option->n_fees && !sl_quote_has_price(&level->administration); i++) {
    if (strcmp(option->fees[i].key, "administration") == 0 &&
        option->fees[i].per == SL_QUOTE_PER_EMPLOYEE_MONTH) {
      level->administration.composite = option->fees[i].amount;
      memmove(&option->fees[i], &option->fees[i + 1],
              (option->n_fees - i - 1) * sizeof option->fees[0]);
      option->n_fees--;
    }
  }
}

static void settle_covers(sl_quote_t *option)
{
  sl_quote_specific_t *specific = &option->specific;
  sl_quote_aggregate_t *aggregate = &option->aggregate;
  specific->has = specific->deductible.known || sl_quote_has_price(&specific->rates);
  aggregate->has = sl_quote_has_price(&aggregate->factors) ||
                   sl_quote_has_price(&aggregate->premium) || aggregate->share_of_fund.known ||
                   aggregate->minimum.known ||
                   (option->kind == SL_QUOTE_LEVEL_FUNDED && has_level(option));
  if (sl_quote_has_price(&option->rates) && option->kind == SL_QUOTE_FULLY_INSURED) {
    specific->has = aggregate->has = false;
  }
  if (!aggregate->has) {
    aggregate->contract = (sl_quote_contract_t){0};
  }
  if (!specific->has) {
    specific->contract = (sl_quote_contract_t){0};
  }
}

/* Canadian stop-loss without an aggregate and without a word of its basis is pooling. */
static void settle_pooling(const sl_quote_book_t *book, sl_quote_t *option)
{
  const bool canadian = book->quotes.currency != NULL && strcmp(book->quotes.currency, "CAD") == 0;
  sl_quote_specific_t *specific = &option->specific;
  if (canadian && specific->deductible.known && !option->aggregate.has &&
      specific->contract.basis == SL_QUOTE_BASIS_NONE) {
    specific->contract = sl_quote_pooled(specific->deductible.cell);
  }
}

/* "Incumbent (Otter Re)", "Otter Re Renewal": what a header has beside its role's word; "" where
 * that is no name. Returns name. */
static char *beside_role(const char *header, char name[SL_BOOK_LABEL])
{
  static const char *const roles[] = {"current", "incumbent", "renewal", "expiring", "existing"};
  static const char *const others[] = {"plan",    "option", "rate",    "quote",
                                       "benefit", "year",   "carrier", "coverage"};
  const char *open = strchr(header, '(');
  sl_quote_kind_t kind;
  snprintf(name, SL_BOOK_LABEL, "%.100s", open != NULL ? open + 1 : header);
  name[strcspn(name, ")")] = '\0';
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
    const size_t n = strlen(roles[i]), length = strlen(name);
    if (length > n && name[n] == ' ' && strncasecmp(name, roles[i], n) == 0) {
      memmove(name, name + n + 1, length - n);
    } else if (length > n && name[length - n - 1] == ' ' &&
               strcasecmp(name + length - n, roles[i]) == 0) {
      name[length - n - 1] = '\0';
    } else if (strcasecmp(name, roles[i]) == 0) {
      name[0] = '\0';
    }
  }
  bool other = sl_quote_kind_of(name, &kind) || strpbrk(name, "0123456789") != NULL;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
    other |= sl_quote_says(name, others[i]);
  }
  name[other ? 0 : strlen(name)] = '\0';
  return name;
}

/* Where no row names carriers, the headers may. */
static void settle_carrier(sl_quote_book_t *book, sl_quote_t *option)
{
  char name[SL_BOOK_LABEL];
  if (option->carrier.text != NULL || book->header_is_body) {
    return;
  }
  if (option->named_by_carrier) {
    option->carrier = (sl_quote_text_t){.text = option->header, .cell = option->cell};
  } else if (option->role != SL_QUOTE_OPTION && beside_role(option->header, name)[0] != '\0') {
    option->carrier =
        (sl_quote_text_t){.text = sl_book_copy(book, name, sizeof name), .cell = option->cell};
  }
}

static void settle_option(sl_quote_book_t *book, sl_quote_t *option)
{
  settle_kind(option);
  settle_level(book, option);
  settle_price(option, &option->specific.rates, SL_QUOTE_TOTAL_SPECIFIC);
  settle_price(option, &option->aggregate.premium, SL_QUOTE_TOTAL_AGGREGATE);
  if (option->kind == SL_QUOTE_LEVEL_FUNDED) {
    settle_price(option, &option->level.claims_fund, SL_QUOTE_TOTAL_ATTACHMENT);
  } else {
    settle_price(option, &option->aggregate.factors, SL_QUOTE_TOTAL_ATTACHMENT);
  }
  if (option->kind == SL_QUOTE_FULLY_INSURED) {
    settle_price(option, &option->rates, SL_QUOTE_TOTAL_PREMIUM);
  }
  settle_covers(option);
  settle_pooling(book, option);
  settle_carrier(book, option);
}

/* Whether somebody offers something: a price of risk, or claims that the group bears itself. */
static bool is_offer(const sl_quote_t *option)
{
  return sl_quote_has_price(&option->specific.rates) || sl_quote_has_price(&option->rates) ||
         sl_quote_has_price(&option->level.claims_fund) ||
         sl_quote_has_price(&option->expected_claims) ||
         sl_quote_has_price(&option->aggregate.factors);
}

static void forget_unplaced(sl_quote_book_t *book, const char *name)
{
  size_t kept = 0;
  for (size_t i = 0; i < book->quotes.n_unplaced; i++) {
    if (strcmp(book->unplaced[i].column, name) != 0) {
      book->unplaced[kept++] = book->unplaced[i];
    }
  }
  book->quotes.n_unplaced = kept;
}

/* Leave out what is no offer, and say why. */
static void drop_declined(sl_quote_book_t *book)
{
  size_t kept = 0;
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    sl_quote_t *option = &book->options[i];
    sl_quote_cell_t cell = book->declined[i];
    const bool said =
        cell.row > 0 || sl_quote_value(option->header, false).form == SL_FORM_DECLINED;
    if (is_offer(option)) {
      if (cell.row > 0) {
        sl_book_unplaced(book, cell, option->name, "", "declined here, though rates are stated");
      }
      book->options[kept++] = *option;
      continue;
    }
    forget_unplaced(book, option->name);
    sl_book_unplaced(book, cell.row > 0 ? cell : option->cell, option->name,
                     option->carrier.text != NULL ? option->carrier.text : "",
                     said ? "declined: the option is left out"
                          : "no rate is stated: the option is left out");
  }
  book->quotes.n_options = kept;
}

static bool says_whole(const char *text, const char *words)
{
  const size_t n = strlen(words);
  for (const char *at = text; n > 0 && *at != '\0'; at++) {
    const bool start = at == text || !isalnum((unsigned char)at[-1]);
    if (start && strncasecmp(at, words, n) == 0 && !isalnum((unsigned char)at[n])) {
      return true;
    }
  }
  return false;
}

/* "Options 2 and 3": the numbers behind the word. */
static bool names_number(const char *sentence, const char *name)
{
  const size_t n = strlen(name);
  size_t digits = 0;
  while (digits < n && isdigit((unsigned char)name[n - digits - 1])) {
    digits++;
  }
  for (const char *at = sentence; digits > 0 && *at != '\0'; at++) {
    if (strncasecmp(at, "option", strlen("option")) != 0) {
      continue;
    }
    const char *list = at + strlen("option");
    list += *list == 's' ? 1 : 0;
    while (true) {
      list += strspn(list, " ,&/");
      list += strncmp(list, "and ", 4) == 0 ? 4 : 0;
      const size_t length = strspn(list, "0123456789");
      if (length == 0) {
        break;
      }
      if (length == digits && strncmp(list, name + n - digits, digits) == 0) {
        return true;
      }
      list += length;
    }
  }
  return false;
}

static bool names_this(const char *sentence, const sl_quote_t *option)
{
  return says_whole(sentence, option->name) || names_number(sentence, option->name) ||
         (option->carrier.text != NULL && says_whole(sentence, option->carrier.text));
}

static sl_quote_status_t status_of(const char *text)
{
  if (sl_quote_says(text, "contingent") || sl_quote_says(text, "subject to") ||
      sl_quote_says(text, "pending") || sl_quote_says(text, "illustrative") ||
      sl_quote_says(text, "not firm") || sl_quote_says(text, "preliminary")) {
    return SL_QUOTE_CONTINGENT;
  }
  return sl_quote_says(text, "firm") || sl_quote_says(text, "final") ? SL_QUOTE_FIRM
                                                                     : SL_QUOTE_STATUS_UNSAID;
}

/* Of one sentence: for the options that it names, or for all where it names none. */
static void read_status(sl_quote_book_t *book, const char *sentence, sl_quote_cell_t cell)
{
  const sl_quote_status_t status = status_of(sentence);
  bool any = sl_quote_says(sentence, "option");
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    any |= names_this(sentence, &book->options[i]);
  }
  for (size_t i = 0; i < book->quotes.n_options && status != SL_QUOTE_STATUS_UNSAID; i++) {
    sl_quote_t *option = &book->options[i];
    if (option->status == SL_QUOTE_STATUS_UNSAID && option->role != SL_QUOTE_CURRENT &&
        (!any || names_this(sentence, option))) {
      option->status = status;
      option->status_said =
          (sl_quote_text_t){sl_book_copy(book, sentence, SL_SHEET_CELL_MAX), cell};
    }
  }
  for (size_t i = 0; i < book->quotes.n_options && sl_quote_says(sentence, "no lasers"); i++) {
    sl_quote_specific_t *specific = &book->options[i].specific;
    specific->no_lasers |=
        specific->n_lasers == 0 && (!any || names_this(sentence, &book->options[i]));
  }
}

static void settle_status(sl_quote_book_t *book)
{
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    if (book->options[i].status_said.text != NULL) {
      book->options[i].status = status_of(book->options[i].status_said.text);
    }
  }
  for (size_t i = 0; i < book->quotes.n_notes && !book->failed; i++) {
    char copy[SL_SHEET_CELL_MAX + 1];
    const sl_quote_text_t note = book->notes[i];
    snprintf(copy, sizeof copy, "%s", note.text);
    for (char *at = copy; *at != '\0';) {
      const size_t n = strcspn(at, ".;");
      const bool last = at[n] == '\0';
      at[n] = '\0';
      read_status(book, at + strspn(at, " "), note.cell);
      at += n + (last ? 0 : 1);
    }
  }
}

static int in_order(const void *one, const void *other)
{
  const sl_quote_unplaced_t *a = one, *b = other;
  if (a->cell.row != b->cell.row) {
    return a->cell.row < b->cell.row ? -1 : 1;
  }
  return (a->cell.column > b->cell.column) - (a->cell.column < b->cell.column);
}

void sl_book_finish(sl_quote_book_t *book)
{
  settle_tiers(&book->quotes);
  for (size_t i = 0; i < book->quotes.n_options; i++) {
    settle_option(book, &book->options[i]);
  }
  drop_declined(book);
  settle_status(book);
  if (book->quotes.n_unplaced > 0) {
    qsort(book->unplaced, book->quotes.n_unplaced, sizeof *book->unplaced, in_order);
  }
}
