package dynamodb_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// plain is an item with values of types string, int, num, bool, nil, []byte, strset, numset, binset, []any and
// plain.
type plain map[string]any

type (
	num    string
	strset []string
	numset []string
	binset [][]byte
)

func (p plain) item() map[string]types.AttributeValue {
	if p == nil {
		return nil
	}
	out := make(map[string]types.AttributeValue)
	for name, v := range p {
		out[name] = value(v)
	}
	return out
}

func (p plain) with(more plain) plain {
	out := maps.Clone(p)
	maps.Copy(out, more)
	return out
}

func value(v any) types.AttributeValue {
	switch v := v.(type) {
	case string:
		return &types.AttributeValueMemberS{Value: v}
	case int:
		return &types.AttributeValueMemberN{Value: strconv.Itoa(v)}
	case num:
		return &types.AttributeValueMemberN{Value: string(v)}
	case bool:
		return &types.AttributeValueMemberBOOL{Value: v}
	case nil:
		return &types.AttributeValueMemberNULL{Value: true}
	case []byte:
		return &types.AttributeValueMemberB{Value: v}
	case strset:
		return &types.AttributeValueMemberSS{Value: v}
	case numset:
		return &types.AttributeValueMemberNS{Value: v}
	case binset:
		return &types.AttributeValueMemberBS{Value: v}
	case plain:
		return &types.AttributeValueMemberM{Value: v.item()}
	case []any:
		list := &types.AttributeValueMemberL{}
		for _, e := range v {
			list.Value = append(list.Value, value(e))
		}
		return list
	}
	panic(fmt.Sprintf("no attribute value for %T", v))
}

// plainOf is the inverse of plain.item. Integers are int, other numbers are num.
func plainOf(item map[string]types.AttributeValue) plain {
	if item == nil {
		return nil
	}
	out := make(plain)
	for name, v := range item {
		out[name] = plainValue(v)
	}
	return out
}

func plainValue(v types.AttributeValue) any {
	switch v := v.(type) {
	case *types.AttributeValueMemberS:
		return v.Value
	case *types.AttributeValueMemberN:
		if n, err := strconv.Atoi(v.Value); err == nil && strconv.Itoa(n) == v.Value {
			return n
		}
		return num(v.Value)
	case *types.AttributeValueMemberBOOL:
		return v.Value
	case *types.AttributeValueMemberNULL:
		return nil
	case *types.AttributeValueMemberB:
		return v.Value
	case *types.AttributeValueMemberSS:
		return strset(slices.Sorted(slices.Values(v.Value))) // DynamoDB promises no order
	case *types.AttributeValueMemberNS:
		return numset(slices.SortedFunc(slices.Values(v.Value), attr.CompareNumbers))
	case *types.AttributeValueMemberBS:
		return binset(v.Value)
	case *types.AttributeValueMemberM:
		return plainOf(v.Value)
	case *types.AttributeValueMemberL:
		list := []any{}
		for _, e := range v.Value {
			list = append(list, plainValue(e))
		}
		return list
	}
	panic(fmt.Sprintf("no plain value for %T", v))
}
