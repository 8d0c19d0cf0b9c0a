package edition

import (
	"net/url"
	"strings"
)

// maxAddress is the most characters of an address. It fits into every place: a card of
// Teams, which takes the least, has 28 kB.
const maxAddress = 2000

// addressSigns are the signs that an address has in addition to letters and digits (RFC 3986,
// section 2).
const addressSigns = "-._~:/?#[]@!$&'()*+,;=%"

// webAddress returns an address of https as it is. Any other, and one with signs that an
// address does not have or that is too long for some place, is left out: it is empty.
func webAddress(s string) string {
	foreign := func(r rune) bool {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		return !letter && !strings.ContainsRune(addressSigns, r)
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || len(s) > maxAddress || strings.ContainsFunc(s, foreign) {
		return ""
	}
	return s
}
