package syntax

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/fanlight/fanlight/pkg/cwli/expr"
	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// Parameter is a place in a query where a value is put in, written {{name}}.
type Parameter struct {
	expr.Span
	Name string
}

var parameterPattern = lazyregexp.New(`\{\{\s*([A-Za-z_]\w*)\s*\}\}`)

// MaxParameters is the largest number of different parameters of a query
// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html).
const MaxParameters = 20

// Parameters returns the places of parameters in the order of the text, also those in
// strings, regular expressions and comments: AWS says that the service replaces each.
func Parameters(text string) (list []Parameter) {
	for _, at := range parameterPattern().FindAllStringSubmatchIndex(text, -1) {
		list = append(list, Parameter{expr.Span{Offset: at[0], End: at[1]}, text[at[2]:at[3]]})
	}
	return list
}

// WithParameters puts values in for all parameters of a query, as they stand: a string needs its quotes in
// the value. Parameters in the values are left. The error is an *expr.Error about the
// text as it was.
func WithParameters(text string, values map[string]string) (string, error) {
	list := Parameters(text)
	if err := missing(list, values); err != nil {
		return "", err
	}
	var b strings.Builder
	end := 0
	for _, p := range list {
		b.WriteString(text[end:p.Offset])
		b.WriteString(values[p.Name])
		end = p.End
	}
	b.WriteString(text[end:])
	return b.String(), nil
}

// missing reports parameters without a value and values without a parameter, as AWS
// does ("Required parameters not found in queryString").
func missing(list []Parameter, values map[string]string) error {
	found := map[string]bool{}
	for _, p := range list {
		if _, ok := values[p.Name]; !ok {
			return &expr.Error{Offset: p.Offset, End: p.End, Unsupported: true,
				Message: "the parameter `" + expr.Shorten(p.Name) + "` has no value"}
		}
		found[p.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !found[name] {
			return &expr.Error{Message: "unknown parameter `" + expr.Shorten(name) + "`: want one that the query has as {{" + expr.Shorten(name) + "}}"}
		}
	}
	if len(found) > MaxParameters {
		return &expr.Error{Message: fmt.Sprintf("invalid number of parameters, %d: want at most %d", len(found), MaxParameters)}
	}
	return nil
}
