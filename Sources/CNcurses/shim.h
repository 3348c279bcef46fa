// What Swift cannot import of ncurses: globals, function-like macros, and setcchar's untyped argument. Nothing else
// belongs here.
#ifndef HANDOFF_CNCURSES_SHIM_H
#define HANDOFF_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#include <curses.h>

// POSIX's, which the headers show only to those who ask for X/Open.
extern int wcwidth(wchar_t character);

static inline WINDOW *cn_standard_screen(void) { return stdscr; }
static inline WINDOW *cn_current_screen(void) { return curscr; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }

static inline attr_t cn_bold(void) { return WA_BOLD; }
static inline attr_t cn_dim(void) { return WA_DIM; }
static inline attr_t cn_italic(void) { return WA_ITALIC; }
static inline attr_t cn_underline(void) { return WA_UNDERLINE; }
static inline attr_t cn_reverse(void) { return WA_REVERSE; }

/// tigetstr, with NULL for both of its ways to say that there is none.
static inline const char *cn_capability(const char *name) {
    const char *value = tigetstr(name);
    return value == (const char *)-1 ? NULL : value;
}

/// A base and up to two marks (0 where there is none) with an extended colour pair.
static inline void cn_set_cell(cchar_t *cell, wchar_t base, wchar_t mark, wchar_t mark2, attr_t attributes, int pair) {
    wchar_t text[4] = {base, mark, mark2, 0};
    setcchar(cell, text, attributes, 0, &pair);
}

#endif
