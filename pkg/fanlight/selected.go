package fanlight

import (
	"strings"

	"github.com/fanlight/fanlight/pkg/lazyregexp"
)

// CutSource cuts the commands SOURCE from the begin of a query's text, with the comments
// before them: the service takes no command before SOURCE
// (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html). Source is
// empty if there is none.
func CutSource(text string) (source, rest string) {
	at := 0
	for {
		command := strings.TrimLeft(text[at:], blanks)
		for strings.HasPrefix(command, "#") {
			_, after, _ := strings.Cut(command, "\n")
			command = strings.TrimLeft(after, blanks)
		}
		if !sourceWord().MatchString(command) {
			return strings.Trim(strings.TrimSuffix(strings.TrimRight(text[:at], blanks), "|"), blanks), strings.Trim(text[at:], blanks)
		}
		at = len(text) - len(command) + endOfCommand(command)
	}
}

// blanks stand between the words of the language.
const blanks = " \t\r\n"

var sourceWord = lazyregexp.New(`(?i)^SOURCE\b`)

// endOfCommand returns the length of a command with the | after it. A | in quotes does not
// end it.
func endOfCommand(text string) int {
	var quote byte
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quote != 0 && c == '\\':
			i++
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
		case c == '"' || c == '\'':
			quote = c
		case c == '|':
			return i + 1
		}
	}
	return len(text)
}

var (
	ofPrefixes = lazyregexp.New(`(?i)\bnamePrefix(?:es)?\s*:\s*(\[[^\]]*\]|"[^"]*"|'[^']*')`)
	ofClass    = lazyregexp.New(`(?i)\b(?:class|logGroupClass)\s*:\s*(\[[^\]]*\]|"[^"]*"|'[^']*')`)
	ofTags     = lazyregexp.New(`\{\s*["']key["']\s*:\s*("[^"]*"|'[^']*')\s*,\s*["']values["']\s*:\s*(\[[^\]]*\])`)
	inQuotes   = lazyregexp.New(`"([^"]*)"|'([^']*)'`)
)

// Selected returns in words the log groups that the SOURCE of a query's text selects by
// the begin of their names and by tags: "/aws/lambda/shop-* in class Standard". It is empty
// for a text that selects none so. As the functions do not parse queries, it knows the
// form that report files give to SOURCE, and those close to it.
func Selected(text string) string {
	source, _ := CutSource(text)
	var words []string
	if prefixes := quotedIn(ofPrefixes().FindStringSubmatch(source)); len(prefixes) > 0 {
		words = append(words, strings.Join(prefixes, "*, ")+"*")
	}
	for _, tag := range ofTags().FindAllStringSubmatch(source, -1) {
		words = append(words, "tag "+strings.Join(quotedIn(tag[:2]), "")+"="+strings.Join(quotedIn([]string{"", tag[2]}), ", "))
	}
	if len(words) == 0 {
		return ""
	}
	// Without a class AWS selects those of class Standard.
	class := "Standard"
	if named := quotedIn(ofClass().FindStringSubmatch(source)); len(named) > 0 {
		class = strings.Join(named, ", ")
	}
	return strings.Join(words, " with ") + " in class " + class
}

// quotedIn returns the strings in the first group of a match.
func quotedIn(match []string) (all []string) {
	if len(match) < 2 {
		return nil
	}
	for _, q := range inQuotes().FindAllStringSubmatch(match[1], -1) {
		all = append(all, q[1]+q[2])
	}
	return all
}
