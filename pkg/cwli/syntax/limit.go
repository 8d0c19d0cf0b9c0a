package syntax

import (
	"strconv"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
)

// Limit keeps the first Count rows: with Any those that are found first, in any order;
// with Tail the last ones.
type Limit struct {
	expr.Span
	Count     int
	Any, Tail bool
}

// MaxLimit is the largest number of rows, in the limit command and in StartQuery
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Limit.html).
const MaxLimit = 100_000

// Keyword returns limit or tail.
func (l *Limit) Keyword() string {
	if l.Tail {
		return "tail"
	}
	return "limit"
}

// String returns the command's source.
func (l *Limit) String() string {
	if l.Any {
		return "limit any " + strconv.Itoa(l.Count)
	}
	return l.Keyword() + " " + strconv.Itoa(l.Count)
}

func (p *parser) limit(word expr.Token) Command {
	any := p.Accept("any")
	count := p.count(word.Value, 1, MaxLimit)
	return &Limit{Span: p.Since(word.Offset), Count: count, Any: any}
}

func (p *parser) tail(word expr.Token) Command {
	count := p.count(word.Value, 1, MaxLimit)
	return &Limit{Span: p.Since(word.Offset), Count: count, Tail: true}
}

// count reads a whole number within bounds, after a word or a name and =.
func (p *parser) count(what string, least, most int) int {
	t := p.Token()
	if t.Kind != expr.TokenNumber {
		p.Unexpected("a number after `" + what + "`")
		return least
	}
	p.Advance()
	n, err := strconv.Atoi(t.Value)
	if err != nil || n < least || n > most {
		if !strings.HasSuffix(what, "=") {
			what += " "
		}
		p.Fail(t.Span, "", "invalid %s%s: want a whole number from %d to %d", what, t.Value, least, most)
	}
	return n
}
