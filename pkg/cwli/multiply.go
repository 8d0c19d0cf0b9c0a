package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/syntax"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// rowsOf makes rows of one row: it calls yield with the values of the new fields of
// each.
type rowsOf func(f *frame, yield func([]value.Value) error) error

// multiply adds a stage that makes rows with new fields of each row, in a schema that
// extends that of the rows so far.
func (b *builder) multiply(names []string, of rowsOf) {
	b.settleSorted()
	rows := b.scope.extended(names...)
	b.add("rows of each row", rows, func(x *Execution, next stage) stage { return &multiplied{next, x, x.newFrame(rows), of} })
}

// multiplied makes rows of each row.
type multiplied struct {
	stage
	run   *Execution
	frame *frame
	of    rowsOf
}

// push passes on the rows that are made of one. One event may have billions of them, so
// they end when the run is interrupted. That is not an error here: the reader of events sees it.
func (s *multiplied) push(f *frame) error {
	err := s.of(f, func(values []value.Value) error {
		if s.run.interrupted() {
			return errInterrupted
		}
		s.frame.next()
		s.frame.parent, s.frame.base = f, values
		return s.stage.push(s.frame)
	})
	if err == errInterrupted { //nolint:errorlint // it is this package's own, and not wrapped
		return nil
	}
	return err
}

// unnest compiles an unnest command: a row for each element of a list. Any other value
// is a list of one
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Unnest.html).
func (b *builder) unnest(c *syntax.Unnest) error {
	list, err := b.compiler().Value(c.List)
	if err != nil {
		return err
	}
	name := nameOr(c.Alias, c.List)
	b.multiply([]string{name}, func(f *frame, yield func([]value.Value) error) error {
		return eachElement(list(f), yield)
	})
	return nil
}

// expand compiles an expand command: a row for each element of a field that is a JSON
// array, and none for a list of split.
func (b *builder) expand(c *syntax.Expand) error {
	if c.Split {
		return nil
	}
	list, err := b.array(c.Field)
	if err != nil {
		return err
	}
	b.multiply([]string{c.Field.Name}, func(f *frame, yield func([]value.Value) error) error {
		return eachElement(asList(list(f)), yield)
	})
	return nil
}

// document compiles the JSON text that a json command reads: by default the message.
func (b *builder) document(of *expr.Field) (expr.Evaluator, error) {
	if of == nil || strings.HasPrefix(of.Name, "@") {
		return b.text(of)
	}
	return b.array(of)
}

// array returns the evaluator of a field that may be an array in the JSON of the event.
func (b *builder) array(field *expr.Field) (expr.Evaluator, error) {
	leaf, err := b.compiler().Value(field)
	if slot, ok := b.scope.slot(field.Name + asWhole); ok && err == nil {
		return func(r expr.Row) value.Value { return r.At(slot) }, nil
	}
	return leaf, err
}

// asList returns a text that is a JSON array as a list.
func asList(v value.Value) value.Value {
	if v.Kind == value.Text && len(v.Text) > 0 && v.Text[0] == '[' {
		if list := asDocument(v); list.Present() {
			return list
		}
	}
	return v
}

// eachElement calls yield with each element of a list, and with any other value once.
func eachElement(v value.Value, yield func([]value.Value) error) error {
	if v.Kind != value.List {
		return yield([]value.Value{v})
	}
	for element := range jsonscan.Elements(v.Text) {
		if err := yield([]value.Value{expr.OfJSON(&element)}); err != nil {
			return err
		}
	}
	return nil
}
