package syntax_test

import (
	"testing"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
)

func TestExtract(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]*syntax.Extract{
		"parse 'a*b*' as c, d":              {Pattern: "a*b*", Aliases: fields("c", "d")},
		"parse f \"[*] *\" c, `limit`":      {Of: field("f"), Pattern: "[*] *", Aliases: fields("c", "limit")},
		"parse 'a' as c, d":                 {Pattern: "a", Aliases: fields("c", "d")},
		"parse f \"*\" as c":                {Of: field("f"), Pattern: "*", Aliases: fields("c")},
		"parse f /(?<a>x)(y)/":              {Of: field("f"), Mode: syntax.Regexp, Regex: &expr.Regex{Text: "(?<a>x)(y)"}, Aliases: []*expr.Field{field("a"), nil}},
		"parse /(?<a>x)(y)/ multi":          {Mode: syntax.Regexp, Regex: &expr.Regex{Text: "(?<a>x)(y)"}, Aliases: []*expr.Field{field("a"), nil}, Multi: true},
		"parse /(?<@a>x)(?<b.c>y)/":         {Mode: syntax.Regexp, Regex: &expr.Regex{Text: "(?<@a>x)(?<b.c>y)"}, Aliases: fields("@a", "b.c")},
		"parse /(?<a>x)(y)/ as b":           {Mode: syntax.Regexp, Regex: &expr.Regex{Text: "(?<a>x)(y)"}, Aliases: []*expr.Field{field("b"), nil}},
		"parse /(?<a>x)(y)/ as b, c":        {Mode: syntax.Regexp, Regex: &expr.Regex{Text: "(?<a>x)(y)"}, Aliases: fields("b", "c")},
		"parse @message logfmt as lf":       {Of: field("@message"), Mode: syntax.Logfmt, Aliases: fields("lf")},
		"parse csv as c, d":                 {Mode: syntax.CSV, Aliases: fields("c", "d")},
		"parse @message XML '/a/b/@c' as d": {Of: field("@message"), Mode: syntax.XML, Pattern: "/a/b/@c", Aliases: fields("d")},
	} {
		checkTree(t, query, want)
	}
}

func TestParseMode_String(t *testing.T) {
	t.Parallel()
	for mode, want := range map[syntax.ParseMode]string{
		syntax.Glob: "", syntax.Regexp: "", syntax.Logfmt: "logfmt", syntax.CSV: "csv", syntax.XML: "XML",
	} {
		if got := mode.String(); got != want {
			t.Errorf("the mode %d is %q, want %q", mode, got, want)
		}
	}
}

func TestExtract_Marks(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]bool{
		"parse 'a' as b": true, "parse 'a*' as b": false, "parse /(?<a>b)/": false, "parse logfmt as a": false, "parse XML '/a' as b": false,
	} {
		if got := last[*syntax.Extract](t, query).Marks(); got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}
