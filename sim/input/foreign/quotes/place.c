/* Where a value of a known row goes in its option. */
#include "sim/input/foreign/quotes/book.h"

#include <math.h>
#include <string.h>

static void put_text(const sl_quote_place_t *place, sl_quote_text_t *text)
{
  if (text->text == NULL && place->value.form != SL_FORM_NOTHING) {
    *text = (sl_quote_text_t){.text = sl_book_copy(place->book, place->text, SL_BOOK_LABEL),
                              .cell = place->cell};
  }
}

static void put_change(sl_quote_place_t *place)
{
  const sl_quote_value_t *value = &place->value;
  if (value->form != SL_FORM_NUMBER || value->money) {
    return; /* an amount: the arithmetic tells it */
  }
  double number =
      !value->percent && fabs(value->number) > 1.5 ? value->number / 100 : value->number;
  if (strcmp(place->meaning->words, "percent current") == 0) {
    number -= 1;
  }
  if (fabs(number) <= 10 && !place->option->change.known) {
    place->option->change = (sl_quote_amount_t){true, number, place->cell};
  }
}

/* The administrator's row may hold its price. */
static void put_administrator(sl_quote_place_t *place)
{
  static const sl_quote_meaning_t fee = {"administration", SL_ITEM_FEE, "administration", 0, false};
  if (place->value.form == SL_FORM_NUMBER) {
    place->meaning = &fee;
    sl_quote_place_other(place);
  } else {
    put_text(place, &place->option->administrator);
  }
}

static void put_carrier(sl_quote_place_t *place) { put_text(place, &place->option->carrier); }
static void put_mgu(sl_quote_place_t *place) { put_text(place, &place->option->mgu); }
static void put_status(sl_quote_place_t *place) { put_text(place, &place->option->status_said); }

static void put_rate(sl_quote_place_t *place)
{
  sl_quote_price(place, &place->option->rates, SL_QUOTE_TOTAL_PREMIUM);
}

static void put_out_of_country(sl_quote_place_t *place)
{
  sl_quote_price(place, &place->option->out_of_country, SL_QUOTE_TOTAL_COST);
}

void sl_quote_place(sl_quote_place_t *place)
{
  static void (*const putters[SL_ITEMS])(sl_quote_place_t *) = {
      [SL_ITEM_CARRIER] = put_carrier,
      [SL_ITEM_MGU] = put_mgu,
      [SL_ITEM_ADMINISTRATOR] = put_administrator,
      [SL_ITEM_STATUS] = put_status,
      [SL_ITEM_RATE] = put_rate,
      [SL_ITEM_CHANGE] = put_change,
      [SL_ITEM_OUT_OF_COUNTRY] = put_out_of_country};
  if (place->value.form == SL_FORM_DECLINED && place->meaning->item != SL_ITEM_LASER) {
    sl_quote_cell_t *declined = &place->book->declined[place->option_index];
    *declined = declined->row == 0 ? place->cell : *declined;
  }
  if (putters[place->meaning->item] != NULL) {
    putters[place->meaning->item](place);
  } else if (!sl_quote_place_cover(place)) {
    sl_quote_place_other(place);
  }
}
