package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// discovery is the fields that a query looks for in messages.
type discovery struct {
	paths      []string // in JSON
	projection *jsonscan.Projection
	kinds      []*wantedKind
	strict     bool // a message must be checked for valid JSON before the filters
}

// path returns the index of a field of JSON messages.
func (d *discovery) path(name string) int {
	d.paths = append(d.paths, name)
	return len(d.paths) - 1
}

// record is an event as it was read, with the fields that were discovered in it.
type record struct {
	*discovery
	event     *Event
	message   string
	finder    *jsonscan.Finder
	found     []jsonscan.Value // of the paths
	none      []jsonscan.Value // found, of a message without fields
	unescaped []byte

	lines      []line // by the index of the kind
	discovered bool
	strict     bool // fields are discovered only in a message that is valid JSON
	json       bool // the message has a JSON object
	valid      bool // that is known to be valid
}

func newRecord(d *discovery) *record {
	return &record{discovery: d, finder: d.projection.NewFinder(), none: make([]jsonscan.Value, len(d.paths)), lines: make([]line, len(d.kinds))}
}

// reset starts the record of another event.
func (r *record) reset(e *Event, strict bool) {
	r.event, r.message = e, unsafeString(e.Message)
	r.discovered, r.strict, r.json = false, strict, false
	for i := range r.lines {
		r.lines[i].read = false
	}
}

// leaf returns the value of a discovered field.
func (r *record) leaf(path int) value.Value {
	if !r.discovered {
		r.discover()
	}
	v := &r.found[path]
	if v.Kind != jsonscan.Escaped {
		return expr.OfJSON(v)
	}
	start := len(r.unescaped)
	r.unescaped = jsonscan.Unescape(r.unescaped, v.Text)
	return value.OfText(unsafeString(r.unescaped[start:]))
}

// discover finds the fields of the message, all that the query uses at once.
func (r *record) discover() {
	r.discovered = true
	r.unescaped = r.unescaped[:0]
	if r.json, r.valid = r.read(); r.json {
		return
	}
	if doc := r.document(); doc != "" {
		r.found, r.valid = r.finder.Find(doc)
		r.json = r.valid || !r.strict || jsonscan.Valid(doc)
	}
	if !r.json {
		r.found = r.none
	}
}

// read finds the fields of a message that its reader has matched with a shape. Of a kept
// event the document may have become that of another one.
func (r *record) read() (json, valid bool) {
	d := r.event.Document
	if d == nil || !d.Is(r.document()) {
		return false, false
	}
	found, _, ok := r.finder.Read(d)
	r.found = found
	return ok, ok
}

// document returns the JSON object in which fields are discovered: the message, or
// the first object in the text of a Lambda function
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
func (r *record) document() string {
	if strings.HasPrefix(r.message, "{") {
		return r.message
	}
	trimmed := r.message
	if trimmed != "" && trimmed[0] <= ' ' { // most begin with a letter
		if trimmed = strings.TrimLeft(trimmed, " \t\r\n"); strings.HasPrefix(trimmed, "{") {
			return trimmed
		}
	}
	if fromLambda(r.event) {
		return jsonscan.Fragment(trimmed)
	}
	return ""
}

// confirm makes the record strict, and reports whether that drops fields that were
// discovered before: the message is not valid JSON, which discover does not check
// unless strict is set.
func (r *record) confirm() (changed bool) {
	if r.strict {
		return false
	}
	r.strict = true
	if !r.discovered || !r.json || r.valid || !r.anyFound() || jsonscan.Valid(r.document()) {
		return false
	}
	r.json, r.found = false, r.none
	return true
}

func (r *record) anyFound() bool {
	for i := range r.found {
		if r.found[i].Kind != jsonscan.None {
			return true
		}
	}
	return false
}
