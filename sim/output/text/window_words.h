/* Which claims a contract holds, in words. */
#ifndef SL_SIM_OUTPUT_TEXT_WINDOW_WORDS_H
#define SL_SIM_OUTPUT_TEXT_WINDOW_WORDS_H

/* A contract's window in words, from how sl_contract_describe says it: "12/15" is "incurred in the
 * plan year and paid by 3 months after it". */
#define SL_WINDOW_WORDS 160
void sl_window_words(const char *contract, char words[SL_WINDOW_WORDS]);

#endif
