package textform

import (
	"strings"
	"sync"
	"unicode"
)

// ASCII returns a line in printable ASCII, for subjects that take nothing else: letters
// without their accents, the signs of the report's forms as near ones, and one ? for a
// run of anything else. It is cut after limit characters.
func ASCII(line string, limit int) string {
	var b strings.Builder
	unknown := false
	for _, r := range line {
		plain, known := ascii(r)
		if known || !unknown {
			b.WriteString(plain)
		}
		unknown = !known
	}
	out := strings.Join(strings.Fields(b.String()), " ")
	if len(out) > limit {
		out = strings.TrimSpace(out[:max(0, limit-3)]) + "..."
	}
	return out
}

// ascii returns what stands for a character, and whether that says as much.
func ascii(r rune) (plain string, known bool) {
	switch {
	case r >= ' ' && r <= '~':
		return string(r), true
	case unicode.Is(unicode.Mn, r): // an accent by itself
		return "", true
	case unicode.IsSpace(r):
		return " ", true
	}
	plain, known = near()[r]
	if !known {
		plain = "?"
	}
	return plain, known
}

// near has the signs that reports use, and the letters of European languages.
var near = sync.OnceValue(func() map[rune]string {
	return letters(map[rune]string{
		'–': "-", '—': "-", '−': "-", '·': "-", '…': "...", '→': "->", '▲': "up", '▼': "down", '×': "x", '%': "%",
		'‘': "'", '’': "'", '“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`, '€': "EUR", '£': "GBP", 'µ': "u", '°': "",
		'ä': "ae", 'ö': "oe", 'ü': "ue", 'ß': "ss", 'Ä': "Ae", 'Ö': "Oe", 'Ü': "Ue", 'æ': "ae", 'Æ': "Ae", 'œ': "oe", 'Œ': "Oe",
		'ø': "o", 'Ø': "O", 'þ': "th", 'Þ': "Th", 'ð': "d", 'Ð': "D",
	}, map[string]string{
		"A": "ÀÁÂÃÅĀĂĄ", "a": "àáâãåāăą", "C": "ÇĆĈĊČ", "c": "çćĉċč", "D": "ĎĐ", "d": "ďđ", "E": "ÈÉÊËĒĔĖĘĚ", "e": "èéêëēĕėęě",
		"G": "ĜĞĠĢ", "g": "ĝğġģ", "H": "ĤĦ", "h": "ĥħ", "I": "ÌÍÎÏĨĪĬĮİ", "i": "ìíîïĩīĭįı", "J": "Ĵ", "j": "ĵ", "K": "Ķ", "k": "ķ",
		"L": "ĹĻĽŁ", "l": "ĺļľł", "N": "ÑŃŅŇ", "n": "ñńņň", "O": "ÒÓÔÕŌŎŐ", "o": "òóôõōŏő", "R": "ŔŖŘ", "r": "ŕŗř",
		"S": "ŚŜŞŠȘ", "s": "śŝşšș", "T": "ŢŤȚ", "t": "ţťț", "U": "ÙÚÛŨŪŬŮŰŲ", "u": "ùúûũūŭůűų", "W": "Ŵ", "w": "ŵ",
		"Y": "ÝŶŸ", "y": "ýÿŷ", "Z": "ŹŻŽ", "z": "źżž",
	})
})

func letters(signs map[rune]string, accented map[string]string) map[rune]string {
	for plain, all := range accented {
		for _, r := range all {
			signs[r] = plain
		}
	}
	return signs
}
