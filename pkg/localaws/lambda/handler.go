package lambda

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"

	"github.com/aws/aws-lambda-go/lambda/messages"
)

// Handler returns a Function that calls a Go function of a type that
// lambda.Start of aws-lambda-go accepts. A panic becomes a function error, as on
// AWS. The Go function must return when its context ends: it cannot be killed.
func Handler(handler any) Function { return inProcess{handler} }

type inProcess struct{ handler any }

// Invoke implements Function. It calls the handler on the caller's goroutine.
func (p inProcess) Invoke(ctx context.Context, payload []byte) (result []byte, functionError string, err error) {
	defer func() {
		if v := recover(); v != nil {
			result, functionError, err = panicked(v), Unhandled, nil
		}
	}()
	result, failed := call(ctx, p.handler, payload)
	if failed != nil {
		return returned(failed), Unhandled, nil
	}
	return result, "", nil
}

// returned returns the document of an error that a handler returned.
func returned(err error) []byte {
	if own, ok := errors.AsType[messages.InvokeResponse_Error](err); ok {
		return failure{Type: own.Type, Message: own.Message}.document()
	}
	return failure{Type: typeName(err), Message: err.Error()}.document()
}

// panicked returns the document of a panic.
func panicked(v any) []byte {
	var stack []string
	for line := range strings.SplitSeq(strings.TrimSpace(string(debug.Stack())), "\n") {
		stack = append(stack, strings.TrimSpace(line))
	}
	return failure{Type: typeName(v), Message: fmt.Sprint(v), StackTrace: stack}.document()
}

// typeName returns the name that Lambda's Go runtime gives the type of an error.
func typeName(v any) string {
	t := reflect.TypeOf(v)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}
