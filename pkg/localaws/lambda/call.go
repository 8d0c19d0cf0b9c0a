package lambda

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"reflect"
)

var (
	contextType = reflect.TypeFor[context.Context]()
	errorType   = reflect.TypeFor[error]()
)

// call calls a Go function with an event, and returns its answer. lambda.NewHandler of
// aws-lambda-go does the same, but its package links net/rpc, for which the linker keeps every
// method of every client of AWS.
func call(ctx context.Context, handler any, payload []byte) ([]byte, error) {
	f := reflect.ValueOf(handler)
	if f.Kind() != reflect.Func {
		return nil, fmt.Errorf("handler kind %s is not %s", f.Kind(), reflect.Func)
	}
	if !callable(f.Type()) {
		return nil, fmt.Errorf("handler type %s: want at most a context and an event, and at most an answer and an error", f.Type())
	}
	args, err := arguments(ctx, f.Type(), payload)
	if err != nil {
		return nil, err
	}
	return answer(f.Call(args))
}

// callable reports whether Lambda calls functions of a type.
func callable(t reflect.Type) bool {
	if t.IsVariadic() || t.NumIn() > 2 || t.NumIn() == 2 && t.In(0) != contextType {
		return false
	}
	return t.NumOut() == 0 || t.NumOut() <= 2 && t.Out(t.NumOut()-1).Implements(errorType)
}

func arguments(ctx context.Context, t reflect.Type, payload []byte) (args []reflect.Value, err error) {
	for i := range t.NumIn() {
		if i == 0 && t.In(0) == contextType {
			args = append(args, reflect.ValueOf(ctx))
			continue
		}
		event := reflect.New(t.In(i))
		if err := json.NewDecoder(bytes.NewReader(payload)).Decode(event.Interface()); err != nil {
			return nil, err
		}
		args = append(args, event.Elem())
	}
	return args, nil
}

// answer encodes what a function returned: at most an answer and an error.
func answer(results []reflect.Value) ([]byte, error) {
	var value any
	if last := len(results) - 1; last >= 0 {
		if err, failed := reflect.TypeAssert[error](results[last]); failed && err != nil {
			return nil, err
		}
		if last > 0 {
			value = results[0].Interface()
		}
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
