package dynamodb

import (
	"reflect"
	"slices"
)

// guard refuses the fields of an operation's input that the stand-in would otherwise ignore, those that
// a later SDK adds among them.
type guard struct {
	operation string
	refused   []int // indices of struct fields
}

// newGuard takes a zero input and the names of the fields that the operation implements.
func newGuard(operation string, input any, implemented ...string) guard {
	g := guard{operation: operation}
	for _, f := range reflect.VisibleFields(reflect.TypeOf(input)) {
		if f.IsExported() && !slices.Contains(implemented, f.Name) {
			g.refused = append(g.refused, f.Index[0])
		}
	}
	return g
}

// check takes a pointer to the input.
func (g guard) check(input any) error {
	v := reflect.ValueOf(input).Elem()
	for _, i := range g.refused {
		if !v.Field(i).IsZero() {
			return unsupported(g.operation + "." + v.Type().Field(i).Name)
		}
	}
	return nil
}
