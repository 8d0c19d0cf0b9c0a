package yamltext

import "strings"

// blockLine is a line of a block scalar without its indentation.
type blockLine struct {
	text string
	at   int // of its first character
}

// blank lines hold nothing; spaced ones begin with white space, and no line
// break beside them folds.
func (l blockLine) blank() bool  { return l.text == "" }
func (l blockLine) spaced() bool { return l.text != "" && isBlank(l.text[0]) }

// decodeBlock reads a literal or folded scalar that begins with its header. Line
// breaks at its end are kept, whatever the header says of them.
func decodeBlock(text string, begin int, folded bool) (tries []decoded) {
	header := begin
	for begin < len(text) && breakAt(text, begin) == 0 {
		begin++
	}
	if begin == len(text) {
		return nil
	}
	body := begin + breakAt(text, begin)
	for _, indent := range indents(text[header:begin], text[body:]) {
		tries = append(tries, joinBlock(blockLines(text, body, indent), folded))
	}
	return tries
}

// indents returns what the indentation may be: that of the first line with
// text, unless the header has a number. That one counts from the parent's
// indentation, which is not known here, so every smaller one may be meant.
func indents(header, body string) []int {
	const most = 64 // nobody indents further; bounds the work on hostile files
	indent := firstIndent(body)
	all := []int{indent}
	header, _, _ = strings.Cut(header, "#")
	if strings.ContainsAny(header, "123456789") {
		for less := min(indent, most) - 1; less >= 0; less-- {
			all = append(all, less)
		}
	}
	return all
}

// firstIndent returns the indentation of the first line that has text.
func firstIndent(text string) int {
	indent := 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == ' ':
			indent++
		case breakAt(text, i) > 0:
			indent = 0
		default:
			return indent
		}
	}
	return indent
}

// blockLines cuts lines until one with text stands further left.
func blockLines(text string, begin, indent int) (lines []blockLine) {
	for begin < len(text) {
		end := begin
		for end < len(text) && breakAt(text, end) == 0 {
			end++
		}
		at := begin
		for at < end && at < begin+indent && text[at] == ' ' {
			at++
		}
		if at < begin+indent && at < end {
			break
		}
		lines = append(lines, blockLine{text[at:end], at})
		if end == len(text) {
			break
		}
		begin = end + breakAt(text, end)
	}
	return lines
}

func joinBlock(lines []blockLine, folded bool) (d decoded) {
	for i, line := range lines {
		d.copy(line.text, line.at)
		end := line.at + len(line.text)
		if !folded || line.blank() || line.spaced() {
			d.replace("\n", end)
			continue
		}
		d.replace(foldedBreak(lines[i+1:]), end)
	}
	return d
}

// foldedBreak returns what the break behind a line of text becomes, by the
// lines that follow: a space before text, nothing before blank lines that lead
// to text, since each of those has a break of its own.
func foldedBreak(rest []blockLine) string {
	for i, next := range rest {
		switch {
		case next.blank():
			continue
		case next.spaced():
			return "\n"
		case i == 0:
			return " "
		default:
			return ""
		}
	}
	return "\n"
}
