package expr_test

import "testing"

// The samples of Base64 are those of RFC 4648, those of the hashes of RFC 1321 and FIPS
// 180-2.
func TestEncodingFunctions(t *testing.T) {
	t.Parallel()
	checkEvaluations(t, []evaluation{
		{"urlencode('a b&c=ä/-_.')", "a+b%26c%3D%C3%A4%2F-_."},
		{"urldecode('a+b%26c%3d%C3%A4%20')", "a b&c=ä "},
		{"urldecode('%ff')", "\ufffd"},
		{"urldecode('100%')", absent},
		{"base64encode('fooba')", "Zm9vYmE="},
		{"base64encode('foobar')", "Zm9vYmFy"},
		{"base64decode('Zm9vYmE=')", "fooba"},
		{"base64decode('Zm9vYmE')", "fooba"},
		{"base64decode('/w==')", "\ufffd"},
		{"base64decode('Zm9v!')", absent},
		{"base64decode('Z')", absent},
		{"base64decode(empty)", ""},
		{"base64decode(nope)", absent},
		{"hexToAscii('0x4A4b')", "JK"},
		{"hexToAscii('c3a9')", "é"},
		{"hexToAscii('ff')", "\ufffd"},
		{"hexToAscii('4')", absent},
		{"hexToAscii('zz')", absent},
		{"hexToDec('FF')", "255"},
		{"hexToDec('-0Xff')", "-255"},
		{"hexToDec('20000000000001')", "9007199254740993"},
		{"hexToDec('ffffffffffffffff')", "18446744073709551615"},
		{"hexToDec('-8000000000000000')", "-9223372036854775808"},
		{"hexToDec('-8000000000000001')", absent},
		{"hexToDec('10000000000000000')", absent},
		{"hexToDec('0x0xff')", absent},
		{"hexToDec('0x')", absent},
		{"hexToDec(empty)", absent},
		{"hexToDec('g')", absent},
		{"decToHex(0)", "0x0"},
		{"decToHex(-0.5)", "0x0"},
		{"decToHex(id)", "0x20000000000001"},
		{"decToHex(-9223372036854775808)", "-0x8000000000000000"},
		{"decToHex(9223372036854775808)", absent},
		{"decToHex(s)", absent},
		{"md5('abc')", "900150983cd24fb0d6963f7d28e17f72"},
		{"md5(empty)", "d41d8cd98f00b204e9800998ecf8427e"},
		{"sha256('abc')", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"sha256(nope)", absent},
	})
}
