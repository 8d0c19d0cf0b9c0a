package lambda

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
	"strings"

	awslambda "github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambda/messages"
)

// Handler makes a Function of a Go function that lambda.Start would take, run
// in this process. A panic becomes a function error, as it does on AWS. A
// handler cannot be killed: it must return when its context ends.
//
// Give the Go function itself, not what lambda.NewHandler made of it: the
// answers of one such value share a pool of buffers, so concurrent invocations
// could overwrite each other's.
func Handler(handler any) Function { return inProcess{handler} }

type inProcess struct{ handler any }

// Invoke calls the handler on the caller's goroutine.
func (p inProcess) Invoke(ctx context.Context, payload []byte) (result []byte, functionError string, err error) {
	defer func() {
		if v := recover(); v != nil {
			result, functionError, err = panicked(v), Unhandled, nil
		}
	}()
	result, failed := awslambda.NewHandler(p.handler).Invoke(ctx, payload)
	if failed != nil {
		return returned(failed), Unhandled, nil
	}
	return result, "", nil
}

// returned is the document of an error that a handler returned.
func returned(err error) []byte {
	if own, ok := errors.AsType[messages.InvokeResponse_Error](err); ok {
		return failure{Type: own.Type, Message: own.Message}.document()
	}
	return failure{Type: typeName(err), Message: err.Error()}.document()
}

// panicked is the document of a panic.
func panicked(v any) []byte {
	var stack []string
	for line := range strings.SplitSeq(strings.TrimSpace(string(debug.Stack())), "\n") {
		stack = append(stack, strings.TrimSpace(line))
	}
	return failure{Type: typeName(v), Message: fmt.Sprint(v), StackTrace: stack}.document()
}

// typeName is how Lambda's Go runtime names the type of an error.
func typeName(v any) string {
	t := reflect.TypeOf(v)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t.Name()
}
