package expr

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/attr"
)

// reservedText is AWS's full list of 573 words ("Reserved words in DynamoDB").
//
//go:embed reserved.txt
var reservedText string

var reservedWords = sync.OnceValue(func() map[string]bool {
	words := make(map[string]bool)
	for word := range strings.FieldsSeq(reservedText) {
		words[word] = true
	}
	return words
})

// checkReserved refuses attribute names that an expression can only use through a #placeholder.
func checkReserved(name string) error {
	if reservedWords()[strings.ToUpper(name)] {
		return attr.Invalidf("Attribute name is a reserved keyword; reserved keyword: %s", name)
	}
	return nil
}
