package cwli

import "github.com/fanlight/fanlight/pkg/cwli/value"

// contextual are the calls that have one value for a whole run. Package expr reads them
// as fields of these names.
var contextual = map[string]func(*Execution) value.Value{
	"now()":            func(x *Execution) value.Value { return value.OfNumber(float64(x.options.now().Unix())) },
	"queryStartTime()": func(x *Execution) value.Value { return value.OfNumber(float64(x.options.Window.Start)) },
	"queryEndTime()":   func(x *Execution) value.Value { return value.OfNumber(float64(x.options.Window.End)) },
}
