package fanlight

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrNewer is wrapped by the error of stored data that has a part which this
// version does not know: a newer version wrote it. Nothing of it is used, since
// the unknown part may change the meaning of the rest (rule G8).
var ErrNewer = errors.New("a newer version of Fanlight wrote it")

// DecodeStrict reads one JSON value into v. A key that v has no field for is an
// error that wraps ErrNewer.
func DecodeStrict(data []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	switch err := d.Decode(v); {
	case errors.Is(err, io.EOF):
		return errors.New("unexpected end of JSON input")
	case err != nil && strings.HasPrefix(err.Error(), "json: unknown field "): // it has no type
		return fmt.Errorf("%w: %w", ErrNewer, err)
	case err != nil:
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value")
	}
	return nil
}
