package console_test

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf16"
)

// decode reads the value after # of a link: it undoes the two layers of escapes, and
// parses JSURL. Objects are maps, lists are []any, strings are strings.
func decode(link string) (map[string]any, error) {
	_, fragment, found := strings.Cut(link, "#logsV2:logs-insights$3FqueryDetail$3D")
	if !found {
		return nil, fmt.Errorf("no query in %q", link)
	}
	for range 2 {
		var err error
		if fragment, err = url.PathUnescape(strings.ReplaceAll(fragment, "$", "%")); err != nil {
			return nil, err
		}
	}
	p := &parser{rest: fragment}
	v, err := p.value()
	if err == nil && p.rest != "" {
		err = fmt.Errorf("left over: %q", p.rest)
	}
	m, is := v.(map[string]any)
	if err == nil && !is {
		err = fmt.Errorf("%v, not an object", v)
	}
	return m, err
}

type parser struct{ rest string }

func (p *parser) take(s string) bool {
	rest, ok := strings.CutPrefix(p.rest, s)
	p.rest = rest
	return ok
}

// until takes what comes before the next sign.
func (p *parser) until() string {
	i := strings.IndexAny(p.rest, "~()")
	if i < 0 {
		i = len(p.rest)
	}
	s := p.rest[:i]
	p.rest = p.rest[i:]
	return s
}

func (p *parser) value() (any, error) {
	switch {
	case p.take("~'"):
		return unescape(p.until())
	case p.take("~("):
		if strings.HasPrefix(p.rest, "~") {
			return p.list()
		}
		return p.object()
	}
	return nil, fmt.Errorf("no value at %q", p.rest)
}

func (p *parser) list() (all []any, err error) {
	for !p.take(")") {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

func (p *parser) object() (map[string]any, error) {
	m := map[string]any{}
	for {
		key, err := unescape(p.until())
		if err != nil {
			return nil, err
		}
		if m[key], err = p.value(); err != nil {
			return nil, err
		}
		if p.take(")") {
			return m, nil
		}
		if !p.take("~") {
			return nil, fmt.Errorf("no end at %q", p.rest)
		}
	}
}

func unescape(s string) (string, error) {
	var units []uint16
	for s != "" {
		digits := 0
		switch {
		case strings.HasPrefix(s, "**"):
			s, digits = s[2:], 4
		case s[0] == '*':
			s, digits = s[1:], 2
		case strings.ContainsAny(s[:1], "$!% '\"#&"):
			return "", fmt.Errorf("%q is not escaped", s[:1])
		}
		if digits == 0 {
			units, s = append(units, uint16(s[0])), s[1:]
			continue
		}
		if len(s) < digits {
			return "", errors.New("an escape without an end")
		}
		n, err := strconv.ParseUint(s[:digits], 16, 16)
		if err != nil {
			return "", err
		}
		units, s = append(units, uint16(n)), s[digits:]
	}
	return string(utf16.Decode(units)), nil
}
