package wire

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// decoder decodes JSON to the SDK's input types; the SDK decodes outputs only. Names of members
// match without regard to case, because the SDK capitalises them.
type decoder struct {
	// zero is the value for an explicit 0 in a field of type int32, in which 0 means an
	// absent member. It is 0 for a service to which both mean the same.
	zero int32

	// texts makes a bool of the texts true, yes, 1, false, no and 0, as DynamoDB does (dynalite's test
	// helper assertType, which runs on AWS too).
	texts bool

	// invalid is the code of the service's error for members and words that it does not have; empty is
	// ValidationException.
	invalid string

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
	err := within(strings.TrimSuffix(v.Type().Name(), "Input"), d.fill(v, raw))
	if m, ok := errors.AsType[*misfit](err); ok && m.code == codeInvalid && d.invalid != "" {
		m.code = d.invalid
	}
	return answerOf(err)
}

var bytesType = reflect.TypeFor[[]byte]()

// fill sets v to a JSON value. The error is a *misfit with its path from v on. A null is
// an absent value.
func (d decoder) fill(v reflect.Value, raw any) error {
	if raw == nil {
		return nil
	}
	if v.Type() == bytesType {
		return fillBytes(v, raw)
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return decoder{unions: d.unions, texts: d.texts}.fill(v.Elem(), raw)
	case reflect.Struct:
		return d.fillStruct(v, raw)
	case reflect.Map:
		return d.fillMap(v, raw)
	case reflect.Slice:
		return d.fillSlice(v, raw)
	case reflect.Interface:
		return d.fillUnion(v, raw)
	}
	return d.fillScalar(v, raw)
}

func (d decoder) fillScalar(v reflect.Value, raw any) error {
	switch value := raw.(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(value)
			return nil
		}
		if truth, ok := truths[strings.ToLower(value)]; ok && d.texts && v.Kind() == reflect.Bool {
			v.SetBool(truth)
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(value)
			return nil
		}
	case json.Number:
		return d.fillNumber(v, value)
	}
	return mismatch(v, raw)
}

func (d decoder) fillNumber(v reflect.Value, n json.Number) error {
	switch {
	case v.CanInt():
		i, err := n.Int64()
		if err != nil || v.OverflowInt(i) {
			return mismatch(v, n)
		}
		if v.SetInt(i); i == 0 && v.Kind() == reflect.Int32 {
			v.SetInt(int64(d.zero))
		}
		return nil
	case v.CanFloat():
		f, err := n.Float64()
		v.SetFloat(f)
		if err != nil {
			return mismatch(v, n)
		}
		return nil
	}
	return mismatch(v, n)
}

// truths has the texts that DynamoDB takes for a bool.
var truths = map[string]bool{"true": true, "yes": true, "1": true, "false": false, "no": false, "0": false}

// fillBytes sets v to bytes in base64, whose last bits must be 0 if they mean nothing.
func fillBytes(v reflect.Value, raw any) error {
	text, ok := raw.(string)
	if !ok {
		return mismatch(v, raw)
	}
	decoded, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil {
		return &misfit{code: codeMalformed, after: " is not base64: " + err.Error()}
	}
	v.SetBytes(decoded)
	return nil
}

func (d decoder) fillStruct(v reflect.Value, raw any) error {
	members, ok := raw.(map[string]any)
	if !ok {
		return mismatch(v, raw)
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		value := members[name]
		if value == nil {
			continue
		}
		field := v.FieldByNameFunc(func(f string) bool { return strings.EqualFold(f, name) })
		if !field.IsValid() || !field.CanSet() {
			return &misfit{code: codeInvalid, before: "not implemented by the embedded stand-in: ", after: "." + name}
		}
		if err := d.fill(field, value); err != nil {
			return within("."+name, err)
		}
		if value == "" && isEnumeration(field) {
			return within("."+name, &misfit{code: codeInvalid, after: " is empty, which is not a word of " + field.Type().Name()})
		}
	}
	return nil
}

// isEnumeration reports whether a field has a type of words of its own. In it, the SDK means by an empty text
// that the member is absent.
func isEnumeration(field reflect.Value) bool {
	return field.Kind() == reflect.String && field.Type().PkgPath() != ""
}

func (d decoder) fillMap(v reflect.Value, raw any) error {
	members, ok := raw.(map[string]any)
	if !ok {
		return mismatch(v, raw)
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(members)))
	for _, name := range slices.Sorted(maps.Keys(members)) {
		member := reflect.New(v.Type().Elem()).Elem()
		if err := d.fill(member, members[name]); err != nil {
			return within("."+name, err)
		}
		v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), member)
	}
	return nil
}

func (d decoder) fillSlice(v reflect.Value, raw any) error {
	items, ok := raw.([]any)
	if !ok {
		return mismatch(v, raw)
	}
	v.Set(reflect.MakeSlice(v.Type(), len(items), len(items)))
	for i, item := range items {
		if err := d.fill(v.Index(i), item); err != nil {
			return within(fmt.Sprintf("[%d]", i), err)
		}
	}
	return nil
}

// fillUnion sets v to the member of a union: the JSON value is an object with exactly one.
func (d decoder) fillUnion(v reflect.Value, raw any) error {
	members, ok := raw.(map[string]any)
	if !ok {
		return mismatch(v, raw)
	}
	if len(members) != 1 {
		return &misfit{code: codeInvalid, after: " must contain exactly one of the supported datatypes"}
	}
	for name, value := range members {
		kind, ok := d.unions[v.Type()][name]
		if !ok || value == nil {
			return &misfit{code: codeInvalid, after: fmt.Sprintf(" has %s, which is not one of the supported datatypes", name)}
		}
		chosen := reflect.New(kind)
		if err := d.fill(chosen.Elem().FieldByName("Value"), value); err != nil {
			return within("."+name, err)
		}
		v.Set(chosen)
	}
	return nil
}
