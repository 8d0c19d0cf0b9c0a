package logs

import (
	"encoding/base64"
	"fmt"
	"strings"
	"time"
)

// errToken is the error of a token that belongs to another call, or is too old.
func errToken() error { return invalid("The specified nextToken is invalid or has expired.") }

// writeToken returns the token of a page: its start, its subject, and the time until which it
// is valid.
func writeToken(subject string, start int, expiry time.Time) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %d %s", start, expiry.UnixMilli(), subject))
}

// readToken returns the start of a page from its token; 0 without a token.
func readToken(token *string, subject string, now time.Time) (start int, err error) {
	if token == nil {
		return 0, nil
	}
	var expiry int64
	var of string
	text, err := base64.RawURLEncoding.DecodeString(*token)
	if err == nil {
		_, err = fmt.Sscanf(string(text), "%d %d %s", &start, &expiry, &of)
	}
	if err != nil || of != subject || start < 0 || now.UnixMilli() > expiry {
		return 0, errToken()
	}
	return start, nil
}

// writePlaceToken returns the token of a page that goes on after a place.
func writePlaceToken(after place, backward bool, subject string, expiry time.Time) string {
	direction := 'f'
	if backward {
		direction = 'b'
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%c %d %s %s", direction, expiry.UnixMilli(), subject, after))
}

// readPlaceToken returns what writePlaceToken has written.
func readPlaceToken(token, subject string, now time.Time) (after place, backward bool, err error) {
	text, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		return place{}, false, errToken()
	}
	parts := strings.SplitN(string(text), " ", 4)
	var expiry int64
	if len(parts) != 4 || parts[2] != subject {
		return place{}, false, errToken()
	}
	after, ok := parsePlace(parts[3])
	if _, err := fmt.Sscan(parts[1], &expiry); err != nil || !ok || now.UnixMilli() > expiry {
		return place{}, false, errToken()
	}
	return after, parts[0] == "b", nil
}
