package attr_test

import "github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"

func text(s string) attr.Value { return &attr.S{Value: s} }

func number(n string) attr.Value { return &attr.N{Value: n} }

func binary(s string) attr.Value { return &attr.B{Value: []byte(s)} }

func list(values ...attr.Value) attr.Value { return &attr.L{Value: values} }

func texts(s ...string) attr.Value { return &attr.SS{Value: s} }

func numbers(n ...string) attr.Value { return &attr.NS{Value: n} }

func binaries(s ...string) attr.Value {
	set := &attr.BS{}
	for _, b := range s {
		set.Value = append(set.Value, []byte(b))
	}
	return set
}

// everyType has a value of each type.
func everyType() attr.Item {
	return attr.Item{
		"S": text("a"), "N": number("1"), "B": binary("b"), "BOOL": &attr.BOOL{Value: true}, "NULL": &attr.NULL{Value: true},
		"SS": texts("a", "b"), "NS": numbers("1", "2"), "BS": binaries("a", "b"),
		"L": list(text("a"), list(number("1"))), "M": &attr.M{Value: attr.Item{"k": binary("b")}},
	}
}
