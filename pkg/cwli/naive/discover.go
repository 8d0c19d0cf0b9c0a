package naive

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// discover returns the fields of an event: those of the system, and those that its
// message has if it is one JSON object. Source: CWL_AnalyzeLogData-discoverable-fields.
func discover(event Event) map[string]value {
	fields := map[string]value{}
	if object, ok := decode(event.Message).(map[string]any); ok {
		flatten(fields, "", object)
	}
	fields["@timestamp"] = at(event.Time)
	fields["@message"] = value{kind: written, text: event.Message}
	fields["@logStream"] = value{kind: written, text: event.Stream}
	fields["@ptr"] = value{kind: written, text: event.Ptr}
	return fields
}

// decode returns nil for what is not one JSON value.
func decode(message string) (v any) {
	d := json.NewDecoder(strings.NewReader(message))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return nil
	}
	if _, err := d.Token(); err != io.EOF {
		return nil
	}
	return v
}

// flatten adds a JSON value under its path: a.b of objects, a.0 of lists. A
// structure has its own path, too.
func flatten(fields map[string]value, path string, v any) {
	prefix := path + "."
	if path == "" {
		prefix = ""
	}
	switch v := v.(type) {
	case map[string]any:
		fields[path] = value{kind: structure, of: v}
		for name, child := range v {
			flatten(fields, prefix+name, child)
		}
	case []any:
		fields[path] = value{kind: structure, of: v}
		for i, child := range v {
			flatten(fields, prefix+strconv.Itoa(i), child)
		}
	default:
		fields[path] = leaf(v)
	}
}

// leaf returns the value of a JSON value that has no parts. true and false are 1
// and 0: aws-powertools/powertools-lambda-dotnet issue 667.
func leaf(v any) value {
	switch v := v.(type) {
	case bool:
		if v {
			return text("1")
		}
		return text("0")
	case json.Number:
		return text(v.String())
	case string:
		return text(v)
	}
	return value{}
}
