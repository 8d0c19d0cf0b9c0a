package logs

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
)

// discovered returns the fields of a message that is a JSON object, as queries show them: the
// leaves, under the keys that lead to them joined with dots, the first ones only
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html).
func discovered(message []byte) map[string]string {
	if jsonscan.Structure(string(message)) != jsonscan.Object {
		return map[string]string{}
	}
	d := json.NewDecoder(bytes.NewReader(message))
	d.UseNumber()
	w := walk{decoder: d, fields: map[string]string{}}
	_ = w.value("") // the message is valid JSON, so that only its end is an error
	return w.fields
}

// walk goes through a document in its order.
type walk struct {
	decoder *json.Decoder
	fields  map[string]string
	leaves  int
}

func (w *walk) value(path string) error {
	t, err := w.decoder.Token()
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('{'):
		return w.each(path, func(int) (string, error) {
			key, err := w.decoder.Token()
			name, _ := key.(string)
			return name, err
		})
	case json.Delim('['):
		return w.each(path, func(i int) (string, error) { return strconv.Itoa(i), nil })
	}
	if w.leaves++; w.leaves > jsonscan.MaxFields {
		return io.EOF
	}
	if text, ok := leafText(t); ok {
		w.fields[path] = text
	}
	return nil
}

// each reads the parts of an object or an array.
func (w *walk) each(path string, key func(i int) (string, error)) error {
	for i := 0; w.decoder.More(); i++ {
		name, err := key(i)
		if err != nil {
			return err
		}
		if path != "" {
			name = path + "." + name
		}
		if err := w.value(name); err != nil {
			return err
		}
	}
	_, err := w.decoder.Token()
	return err
}

// leafText returns the text of a value without parts; null has none. Queries show true and
// false as 1 and 0.
func leafText(t json.Token) (text string, ok bool) {
	switch t := t.(type) {
	case bool:
		if t {
			return "1", true
		}
		return "0", true
	case json.Number:
		return t.String(), true
	case string:
		return t, true
	}
	return "", false
}
