package expr_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

func TestRegex_Groups(t *testing.T) {
	t.Parallel()
	for re, want := range map[string][]string{
		`(?<a>x)(y)(?P<b>z)`:                   {"a", "", "b"},
		`(?:x)(?i)(?i:y)(?<a>z)`:               {"a"},
		`\((?<a>x)\)`:                          {"a"},
		`[(](?<a>x)[^(]`:                       {"a"},
		`[](](?<a>x)[^](]`:                     {"a"},
		`[\](](?<a>x)`:                         {"a"},
		`[[:alpha:](](?<a>x)`:                  {"a"},
		`\Q(\E(?<a>x)`:                         {"a"},
		`\\(x)(?<a>y)`:                         {"", "a"},
		`(?=x)(?!y)(?<=z)(?<!z)(?>z)(?<a>(x))`: {"a", ""},
		`(?<@ip>x)(?P<@@b@>y)(?<c.d-e>z)`:      {"@ip", "@@b@", "c.d-e"},
		`(?<a>x)\k<a>(?<b>y)`:                  {"a", "b"},
		`(?<@>x)(?<a.>y)(?<-a>y)(?<é>z)`:       nil, // no engine takes them
	} {
		if diff := cmp.Diff(want, (&expr.Regex{Text: re}).Groups()); diff != "" {
			t.Errorf("/%s/ (-want +got)\n%s", re, diff)
		}
	}
}

// A name that an engine does not take is given to it as another one.
func TestCompiler_Regexp_names(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string][]string{
		`(?<@ip>\d+)-(?<@ip.v6-b>\d+)`: {"@ip", "@ip.v6-b"},
		`(?<_1>\d+)-(?<@b>\d+)`:        {"_1", "@b"},
		`(\d+)-(?P<1a>\d+)`:            {"", "1a"},
	} {
		re, err := (&expr.Compiler{}).Regexp(&expr.Regex{Text: pattern})
		if err != nil {
			t.Errorf("/%s/: %v", pattern, err)
			continue
		}
		if diff := cmp.Diff(want, re.Names()); diff != "" {
			t.Errorf("/%s/ (-want +got)\n%s", pattern, diff)
		}
		found, err := re.Find("x 12-345", 1)
		if diff := cmp.Diff([][]int{{2, 8, 2, 4, 5, 8}}, found); diff != "" || err != nil {
			t.Errorf("/%s/ finds %v (-want +got)\n%s", pattern, err, diff)
		}
	}
}

// Errors name groups as the query does.
func TestParser_AcceptRegex_names(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		`(?<@ip>x`:                 "invalid regular expression: missing closing ): `(?<@ip>x`",
		`(?<a b>x)`:                "invalid regular expression: invalid named capture: `(?<a b>`",
		`(?<@>x)`:                  "invalid regular expression: invalid named capture: `(?<@>`",
		`(?<@a>x)|(?<@a>y)`:        "invalid regular expression: want one group of the name `@a`, not two",
		`(?=x)(?<a>x)(?<a>y)`:      "invalid regular expression: want one group of the name `a`, not two",
		`(?<@a>x)(?<b>y)(z)(zz)()`: "",
	} {
		_, err := expr.Parse("a like /" + pattern + "/")
		if got := errorText(err); got != want {
			t.Errorf("/%s/: %q, want %q", pattern, got, want)
		}
	}
}

// A query of the longest kind with as many groups as it can have is read in time.
func TestParser_AcceptRegex_many(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 900 {
		b.WriteString("(?<@" + strings.Repeat("_", i%3) + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676)) + ">)")
	}
	if _, err := expr.Parse("a like /" + b.String() + "/"); err != nil {
		t.Error(err)
	}
}

func errorText(err error) string {
	if e, ok := errors.AsType[*expr.Error](err); ok {
		return e.Message
	}
	return ""
}
