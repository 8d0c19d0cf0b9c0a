package dynamodb

import (
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// The largest keys in bytes (AWS: "Constraints", partition key and sort key).
const (
	maxHashKey  = 2048
	maxRangeKey = 1024
)

// keyAttribute is an attribute of a key. The name is empty if the key has no such part.
type keyAttribute struct {
	name string
	kind types.ScalarAttributeType
}

// schema is the key of a table or an index.
type schema struct {
	hash, rng keyAttribute
}

// key is the key of an item as texts that compare as the values do.
type key struct {
	hash, rng string
}

func (s schema) parts() []keyAttribute {
	if s.rng.name == "" {
		return []keyAttribute{s.hash}
	}
	return []keyAttribute{s.hash, s.rng}
}

func (s schema) has(name string) bool {
	return name == s.hash.name || name == s.rng.name
}

// keyOf returns the key of an item, which must have a valid one.
func (s schema) keyOf(item attr.Item) key {
	return key{sortText(item[s.hash.name]), sortText(item[s.rng.name])}
}

// pick copies the key attributes of an item to another.
func (s schema) pick(item, into attr.Item) {
	for _, part := range s.parts() {
		into[part.name] = attr.Clone(item[part.name])
	}
}

func sortText(v attr.Value) string {
	switch v := v.(type) {
	case *attr.S:
		return v.Value
	case *attr.N:
		return attr.NumberKey(v.Value)
	case *attr.B:
		return string(v.Value)
	default:
		return ""
	}
}

// checkKey returns an error if a Key parameter does not have exactly the key's attributes with values of the
// right types.
func (s schema) checkKey(item attr.Item) error {
	if len(item) != len(s.parts()) {
		return invalidf("The provided key element does not match the schema")
	}
	for _, part := range s.parts() {
		if attr.TypeName(item[part.name]) != string(part.kind) {
			return invalidf("The provided key element does not match the schema")
		}
	}
	return s.checkValues(item)
}

// checkItem returns an error if an item to put has no valid key.
func (s schema) checkItem(item attr.Item) error {
	for _, part := range s.parts() {
		v := item[part.name]
		if v == nil {
			return invalidf("One or more parameter values were invalid: Missing the key %s in the item", part.name)
		}
		if kind := attr.TypeName(v); kind != string(part.kind) {
			return invalidf("One or more parameter values were invalid: Type mismatch for key %s expected: %s actual: %s", part.name, part.kind, kind)
		}
	}
	return s.checkValues(item)
}

func (s schema) checkValues(item attr.Item) error {
	for _, part := range s.parts() {
		if kind := emptyKind(item[part.name]); kind != "" {
			return emptyKey(part, kind)
		}
	}
	if attr.Size(item[s.hash.name]) > maxHashKey { // the missing space is AWS's
		return invalidf("One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of%d bytes", maxHashKey)
	}
	if attr.Size(item[s.rng.name]) > maxRangeKey {
		return invalidf("One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of %d bytes", maxRangeKey)
	}
	return nil
}

// emptyKind returns "string" or "binary" for an empty value of this kind, which cannot be in a key.
func emptyKind(v attr.Value) string {
	switch v := v.(type) {
	case *attr.S:
		if v.Value == "" {
			return "string"
		}
	case *attr.B:
		if len(v.Value) == 0 {
			return "binary"
		}
	}
	return ""
}

func emptyKey(part keyAttribute, kind string) error {
	return invalidf("One or more parameter values are not valid. "+
		"The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s", kind, part.name)
}

// importItem returns a copy of a caller's item with canonical values.
func importItem(given attr.Item) (attr.Item, error) {
	item, err := attr.ImportItem(given)
	if err != nil {
		return nil, validation(err)
	}
	return item, nil
}
