package cwli

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

// systemFields are the fields that every event has.
var systemFields = map[string]loader{
	"@timestamp": func(f *frame) value.Value { return value.OfTime(f.record.event.Timestamp) },
	"@message":   func(f *frame) value.Value { return value.OfText(f.record.message) },
	"@logStream": func(f *frame) value.Value { return value.OfText(f.record.event.Stream) },
	"@log":       func(f *frame) value.Value { return value.OfText(f.record.event.Group) },
	"@ptr":       func(f *frame) value.Value { return value.OfText(f.record.event.Pointer()) },
	"@ingestionTime": func(f *frame) value.Value {
		if f.record.event.IngestionTime == 0 {
			return value.Value{}
		}
		return value.OfTime(f.record.event.IngestionTime)
	},
}

// newEventSchema returns the schema of events as they are read. A name is, in this
// order: a system field, a field of Lambda's, a field discovered in the message.
func newEventSchema(d *discovery) *schema {
	s := newSchema(func(name string) (loader, bool) {
		if field, whole := strings.CutSuffix(name, asWhole); whole {
			return d.whole(field)
		}
		return d.resolve(name)
	})
	s.discovers = d
	return s
}

// whole finds a field whose value may be a list or a map in the JSON of the event.
func (d *discovery) whole(name string) (loader, bool) {
	find := expr.Path(name)
	leaf, ok := d.resolve(name)
	return func(f *frame) value.Value {
		if doc := f.record.document(); jsonscan.Valid(doc) {
			if v := find(value.Value{Kind: value.Map, Text: doc}); v.Present() {
				return v
			}
		}
		return leaf(f)
	}, ok
}

// resolve finds a field of events. A field whose own name starts with @ is written with
// @@; with one @ it is not found, even if no system field has that name.
func (d *discovery) resolve(name string) (loader, bool) {
	if system, ok := systemFields[name]; ok {
		return system, true
	}
	if find, ok := lambdaFields[name]; ok {
		return func(f *frame) value.Value {
			if !fromLambda(f.record.event) {
				return value.Value{}
			}
			return find(f.record.message)
		}, true
	}
	if own, ok := strings.CutPrefix(name, "@"); ok {
		if !strings.HasPrefix(own, "@") {
			return nil, false
		}
		name = own
	}
	return d.field(name), true
}
