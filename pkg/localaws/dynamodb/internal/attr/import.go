package attr

import "slices"

// maxDepth is the deepest nesting of lists and maps (AWS: "Constraints", attributes).
const maxDepth = 32

// ImportItem returns a deep copy of a caller's item with canonical values. It returns an Invalid if a value is
// not valid; of several it names the first by attribute name.
func ImportItem(item Item) (Item, error) { return importMap(item, 0) }

func importAt(v Value, depth int) (Value, error) {
	if depth > maxDepth {
		return nil, Invalid("Nesting Levels have exceeded supported limits: Attributes can nest up to 32 levels")
	}
	switch v := v.(type) {
	case *S, *BOOL:
		return Clone(v), nil
	case *B:
		return &B{Value: slices.Clone(v.Value)}, nil
	case *N:
		return importNumber(v)
	case *NULL:
		return importNull(v)
	case *M:
		m, err := importMap(v.Value, depth)
		return &M{Value: m}, err
	case *L:
		l, err := importList(v.Value, depth)
		return &L{Value: l}, err
	default:
		return importSet(v)
	}
}

func importNumber(v *N) (Value, error) {
	text, err := normalizeNumber(v.Value)
	return &N{Value: text}, err
}

func importNull(v *NULL) (Value, error) {
	if !v.Value {
		return nil, Invalid("One or more parameter values were invalid: Null attribute value types must have the value of true")
	}
	return &NULL{Value: true}, nil
}

// importMap visits each member once, whether or not one is invalid: to look for the error again at each level
// would take time exponential in the depth. It returns the error of the first invalid member by name, so that
// one input always gives one error.
func importMap(item Item, depth int) (Item, error) {
	out := make(Item, len(item))
	var first error
	var invalid string
	for name, v := range item {
		imported, err := importMember(name, v, depth)
		if err != nil && (first == nil || name < invalid) {
			first, invalid = err, name
		}
		out[name] = imported
	}
	return out, first
}

func importMember(name string, v Value, depth int) (Value, error) {
	if name == "" {
		return nil, Invalid("One or more parameter values were invalid: An attribute name must not be empty")
	}
	return importAt(v, depth+1)
}

func importList(list []Value, depth int) ([]Value, error) {
	out := make([]Value, len(list))
	for i, v := range list {
		imported, err := importAt(v, depth+1)
		if err != nil {
			return nil, err
		}
		out[i] = imported
	}
	return out, nil
}
