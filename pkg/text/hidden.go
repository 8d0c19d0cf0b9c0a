package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// Joiners are invisible as well, but some words and emoji are written with
// them: looseJoiner decides.
const (
	nonJoiner = '\u200C'
	joiner    = '\u200D'
)

// hidden reports whether r is a control character, or has no shape of its own
// and may change how its neighbours are shown: directional controls, zero-width
// characters, line and paragraph separators, fillers, tags, noncharacters and
// all others that Unicode's standard lets a font leave out
// (Default_Ignorable_Code_Point in DerivedCoreProperties.txt). Presentation
// selectors (U+FE00 to U+FE0F) are not hidden, and joiners are not either.
func hidden(r rune) bool {
	switch {
	case r < 0xA0:
		return r < ' ' || r >= 0x7F
	case r == joiner || r == nonJoiner || r >= 0xFE00 && r <= 0xFE0F:
		return false
	case unicode.Is(unicode.Cf, r):
		return !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	}
	return unicode.In(r, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point,
		unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// looseJoiner reports whether r, at s[i:], is a joiner that joins neither an
// emoji nor letters of a script that is written with joiners.
func looseJoiner(s string, i int, r rune) bool {
	if r != joiner && r != nonJoiner {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
	if writtenWithJoiners(before) && writtenWithJoiners(after) {
		return false
	}
	return r == nonJoiner || !joinsEmoji(s, i, after)
}

// joinsEmoji reports whether the joiner at s[i:] and the character after it
// belong to the emoji before it: the three then are one grapheme cluster.
func joinsEmoji(s string, i int, after rune) bool {
	if after == utf8.RuneError || !unicode.In(after, unicode.So, unicode.Sm) {
		return false
	}
	base := strings.TrimRight(s[:i], "\uFE0F🏻🏼🏽🏾🏿")
	_, size := utf8.DecodeLastRuneInString(base)
	sequence := s[len(base)-size : i+utf8.RuneLen(joiner)+utf8.RuneLen(after)]
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(sequence, -1)
	return len(cluster) == len(sequence)
}

// writtenWithJoiners reports whether r is a letter or a mark of a script whose
// words may hold joiners: cursive scripts, and those that build conjuncts.
func writtenWithJoiners(r rune) bool {
	return r >= 0x600 && !hidden(r) && unicode.In(r, unicode.L, unicode.M) && unicode.In(r,
		unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
		unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar)
}
