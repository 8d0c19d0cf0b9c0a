package expr

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/fanlight/fanlight/pkg/localaws/dynamodb/internal/attr"
)

// reservedText has the 573 words of AWS's page "Reserved words in DynamoDB".
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

// checkReserved refuses attribute names that an expression can use only through a #placeholder.
func checkReserved(name string) error {
	if reservedWords()[strings.ToUpper(name)] {
		return attr.Invalidf("Attribute name is a reserved keyword; reserved keyword: %s", name)
	}
	return nil
}
