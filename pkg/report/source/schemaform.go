package source

import (
	"strconv"

	"github.com/fanlight/fanlight/pkg/report"
)

// The forms of values. Each takes text with ${name} as well, unless any text will do.

// substituted is the definition of text with ${name} or {{each}}.
const substituted = "substituted"

func refTo(definition string) *schema { return &schema{Ref: "#/$defs/" + definition} }

// orName returns a schema for what one of several takes, or text with ${name}.
func orName(forms ...*schema) *schema { return &schema{AnyOf: append(forms, refTo(substituted))} }

func freeText() *schema { return &schema{Type: "string", MinLength: 1} }

// matching takes text that one of the patterns matches. They are of the syntax that Go and
// ECMA-262 share.
func matching(patterns ...string) *schema {
	var forms []*schema
	for _, p := range patterns {
		forms = append(forms, &schema{Type: "string", Pattern: p})
	}
	return orName(forms...)
}

func oneLine() *schema {
	return &schema{Type: "string", MinLength: 1, MaxLength: maxTitle, Pattern: `^\S(.*\S)?$`}
}

func wholeNumberOf(least, most int) *schema {
	return orName(&schema{Type: "integer", Minimum: &least, Maximum: &most})
}

func lengthOfTime(words ...string) *schema {
	forms := []*schema{{Type: "string", Pattern: `^([0-9]+[dhms])+$`}}
	if len(words) > 0 {
		forms = append([]*schema{{Enum: words}}, forms...)
	}
	return orName(forms...)
}

func sizeOf(most int) *schema {
	least := 1
	number := &schema{Type: "integer", Minimum: &least}
	if most > 0 {
		number.Maximum = &most
	}
	return orName(&schema{Type: "string", Pattern: `^[0-9]+ ?([KMGT]?i?B)?$`}, number)
}

func wordOf[T ~string](words ...T) *schema { return orName(&schema{Enum: texts(words)}) }

func trueOrFalse() *schema { return orName(&schema{Type: "boolean"}) }

func anyNumber() *schema { return orName(&schema{Type: "number"}) }

// singleValue takes text, a number or a word.
func singleValue() *schema {
	return &schema{AnyOf: []*schema{{Type: "string", MinLength: 1}, {Type: "number"}, {Type: "boolean"}}}
}

func listOf(one *schema, most int) *schema {
	return &schema{Type: "array", MinItems: 1, MaxItems: most, Items: one}
}

// mappingOf takes a mapping with at least one key.
func mappingOf(names, values *schema) *schema {
	return &schema{Type: "object", MinProperties: 1, PropertyNames: names, AdditionalProperties: values}
}

func logGroupList() *schema {
	one := matching(groupName().String(), groupARN().String(), `^[.\-_/#A-Za-z0-9]{1,512}\*$`)
	one.AnyOf = append(one.AnyOf, refTo("log_group_tag"))
	s := listOf(one, maxLogGroups)
	s.UniqueItems = true
	return s
}

func eachItem() *schema {
	list := listOf(singleValue(), report.MaxQueries)
	list.UniqueItems = true
	return &schema{AnyOf: []*schema{list, refTo("items_file")}}
}

func compared() *schema {
	least, most := 1, report.MostWindowsBack
	return orName(&schema{Enum: texts([]report.Compare{report.ComparePrevious, report.CompareWeekday})},
		&schema{Type: "integer", Minimum: &least, Maximum: &most}, &schema{Type: "string", Pattern: `^[1-9][0-9]*$`})
}

func mark() *schema {
	return orName(&schema{Type: "number"}, &schema{Type: "string", Pattern: `^\s*(>=|<=|>|<)?\s*[-+.0-9]`})
}

func secretForm() *schema { return matching(`^(env:|ssm:/|secretsmanager:arn:)`) }

func nameForm() *schema { return matching(report.NamePattern()) }

// upTo says the bounds of a number.
func upTo(least, most int) string { return strconv.Itoa(least) + " to " + strconv.Itoa(most) }
