package sim

import (
	"hash/maphash"
	"reflect"
	"slices"
	"time"

	"github.com/fanlight/fanlight/pkg/fanlight"
	"github.com/fanlight/fanlight/pkg/sim/oracle"
)

// hashSeed is the one of all hashes of states: they are compared within one program.
var hashSeed = maphash.MakeSeed()

func hashText(s string) uint64 { return maphash.String(hashSeed, s) }

// mix returns a hash of two hashes. Their order matters.
func mix(a, b uint64) uint64 {
	a ^= b + 0x9e3779b97f4a7c15 + a<<6 + a>>2
	a *= 0xbf58476d1ce4e5b9
	return a ^ a>>29
}

// mixAll returns a hash of several hashes in their order.
func mixAll(all ...uint64) (h uint64) {
	for _, one := range all {
		h = mix(h, one)
	}
	return h
}

// deepHash hashes values with everything that they lead to, unexported fields too. It
// is for what the invariants keep: that grows, and no list of its fields stays whole.
// The entries of a map count in no order. A pointer to a value that is being hashed
// counts as the way back to it.
type deepHash struct {
	way    []uintptr               // pointers that are being hashed
	frozen map[uintptr]frozenValue // what never changes, and was hashed before
}

// frozenValue is a value that never changes. It is kept, so that its address stays its own.
type frozenValue struct {
	value reflect.Value
	hash  uint64
}

// The types of values that are not looked into, those that end a way, and those of
// values that never change once they are there.
var (
	timeType   = reflect.TypeFor[time.Time]()
	endTypes   = map[reflect.Type]bool{reflect.TypeFor[*simulation](): true, reflect.TypeFor[*Deployment](): true}
	frozenType = map[reflect.Type]bool{reflect.TypeFor[item](): true, reflect.TypeFor[*fanlight.Rendered](): true}
)

// of returns the hash of a value.
func (d *deepHash) of(value any) uint64 { return d.hash(reflect.ValueOf(value)) }

func (d *deepHash) hash(v reflect.Value) uint64 {
	switch v.Kind() {
	case reflect.Invalid, reflect.Func, reflect.Chan:
		return 1
	case reflect.Bool:
		if v.Bool() {
			return 3
		}
		return 2
	case reflect.String:
		return hashText(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return mix(4, uint64(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return mix(5, v.Uint())
	case reflect.Float64, reflect.Float32:
		return maphash.Comparable(hashSeed, v.Float())
	case reflect.Interface:
		return d.hash(v.Elem())
	case reflect.Struct:
		return d.fields(v)
	case reflect.Slice, reflect.Array:
		return d.elements(v)
	case reflect.Map:
		return d.once(v, d.entries)
	case reflect.Pointer:
		return d.once(v, d.target)
	}
	panic("hash a state: no hash of a " + v.Type().String())
}

func (d *deepHash) fields(v reflect.Value) uint64 {
	if v.Type() == timeType { // without its location
		return mixAll(6, v.Field(0).Uint(), uint64(v.Field(1).Int()))
	}
	h := uint64(7)
	for _, field := range v.Fields() {
		h = mix(h, d.hash(field))
	}
	return h
}

func (d *deepHash) elements(v reflect.Value) uint64 {
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		return maphash.Bytes(hashSeed, v.Bytes())
	}
	h := uint64(8)
	if v.Type().Elem() == processType { // in no order
		for i := range v.Len() {
			h += mix(14, d.hash(v.Index(i)))
		}
		return h
	}
	for i := range v.Len() {
		h = mix(h, d.hash(v.Index(i)))
	}
	return h
}

func (d *deepHash) entries(v reflect.Value) uint64 {
	h := uint64(9)
	for entries := v.MapRange(); entries.Next(); {
		h += mix(d.hash(entries.Key()), d.hash(entries.Value()))
	}
	return h
}

func (d *deepHash) target(v reflect.Value) uint64 {
	if p, is := v.Type(), v.Pointer(); !endTypes[p] {
		for back, above := range slices.Backward(d.way) {
			if above == is {
				return mix(10, uint64(len(d.way)-back))
			}
		}
		d.way = append(d.way, is)
		h := mix(11, d.hash(v.Elem()))
		d.way = d.way[:len(d.way)-1]
		return h
	}
	return 12
}

// once hashes a map or pointer, one that never changes only once.
func (d *deepHash) once(v reflect.Value, hash func(reflect.Value) uint64) uint64 {
	switch {
	case v.IsNil():
		return 13
	case v.Type() == processType: // what it knows counts as long as it lives: see world.hash
		return hashText(v.Elem().FieldByName("Name").String())
	case !frozenType[v.Type()]:
		return hash(v)
	}
	known, ok := d.frozen[v.Pointer()]
	if d.frozen == nil {
		d.frozen = map[uintptr]frozenValue{}
	}
	if !ok {
		known = frozenValue{v, hash(v)}
		d.frozen[v.Pointer()] = known
	}
	return known.hash
}

var processType = reflect.TypeFor[*oracle.Process]()
