package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// row is the input of expressions: an event with its discovered fields, or a group
// with its keys and aggregates.
type row struct {
	plan    *plan
	event   *Event
	message string
	values  []value // discovered fields by slot; of a group its keys and aggregates

	found      []jsonscan.Value
	unescaped  []byte
	discovered bool
	strict     bool // fields are discovered only in a message that is valid JSON

	memos []memo // of aliases
	turn  int    // changes with the values of the row, which makes the memos stale
}

func newRow(p *plan) *row {
	return &row{plan: p, values: make([]value, len(p.paths)), found: make([]jsonscan.Value, len(p.paths)), memos: make([]memo, p.memos)}
}

func (r *row) reset(e *Event) {
	r.turn++
	r.event, r.message = e, unsafeString(e.Message)
	r.discovered = false
	r.strict = r.plan.strict
}

// field returns the value of a discovered field.
func (r *row) field(slot int) value {
	if !r.discovered {
		r.discover()
	}
	return r.values[slot]
}

// discover finds the fields of the message, all that the query uses at once.
func (r *row) discover() {
	r.discovered = true
	doc := r.document()
	if doc == "" || r.strict && !jsonscan.Valid(doc) {
		clear(r.values)
		return
	}
	r.plan.projection.Find(doc, r.found)
	r.unescaped = r.unescaped[:0]
	for slot := range r.found {
		r.values[slot] = r.leaf(&r.found[slot])
	}
}

// leaf returns the value of a JSON leaf: true is 1 and false is 0, as in Logs Insights
// (https://github.com/aws-powertools/powertools-lambda-dotnet/issues/667).
func (r *row) leaf(v *jsonscan.Value) value {
	switch v.Kind {
	case jsonscan.True:
		return numberOf(1)
	case jsonscan.False:
		return numberOf(0)
	case jsonscan.String, jsonscan.Number:
		return textOf(v.Text)
	case jsonscan.Escaped:
		start := len(r.unescaped)
		r.unescaped = jsonscan.Unescape(r.unescaped, v.Text)
		return textOf(unsafeString(r.unescaped[start:]))
	}
	return value{}
}

// document returns the JSON object in which fields are discovered: the message, or
// the first object in the text of a Lambda function
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
func (r *row) document() string {
	trimmed := strings.TrimLeft(r.message, " \t\r\n")
	if strings.HasPrefix(trimmed, "{") {
		return trimmed
	}
	if fromLambda(r.event) {
		return jsonscan.Fragment(trimmed)
	}
	return ""
}

// forgetInvalid drops the discovered fields if the message is not valid JSON, which
// discover does not check unless strict is set. It reports whether there were
// any.
func (r *row) forgetInvalid() (changed bool) {
	if r.strict {
		return false
	}
	r.strict = true
	if !r.discovered || !r.anyFound() || jsonscan.Valid(r.document()) {
		return false
	}
	clear(r.values)
	r.turn++
	return true
}

func (r *row) anyFound() bool {
	for i := range r.values {
		if r.values[i].kind != absent {
			return true
		}
	}
	return false
}
