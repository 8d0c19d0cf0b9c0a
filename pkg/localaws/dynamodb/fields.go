package dynamodb

import (
	"reflect"
	"slices"
	"sync"
)

// fields refuses the fields of an operation's input that the operation does not implement, also those that
// a later version of the SDK adds.
type fields struct {
	operation string
	refused   func() []int // indices of struct fields
}

// newFields returns the fields of an operation, from its zero input and the names of the fields that it
// implements.
func newFields(operation string, input any, implemented ...string) fields {
	return fields{operation, sync.OnceValue(func() (refused []int) {
		for _, field := range reflect.VisibleFields(reflect.TypeOf(input)) {
			if field.IsExported() && !slices.Contains(implemented, field.Name) {
				refused = append(refused, field.Index[0])
			}
		}
		return refused
	})}
}

// check returns an error that names the first refused field that is set. It takes a pointer to the input.
func (f fields) check(input any) error {
	v := reflect.ValueOf(input).Elem()
	for _, i := range f.refused() {
		if !v.Field(i).IsZero() {
			return unsupported(f.operation + "." + v.Type().Field(i).Name)
		}
	}
	return nil
}
