package wire

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/smithy-go"
)

// misfit says that a JSON value does not fit its place in an input. The steps of the
// path to the value are added on the way out, innermost first: the paths of all values,
// written on the way in, would have a length of the depth times the number of values.
type misfit struct {
	code          string
	before, after string // of the message, around the path
	steps         []string
}

// Error implements error.
func (m *misfit) Error() string {
	path := slices.Clone(m.steps)
	slices.Reverse(path)
	return m.before + strings.Join(path, "") + m.after
}

// within adds the step that leads to the value to the path of a misfit.
func within(step string, err error) error {
	if m, ok := errors.AsType[*misfit](err); ok {
		m.steps = append(m.steps, step)
	}
	return err
}

// answerOf returns a misfit with its whole path as the error that is the answer; nil for nil.
func answerOf(err error) error {
	m, ok := errors.AsType[*misfit](err)
	if !ok {
		return err
	}
	return &smithy.GenericAPIError{Code: m.code, Message: m.Error(), Fault: smithy.FaultClient}
}

const (
	codeMalformed = "SerializationException"
	codeInvalid   = "ValidationException"
)

func malformed(format string, args ...any) error {
	return &smithy.GenericAPIError{Code: codeMalformed, Message: fmt.Sprintf(format, args...), Fault: smithy.FaultClient}
}

func mismatch(v reflect.Value, raw any) error {
	return &misfit{code: codeMalformed, after: fmt.Sprintf(" is %s, not %s", describe(raw), wanted(v))}
}

// wanted returns the kind of a JSON value that fits v.
func wanted(v reflect.Value) string {
	switch {
	case v.Type() == bytesType:
		return "a string of base64"
	case v.CanInt():
		return fmt.Sprintf("a whole number of %d bits", v.Type().Bits())
	case v.CanFloat():
		return "a number"
	}
	switch v.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	}
	return "an object"
}

// describe returns the kind of a JSON value, for errors; a number by its text.
func describe(raw any) string {
	switch raw := raw.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a string"
	case bool:
		return fmt.Sprint(raw)
	}
	return fmt.Sprintf("the number %.40v", raw)
}
