package expr

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// MaxText is the longest text that a function makes, in bytes. The longest event has
// 1 MiB, whose encoding has three times as many, but calls within calls could multiply
// it without end. A longer text is an error of the row, see Row: to cut it would give
// a wrong answer.
const MaxText = 4 << 20

func textFunctions() []*Function {
	return []*Function{
		{Name: "isempty", Params: params("field"), Result: GivesTruth, Total: true, make: one(isempty),
			Summary: "1 if the row has no value for the field or an empty text, else 0"},
		{Name: "isblank", Params: params("field"), Result: GivesTruth, Total: true, make: one(isblank),
			Summary: "1 if the row has no value for the field, an empty text, or only white space, else 0"},
		{Name: "concat", Params: params("text…"), make: concat,
			Summary: "the texts, one after the other; absent if one of them is"},
		{Name: "strlen", Params: params("text"), make: ofText(strlen),
			Summary: "the length of the text in characters (Unicode code points)"},
		{Name: "toupper", Params: params("text"), make: bounded(ofText(func(s string) value.Value { return value.OfText(strings.ToUpper(s)) })),
			Summary: "the text in upper case"},
		{Name: "tolower", Params: params("text"), make: bounded(ofText(func(s string) value.Value { return value.OfText(strings.ToLower(s)) })),
			Summary: "the text in lower case"},
		{Name: "substr", Params: params("text, start, length?"), make: substr,
			Summary: "the part of the text from a character on, counted from 0, of that many characters or to the end; absent if start or length is negative"},
		{Name: "strcontains", Params: params("text, part, ignoreCase?"), Result: GivesTruth, make: strcontains,
			Summary: "1 if the text contains the part, else 0; with true as the third argument in any case of letters"},
		{Name: "startsWith", Params: params("text, part"), Result: GivesTruth, make: ofTexts(func(s, part string) value.Value { return value.OfTruth(strings.HasPrefix(s, part)) }),
			Summary: "1 if the text starts with the part, else 0"},
		{Name: "endsWith", Params: params("text, part"), Result: GivesTruth, make: ofTexts(func(s, part string) value.Value { return value.OfTruth(strings.HasSuffix(s, part)) }),
			Summary: "1 if the text ends with the part, else 0"},
		{Name: "replace", Params: params("text, part, replacement"), make: replace,
			Summary: "the text with each occurrence of the part replaced"},
		{Name: "regexReplace", Aliases: []string{"regex_replace"}, Params: params("text, pattern, replacement"), check: checkRegexReplace, make: regexReplace,
			Summary: "the text with each match of the regular expression replaced; $1 and \\1 in the replacement are the first group, ${name} is one with a name"},
		{Name: "split", Params: params("text, delimiter"), Structure: true, make: bounded(ofTexts(split)),
			Summary: "the list of the parts between the delimiters; an empty delimiter parts the characters"},
	}
}

func trimFunctions() []*Function {
	return []*Function{
		{Name: "ltrim", Params: params("text, characters?"), make: trimmed(func(s string) string { return strings.TrimLeftFunc(s, unicode.IsSpace) }, strings.TrimLeft),
			Summary: "the text without white space, or without any of the characters, at its start"},
		{Name: "rtrim", Params: params("text, characters?"), make: trimmed(func(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) }, strings.TrimRight),
			Summary: "the text without white space, or without any of the characters, at its end"},
		{Name: "trim", Params: params("text, characters?"), make: trimmed(strings.TrimSpace, strings.Trim),
			Summary: "the text without white space, or without any of the characters, at both ends"},
	}
}

// bounded makes the evaluator of a function whose text may become longer than MaxText.
func bounded(makes maker) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		evaluate, err := makes(c, x)
		return func(r Row) value.Value {
			v := evaluate(r)
			if len(v.Text) > MaxText {
				return tooLong(r, x)
			}
			return v
		}, err
	}
}

// tooLong reports that a text is longer than MaxText, and returns an absent value.
func tooLong(r Row, x *Call) value.Value {
	r.Fail(fmt.Errorf("`%s` made a text of more than %d bytes", x.Func.Name, MaxText))
	return value.Value{}
}

func isempty(v value.Value) value.Value {
	s, _ := textOf(v)
	return value.OfTruth(s == "")
}

func isblank(v value.Value) value.Value {
	s, _ := textOf(v)
	return value.OfTruth(strings.TrimSpace(s) == "")
}

func strlen(s string) value.Value { return value.OfNumber(float64(utf8.RuneCountInString(s))) }

func concat(c *Compiler, x *Call) (Evaluator, error) {
	args, err := c.values(x.Args)
	return func(r Row) value.Value {
		var b []byte
		for _, arg := range args {
			s, ok := textOf(arg(r))
			if !ok {
				return value.Value{}
			}
			if len(b)+len(s) > MaxText {
				return tooLong(r, x)
			}
			b = append(b, s...)
		}
		return value.OfText(string(b))
	}, err
}

func trimmed(space func(string) string, set func(s, characters string) string) maker {
	return func(c *Compiler, x *Call) (Evaluator, error) {
		if len(x.Args) == 1 {
			return ofText(func(s string) value.Value { return value.OfText(space(s)) })(c, x)
		}
		return ofTexts(func(s, characters string) value.Value { return value.OfText(set(s, characters)) })(c, x)
	}
}

func substr(c *Compiler, x *Call) (Evaluator, error) {
	args, err := c.values(x.Args)
	if err != nil {
		return nil, err
	}
	of, from, length := args[0], args[1], always(value.OfInteger(MaxText))
	if len(args) == 3 {
		length = args[2]
	}
	return func(r Row) value.Value {
		s, ok := textOf(of(r))
		start, okay := from(r).Integer()
		n, too := length(r).Integer()
		if !ok || !okay || !too || start < 0 || n < 0 {
			return value.Value{}
		}
		s = s[bytesOf(s, start):]
		return value.OfText(s[:bytesOf(s, n)])
	}, nil
}

// bytesOf returns the length in bytes of the first n characters of s.
func bytesOf(s string, n int64) int {
	if n >= int64(len(s)) {
		return len(s)
	}
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

func strcontains(c *Compiler, x *Call) (Evaluator, error) {
	args, err := c.values(x.Args)
	if err != nil {
		return nil, err
	}
	of, wanted, ignoreCase := args[0], args[1], Evaluator(alwaysAbsent)
	if len(args) == 3 {
		ignoreCase = args[2]
	}
	return func(r Row) value.Value {
		s, ok := textOf(of(r))
		part, okay := textOf(wanted(r))
		if !ok || !okay {
			return value.Value{}
		}
		if ignoreCase(r).Holds() {
			s, part = strings.ToLower(s), strings.ToLower(part)
		}
		return value.OfTruth(strings.Contains(s, part))
	}, nil
}

func split(s, delimiter string) value.Value {
	text := []byte{'['}
	for part := range strings.SplitSeq(s, delimiter) {
		if len(text) > 1 {
			text = append(text, ',')
		}
		if text = value.AppendQuoted(text, part); len(text) > MaxText {
			break // bounded reports it
		}
	}
	return value.Value{Kind: value.List, Text: string(append(text, ']'))}
}
