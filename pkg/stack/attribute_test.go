package stack_test

import (
	"encoding/json"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// jsonItem is an item whose JSON form is DynamoDB's own (API_AttributeValue).
type jsonItem map[string]types.AttributeValue

// MarshalJSON writes the types that the ledger stores.
func (i jsonItem) MarshalJSON() ([]byte, error) {
	plain := map[string]any{}
	for name, v := range i {
		var err error
		if plain[name], err = toJSON(v); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return json.Marshal(plain)
}

func toJSON(v types.AttributeValue) (any, error) {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return map[string]string{"S": v.Value}, nil
	case *types.AttributeValueMemberN:
		return map[string]string{"N": v.Value}, nil
	case *types.AttributeValueMemberB:
		return map[string][]byte{"B": v.Value}, nil
	case *types.AttributeValueMemberBOOL:
		return map[string]bool{"BOOL": v.Value}, nil
	case *types.AttributeValueMemberNS:
		return map[string][]string{"NS": v.Value}, nil
	case *types.AttributeValueMemberM:
		return map[string]jsonItem{"M": v.Value}, nil
	case *types.AttributeValueMemberL:
		all := make([]any, len(v.Value))
		for n, element := range v.Value {
			var err error
			if all[n], err = toJSON(element); err != nil {
				return nil, err
			}
		}
		return map[string][]any{"L": all}, nil
	}
	return nil, fmt.Errorf("write a %T: no form is known for it", v)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (i *jsonItem) UnmarshalJSON(data []byte) error {
	var plain map[string]attributeJSON
	if err := json.Unmarshal(data, &plain); err != nil {
		return err
	}
	*i = jsonItem{}
	for name, v := range plain {
		(*i)[name] = v.value()
	}
	return nil
}

// attributeJSON is one attribute in DynamoDB's JSON form: one of the fields is set.
type attributeJSON struct {
	S    *string
	N    *string
	B    *[]byte
	BOOL *bool
	NS   []string
	L    []attributeJSON
	M    jsonItem
}

func (v attributeJSON) value() types.AttributeValue {
	switch {
	case v.S != nil:
		return &types.AttributeValueMemberS{Value: *v.S}
	case v.N != nil:
		return &types.AttributeValueMemberN{Value: *v.N}
	case v.B != nil:
		return &types.AttributeValueMemberB{Value: *v.B}
	case v.BOOL != nil:
		return &types.AttributeValueMemberBOOL{Value: *v.BOOL}
	case v.NS != nil:
		return &types.AttributeValueMemberNS{Value: v.NS}
	case v.M != nil:
		return &types.AttributeValueMemberM{Value: v.M}
	}
	list := &types.AttributeValueMemberL{}
	for _, element := range v.L {
		list.Value = append(list.Value, element.value())
	}
	return list
}
