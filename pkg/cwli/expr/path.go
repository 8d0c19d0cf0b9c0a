package expr

import (
	"github.com/fanlight/fanlight/pkg/cwli/jsonscan"
	"github.com/fanlight/fanlight/pkg/cwli/value"
)

func (c *Compiler) access(x *Access) (Evaluator, error) {
	of, err := c.Value(x.X)
	if err != nil {
		return nil, err
	}
	find := Path(x.Path)
	return func(r Row) value.Value { return find(of(r)) }, nil
}

// Path returns the function that finds a part of a list or a map by its path: keys
// and indices, joined with dots. A key may have dots itself. Any other value has
// none.
func Path(path string) func(value.Value) value.Value {
	projection := jsonscan.NewNested([]string{path})
	return func(v value.Value) value.Value {
		if !v.Opaque() {
			return value.Value{}
		}
		var found [1]jsonscan.Value
		projection.Find(v.Text, found[:])
		return OfJSON(&found[0])
	}
}

// OfJSON returns the value of a part of a JSON document: true is 1 and false is 0, as
// in Logs Insights (https://github.com/aws-powertools/powertools-lambda-dotnet/issues/667),
// null is absent, an object is a map and an array a list.
func OfJSON(v *jsonscan.Value) value.Value {
	switch v.Kind {
	case jsonscan.True:
		return value.OfTruth(true)
	case jsonscan.False:
		return value.OfTruth(false)
	case jsonscan.String, jsonscan.Number:
		return value.OfText(v.Text)
	case jsonscan.Escaped:
		return value.OfText(string(jsonscan.Unescape(nil, v.Text)))
	case jsonscan.Object:
		return value.Value{Kind: value.Map, Text: v.Text}
	case jsonscan.Array:
		return value.Value{Kind: value.List, Text: v.Text}
	}
	return value.Value{}
}
