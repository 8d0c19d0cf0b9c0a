package filter

import (
	"strings"
	"testing"
)

// The examples of FilterAndPatternSyntax and the pages under it.
func TestPattern_Matches(t *testing.T) {
	t.Parallel()
	const document = `{"eventType":"UpdateTrail","sourceIPAddress":"111.111.111.111","arrayKey":["value","another"],` +
		`"objectList":[{"name":"a","id":1},{"name":"b","id":2}],"SomeObject":null,"ThisFlag":true,"off":false,` +
		`"user":{"id":1,"email":"John.Stiles@example.com"},"cluster.name":"c","n":1.5e2,"empty":""}`
	for pattern, want := range map[string]struct{ yes, no string }{
		"":                                             {"anything", ""},
		"ERROR":                                        {"[ERROR 400] BAD REQUEST", "error 400"},
		"ERROR ARGUMENTS":                              {"[ERROR 419] MISSING ARGUMENTS", "[ERROR 400] BAD REQUEST"},
		"?ERROR ?ARGUMENTS":                            {"[ERROR 400] BAD REQUEST", "fine"},
		`"INTERNAL SERVER ERROR"`:                      {"[ERROR 500] INTERNAL SERVER ERROR", "INTERNAL ERROR"},
		"ERROR -ARGUMENTS":                             {"[ERROR 400] BAD REQUEST", "[ERROR 419] MISSING ARGUMENTS"},
		`-"BAD REQUEST"`:                               {"fine", "[ERROR 400] BAD REQUEST"},
		`"say \"hi\" \\"`:                              {`I say "hi" \ there`, `I say hi`},
		`{ $.eventType = "UpdateTrail" }`:              {document, `{"eventType":"Other"}`},
		`{$.eventType=UpdateTrail}`:                    {document, "UpdateTrail"},
		`{ $.sourceIPAddress != 123.123.* }`:           {document, `{"sourceIPAddress":"123.123.1.1"}`},
		`{ $.sourceIPAddress = "111.*.11*" }`:          {document, `{"sourceIPAddress":"11.111"}`},
		`{ $.arrayKey[0] = "value" }`:                  {document, `{"arrayKey":[]}`},
		`{ $.objectList[1].id = 2 }`:                   {document, `{"objectList":[{"id":2}]}`},
		`{ $.SomeObject IS NULL }`:                     {document, `{"SomeObject":{}}`},
		`{ $.ThisFlag IS TRUE }`:                       {document, `{"ThisFlag":1}`},
		`{ $.off is false }`:                           {document, `{}`},
		`{ $.SomeOtherObject NOT EXISTS }`:             {document, `{"SomeOtherObject":null}`},
		`{ $.user.id = 1 && $.user.email = "John.*" }`: {document, `{"user":{"id":2,"email":"John."}}`},
		`{ ($.user.id = 9 || $.user.email = "J*") && $.n >= 150 }`: {document, `{"user":{"id":9},"n":149}`},
		`{ $.user.id = 9 && $.n = 1 || $.ThisFlag IS TRUE }`:       {document, `{"user":{"id":9},"n":2}`},
		`{ $["cluster.name"] = "c" }`:                              {document, `{"cluster":{"name":"c"}}`},
		`{ $.n > 1e2 }`:                                            {document, `{"n":"200"}`},
		`{ $.n < 151 }`:                                            {document, `{"n":151}`},
		`{ $.n <= -1 || $.n != 7 }`:                                {document, `{"n":7}`},
		`{ $.empty = "" }`:                                         {document, `{"empty":"x"}`},
	} {
		p, err := Parse(pattern)
		if err != nil {
			t.Errorf("%s: %v", pattern, err)
			continue
		}
		if !p.Matches([]byte(want.yes)) {
			t.Errorf("%s does not match %s", pattern, want.yes)
		}
		if pattern != "" && p.Matches([]byte(want.no)) {
			t.Errorf("%s matches %s", pattern, want.no)
		}
	}
}

func TestParse_refused(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		"[ip, user]":                    "space-delimited filter patterns",
		"%a+%":                          "regular expressions (%…%)",
		`{ $.a = %x% }`:                 "regular expressions (%…%)",
		"?a b":                          "optional terms (?term) with other terms",
		"a.b":                           "Invalid character(s) in term 'a.b'",
		"-":                             "Invalid character(s) in term ''",
		`"open`:                         "does not end",
		`{ $.a = "open }`:               "does not end",
		"{":                             "want a selector such as $.name instead of its end",
		"{ a = 1 }":                     "instead of 'a'",
		"{ $ = 1 }":                     "invalid selector $",
		"{ $.a[x] = 1 }":                "invalid selector $.a[x]",
		"{ $.a[*] = 1 }":                "invalid selector $.a[*]",
		"{ $..a = 1 }":                  "invalid selector $..a",
		"{ $.a ~ 1 }":                   `unexpected "~"`,
		"{ $.a 1 }":                     "want an operator after $.a instead of '1'",
		"{ $.a < x }":                   "want a number after '<' instead of 'x'",
		"{ $.a = }":                     "want a text or a number after '=' instead of '}'",
		"{ $.a IS x }":                  "want TRUE, FALSE or NULL after IS instead of 'x'",
		"{ $.a NOT x }":                 "want EXISTS after NOT",
		"{ ($.a = 1 }":                  "want ')' instead of '}'",
		"{ $.a = 1":                     "want '}' instead of its end",
		"{ $.a = 1 } x":                 "unexpected 'x' after '}'",
		"{ " + strings.Repeat("(", 101): "more than 100 parentheses",
	} {
		_, err := Parse(pattern)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", pattern, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{ $.a[0]["b"] = "x*" && ($.c IS NULL || $.d NOT EXISTS) }`, `a -b "c d" ?e`, "[a]", `{"a":1}`} {
		f.Add(seed, `{"a":[{"b":"xy"}],"c":null}`)
	}
	f.Fuzz(func(_ *testing.T, pattern, message string) {
		if p, err := Parse(pattern); err == nil {
			p.Matches([]byte(message))
		}
	})
}

func TestUnsupported(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]bool{"[a]": true, "%a+%": true, `{ $.a = %x% }`: true, "?a b": true, "{": false, `"open`: false, "a": false} {
		_, err := Parse(pattern)
		if got := Unsupported(err); got != want {
			t.Errorf("%s: %v is unsupported: %t, want %t", pattern, err, got, want)
		}
	}
}
