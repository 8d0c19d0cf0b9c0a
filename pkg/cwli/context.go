package cwli

import "github.com/fanlight/fanlight/pkg/cwli/value"

// contextual are the calls that have one value for a whole run. Package expr reads them
// as fields of these names.
var contextual = map[string]func(*Execution) value.Value{
	"now()":            func(x *Execution) value.Value { return value.OfNumber(float64(x.options.now().Unix())) },
	"queryStartTime()": func(x *Execution) value.Value { return epoch(x.window().Start) },
	"queryEndTime()":   func(x *Execution) value.Value { return epoch(floorSecond(x.window().End - 1)) },
}

// window returns the window of the input that is read, with both ends.
func (x *Execution) window() Window {
	if w := x.scans[x.at].window; w != (Window{}) {
		return w
	}
	return Window{minTime, maxTime}
}

// epoch returns the end of a window as a number, absent if the window has no such end.
func epoch(ms int64) value.Value {
	if ms <= minTime || ms >= maxTime {
		return value.Value{}
	}
	return value.OfNumber(float64(ms))
}

// floorSecond returns the second that a time lies in: StartQuery takes seconds and
// includes the last one.
func floorSecond(ms int64) int64 {
	if ms >= maxTime-1 {
		return maxTime
	}
	return ms - ((ms%1000)+1000)%1000
}
