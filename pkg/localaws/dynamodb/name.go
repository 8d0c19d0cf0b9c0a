package dynamodb

import "strings"

// arnPrefix precedes the name of a table in its ARN.
const arnPrefix = "arn:aws:dynamodb:us-east-1:000000000000:table/"

// The lengths of names of tables and indexes
// (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
const (
	minName = 3
	maxName = 255
)

// isNameText reports whether a text has only the characters of names: a-z, A-Z, 0-9, '_', '-' and '.'.
func isNameText(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-', c == '.':
		default:
			return false
		}
	}
	return true
}

// tableName returns the name in a TableName parameter, which may be the table's ARN
// (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html). AWS checks it before all
// other parameters, whether or not there is such a table.
func tableName(given *string) (string, error) {
	var c constraints
	if given == nil {
		c.present("tableName", false)
		return "", c.err()
	}
	name := strings.TrimPrefix(*given, arnPrefix)
	switch {
	case strings.HasPrefix(name, "arn:"):
		return "", unsupported("a table of another account or Region: " + name)
	case name == "":
		c.add("''", "tableName", "Member must have length greater than or equal to 1")
	case len(name) > maxName:
		c.add("'"+name+"'", "tableName", "Member must have length less than or equal to 255")
	case !isNameText(name):
		c.add("'"+name+"'", "tableName", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
	case len(name) < minName:
		return "", invalidf("TableName must be at least 3 characters long and at most 255 characters long")
	}
	return name, c.err()
}

// isName reports whether a text can be the name of an index.
func isName(name string) bool {
	return len(name) >= minName && len(name) <= maxName && isNameText(name)
}
