package pattern

import (
	"strconv"
	"strings"
)

// A template is a text in which two bytes that UTF-8 does not have mark what may differ
// from text to text: wordMark stands before and after each word, and a word that is a
// token is tokenMark and its kind.
const (
	wordMark  = 0xFE
	tokenMark = 0xFF
)

// kind is the type of the data that a token stands for.
type kind byte

const (
	unknown kind = iota
	number
	moment // a time, a date or a duration
	identifier
	uuid
	address // of IP
	link
	mail
	truth
	kinds // how many there are
)

// kindNames are how tokens are named. Time, ID and Token are in AWS's examples, the
// others are a choice.
var kindNames = [kinds]string{"Token", "Number", "Time", "ID", "UUID", "IP", "URL", "Email", "Boolean"}

// tokenOf returns the word that is a token.
func tokenOf(k kind) string { return string([]byte{tokenMark, byte(k)}) }

// show returns the pattern of a template.
func show(template string) string {
	var b strings.Builder
	tokens := 0
	for i := 0; i < len(template); i++ {
		switch template[i] {
		case wordMark:
		case tokenMark:
			i++
			tokens++
			b.WriteString("<" + kindNames[template[i]] + "-" + strconv.Itoa(tokens) + ">")
		default:
			b.WriteByte(template[i])
		}
	}
	return b.String()
}
