package expr

import (
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func encodingFunctions() []*Function {
	return []*Function{
		{Name: "urlencode", Params: params("text"), make: bounded(ofText(func(s string) value.Value { return value.OfText(url.QueryEscape(s)) })),
			Summary: "the text as a part of a URL's query, with %20 and the like; a space becomes +"},
		{Name: "urldecode", Params: params("text"), make: ofText(urldecode),
			Summary: "the text that urlencode made, with + as a space; absent if a % does not start a code"},
		{Name: "base64encode", Params: params("text"), make: bounded(ofText(func(s string) value.Value { return value.OfText(base64.StdEncoding.EncodeToString([]byte(s))) })),
			Summary: "the text in Base64"},
		{Name: "base64decode", Params: params("text"), make: bounded(ofText(base64decode)),
			Summary: "the text that the Base64 text stands for; absent if it is not Base64"},
		{Name: "hexToAscii", Params: params("text"), make: bounded(ofText(hexToASCII)),
			Summary: "the text whose bytes the pairs of hexadecimal digits are; absent if it has other characters"},
		{Name: "hexToDec", Params: params("text"), make: ofText(hexToDec),
			Summary: "the number that the hexadecimal digits are, with or without 0x before them; absent if it needs more than 64 bits"},
		{Name: "decToHex", Params: params("number"), make: one(decToHex),
			Summary: "the number cut to an integer in hexadecimal digits, after 0x or -0x; absent if it needs more than 64 bits"},
	}
}

func hashFunctions() []*Function {
	return []*Function{
		{Name: "md5", Params: params("text"), make: ofText(func(s string) value.Value {
			sum := md5.Sum([]byte(s))
			return value.OfText(hex.EncodeToString(sum[:]))
		}), Summary: "the MD5 hash of the text in 32 hexadecimal digits"},
		{Name: "sha256", Params: params("text"), make: ofText(func(s string) value.Value {
			sum := sha256.Sum256([]byte(s))
			return value.OfText(hex.EncodeToString(sum[:]))
		}), Summary: "the SHA-256 hash of the text in 64 hexadecimal digits"},
	}
}

// ofBytes returns a decoded text. Bytes that are not UTF-8 become U+FFFD.
func ofBytes(b []byte, err error) value.Value {
	if err != nil {
		return value.Value{}
	}
	return value.OfText(strings.ToValidUTF8(string(b), "\ufffd"))
}

func urldecode(s string) value.Value {
	decoded, err := url.QueryUnescape(s)
	return ofBytes([]byte(decoded), err)
}

// base64decode accepts a text without the signs = at its end.
func base64decode(s string) value.Value {
	return ofBytes(base64.RawStdEncoding.DecodeString(strings.TrimRight(s, "=")))
}

func hexToASCII(s string) value.Value {
	return ofBytes(hex.DecodeString(withoutZeroX(s)))
}

func withoutZeroX(s string) string {
	if len(s) > 1 && s[0] == '0' && s[1]|0x20 == 'x' {
		return s[2:]
	}
	return s
}

func hexToDec(s string) value.Value {
	digits, negative := strings.CutPrefix(s, "-")
	n, err := strconv.ParseUint(withoutZeroX(digits), 16, 64)
	switch {
	case err != nil || negative && n > -math.MinInt64:
		return value.Value{}
	case negative:
		return value.OfInteger(-int64(n))
	case n > math.MaxInt64:
		return value.OfText(strconv.FormatUint(n, 10))
	}
	return value.OfInteger(int64(n))
}

func decToHex(v value.Value) value.Value {
	n, ok := v.Integer()
	switch {
	case !ok:
		return value.Value{}
	case n < 0:
		return value.OfText("-0x" + strconv.FormatUint(-uint64(n), 16))
	}
	return value.OfText("0x" + strconv.FormatInt(n, 16))
}
