package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/smithy-go"
)

// decoder decodes JSON to the SDK's input types; the SDK decodes outputs only. Names of members
// match without regard to case, because the SDK capitalises them.
type decoder struct {
	// zero is the value for an explicit 0 in a field of type int32, in which 0 means an
	// absent member. It is 0 for a service to which both mean the same.
	zero int32

	// unions has the members of the SDK's unions, by interface and member name. A member
	// is a struct with one field, Value.
	unions map[reflect.Type]map[string]reflect.Type
}

// decode decodes a request's body to an input; an empty body is an empty input. It returns an
// error for a member that the input does not have.
func (d decoder) decode(body []byte, in any) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var raw any
	if err := dec.Decode(&raw); err != nil {
		return malformed("the request is not JSON: %v", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return malformed("the request goes on after its JSON value")
	}
	v := reflect.ValueOf(in).Elem()
	return d.fill(v, raw, strings.TrimSuffix(v.Type().Name(), "Input"))
}

func malformed(format string, args ...any) error {
	return &smithy.GenericAPIError{Code: "SerializationException", Message: fmt.Sprintf(format, args...), Fault: smithy.FaultClient}
}

var bytesType = reflect.TypeFor[[]byte]()

// fill sets v to a JSON value; errors have the path. A null is an absent value.
func (d decoder) fill(v reflect.Value, raw any, path string) error {
	if raw == nil {
		return nil
	}
	if v.Type() == bytesType {
		return fillBytes(v, raw, path)
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return decoder{unions: d.unions}.fill(v.Elem(), raw, path)
	case reflect.Struct:
		return d.fillStruct(v, raw, path)
	case reflect.Map:
		return d.fillMap(v, raw, path)
	case reflect.Slice:
		return d.fillSlice(v, raw, path)
	case reflect.Interface:
		return d.fillUnion(v, raw, path)
	}
	return d.fillScalar(v, raw, path)
}

func mismatch(v reflect.Value, raw any, path string) error {
	return malformed("%s is %s, which does not fit %s", path, describe(raw), v.Type())
}

// describe returns the kind of a JSON value, for errors.
func describe(raw any) string {
	switch raw.(type) {
	case map[string]any:
		return "an object"
	case []any:
		return "a list"
	case string:
		return "a string"
	case bool:
		return "a bool"
	}
	return "a number"
}

func (d decoder) fillScalar(v reflect.Value, raw any, path string) error {
	switch value := raw.(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(value)
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(value)
			return nil
		}
	case json.Number:
		return d.fillNumber(v, value, path)
	}
	return mismatch(v, raw, path)
}

func (d decoder) fillNumber(v reflect.Value, n json.Number, path string) error {
	switch {
	case v.CanInt():
		i, err := n.Int64()
		if err != nil || v.OverflowInt(i) {
			return mismatch(v, n, path)
		}
		if v.SetInt(i); i == 0 && v.Kind() == reflect.Int32 {
			v.SetInt(int64(d.zero))
		}
		return nil
	case v.CanFloat():
		f, err := n.Float64()
		v.SetFloat(f)
		if err != nil {
			return mismatch(v, n, path)
		}
		return nil
	}
	return mismatch(v, n, path)
}

// fillBytes sets v to bytes in base64.
func fillBytes(v reflect.Value, raw any, path string) error {
	text, ok := raw.(string)
	if !ok {
		return mismatch(v, raw, path)
	}
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return malformed("%s is not base64: %v", path, err)
	}
	v.SetBytes(decoded)
	return nil
}

func (d decoder) fillStruct(v reflect.Value, raw any, path string) error {
	members, ok := raw.(map[string]any)
	if !ok {
		return mismatch(v, raw, path)
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		value := members[name]
		if value == nil {
			continue
		}
		field := v.FieldByNameFunc(func(f string) bool { return strings.EqualFold(f, name) })
		if !field.IsValid() || !field.CanSet() {
			return &smithy.GenericAPIError{Code: "ValidationException", Message: fmt.Sprintf("not implemented by the embedded stand-in: %s.%s", path, name), Fault: smithy.FaultClient}
		}
		if err := d.fill(field, value, path+"."+name); err != nil {
			return err
		}
	}
	return nil
}

func (d decoder) fillMap(v reflect.Value, raw any, path string) error {
	members, ok := raw.(map[string]any)
	if !ok {
		return mismatch(v, raw, path)
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(members)))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		member := reflect.New(v.Type().Elem()).Elem()
		if err := d.fill(member, members[name], path+"."+name); err != nil {
			return err
		}
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), member)
	}
	return nil
}

func (d decoder) fillSlice(v reflect.Value, raw any, path string) error {
	items, ok := raw.([]any)
	if !ok {
		return mismatch(v, raw, path)
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		if err := d.fill(v.Index(i), item, fmt.Sprintf("%s[%d]", path, i)); err != nil {
			return err
		}
	}
	return nil
}

// fillUnion sets v to the member of a union: the JSON value is an object with exactly one.
func (d decoder) fillUnion(v reflect.Value, raw any, path string) error {
	members, ok := raw.(map[string]any)
	if !ok {
		return mismatch(v, raw, path)
	}
	if len(members) != 1 {
		return &smithy.GenericAPIError{Code: "ValidationException", Message: path + " must contain exactly one of the supported datatypes", Fault: smithy.FaultClient}
	}
	for name, value := range members {
		kind, ok := d.unions[v.Type()][name]
		if !ok || value == nil {
			return malformed("%s has no member %s of %s", path, name, v.Type())
		}
		chosen := reflect.New(kind)
		if err := d.fill(chosen.Elem().FieldByName("Value"), value, path+"."+name); err != nil {
			return err
		}
		v.Set(chosen)
	}
	return nil
}
