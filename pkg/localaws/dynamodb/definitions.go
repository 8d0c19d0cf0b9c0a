package dynamodb

import (
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// definitions are the attribute definitions of a table that is created. They record which of them a key uses.
type definitions struct {
	all  []types.AttributeDefinition
	used map[string]bool // by name
}

func newDefinitions(given []types.AttributeDefinition) *definitions {
	d := &definitions{used: make(map[string]bool)}
	for _, a := range given {
		d.all = append(d.all, types.AttributeDefinition{
			AttributeName: aws.String(aws.ToString(a.AttributeName)), AttributeType: a.AttributeType,
		})
	}
	return d
}

// schema returns the key that a key schema describes.
func (d *definitions) schema(elements []types.KeySchemaElement) (schema, error) {
	var s schema
	if len(elements) > 2 { // of an index AWS accepts several attributes for each part of the key
		return s, unsupported(fmt.Sprintf("a KeySchema of more than one HASH and one RANGE attribute (%d)", len(elements)))
	}
	if elements[0].KeyType != types.KeyTypeHash {
		return s, invalidf("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
	}
	var err error
	if s.hash, err = d.attribute(elements[0]); err != nil || len(elements) == 1 {
		return s, err
	}
	if elements[1].KeyType != types.KeyTypeRange {
		return s, invalidf("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")
	}
	s.rng, err = d.attribute(elements[1])
	if err == nil && s.rng == s.hash {
		err = invalidf("Both the Hash Key and the Range Key element in the KeySchema have the same name")
	}
	return s, err
}

func (d *definitions) attribute(element types.KeySchemaElement) (keyAttribute, error) {
	name := aws.ToString(element.AttributeName)
	at := slices.IndexFunc(d.all, func(a types.AttributeDefinition) bool { return *a.AttributeName == name })
	if at < 0 || name == "" {
		return keyAttribute{}, invalidf("One or more parameter values were invalid: "+
			"Some index key attributes are not defined in AttributeDefinitions. Keys: [%s]", name)
	}
	d.used[name] = true
	return keyAttribute{name, d.all[at].AttributeType}, nil
}

func (d *definitions) checkAllUsed() error {
	if len(d.used) != len(d.all) {
		return invalidf("One or more parameter values were invalid: " +
			"Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions")
	}
	return nil
}
