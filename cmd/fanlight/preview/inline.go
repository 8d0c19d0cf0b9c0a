package preview

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/fanlight/fanlight/pkg/render/markup"
)

// mark is a sign before and after a text that gives the text a look.
type mark struct {
	sign      string
	open, end markup.Safe
	raw       bool // nothing in the text is a sign
}

// dialect is a form of Markdown. Its marks are tried in order, the longest sign first.
type dialect struct {
	marks     []mark
	backslash bool // takes the meaning from a sign after it
	brackets  bool // [label](address) is a link
	angles    bool // <address|label> is a link, and &lt; &gt; &amp; are characters
}

var (
	preMark  = mark{"```", "<pre>", "</pre>", true}
	codeMark = mark{"`", "<code>", "</code>", true}
)

// slackText is mrkdwn (https://docs.slack.dev/messaging/formatting-message-text).
var slackText = dialect{angles: true, marks: []mark{
	preMark, codeMark, {"*", "<b>", "</b>", false}, {"_", "<i>", "</i>", false}, {"~", "<span class=\"strike\">", "</span>", false},
}}

// discordText is Discord's Markdown
// (https://support.discord.com/hc/en-us/articles/210298617).
var discordText = dialect{backslash: true, brackets: true, marks: []mark{
	preMark, codeMark, {"**", "<b>", "</b>", false}, {"__", "<span class=\"under\">", "</span>", false}, {"~~", "<span class=\"strike\">", "</span>", false},
	{"||", "<span class=\"spoiler\">", "</span>", false}, {"*", "<i>", "</i>", false}, {"_", "<i>", "</i>", false},
}}

// cardText is the Markdown of Adaptive Cards
// (https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features).
var cardText = dialect{backslash: true, brackets: true, marks: []mark{{"**", "<b>", "</b>", false}, {"_", "<i>", "</i>", false}, {"*", "<i>", "</i>", false}}}

// inline writes a text of a dialect.
func (d *drawing) inline(of dialect, s string) { d.nested(of, s, 0) }

func (d *drawing) nested(of dialect, s string, depth int) {
	plain, before := 0, ' '
	for at := 0; at < len(s); {
		rest := s[at:]
		size := 0
		if depth < tooDeep {
			size = d.special(of, rest, before, s[plain:at], depth)
		}
		if size > 0 {
			at += size
			plain, before = at, 'x'
			continue
		}
		r, width := utf8.DecodeRuneInString(rest)
		if before = r; of.backslash && r == '\\' && len(rest) > 1 && isPunctuation(rest[1]) {
			d.plain(of, s[plain:at])
			plain, width, before = at+1, 2, 'x'
		}
		at += width
	}
	d.plain(of, s[plain:])
}

func isPunctuation(b byte) bool {
	return b < utf8.RuneSelf && !unicode.IsLetter(rune(b)) && !unicode.IsDigit(rune(b)) && b > ' '
}

// special writes what a sign at the beginning of rest means, after the plain text before
// it. It returns the size of what it wrote of rest: 0 if no sign is there.
func (d *drawing) special(of dialect, rest string, before rune, plain string, depth int) int {
	switch {
	case of.angles && rest[0] == '<':
		inner, _, ok := strings.Cut(rest[1:], ">")
		if !ok {
			return 0
		}
		d.plain(of, plain)
		d.angle(inner)
		return len(inner) + 2
	case of.brackets && rest[0] == '[':
		label, address, size := bracketed(rest)
		if size == 0 {
			return 0
		}
		d.plain(of, plain)
		d.link(label, address)
		return size
	}
	return d.marked(of, rest, before, plain, depth)
}

// marked is special for marks.
func (d *drawing) marked(of dialect, rest string, before rune, plain string, depth int) int {
	for _, m := range of.marks {
		after, ok := strings.CutPrefix(rest, m.sign)
		if !ok || !m.raw && (isWord(before) || after == "" || after[0] == ' ') {
			continue
		}
		end := m.closing(of, after)
		if end < 1 {
			continue
		}
		d.plain(of, plain)
		d.Raw(m.open)
		if m.raw {
			d.plain(of, strings.TrimPrefix(after[:end], "\n"))
		} else {
			d.nested(of, after[:end], depth+1)
		}
		d.Raw(m.end)
		return len(m.sign)*2 + end
	}
	return 0
}

// closing returns where the sign that ends the text stands, -1 if it does not.
func (m mark) closing(of dialect, s string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], m.sign)
		if i < 0 || !m.raw && strings.Contains(s[:at+i], "\n\n") {
			return -1
		}
		at += i
		next, _ := utf8.DecodeRuneInString(s[at+len(m.sign):])
		escaped := of.backslash && at > 0 && s[at-1] == '\\'
		if m.raw || at > 0 && s[at-1] != ' ' && !escaped && (len(m.sign) > 1 || !isWord(next)) {
			return at
		}
		at += len(m.sign)
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// plain writes a text without signs.
func (d *drawing) plain(of dialect, s string) {
	if of.angles {
		s = emoji(slackCharacters.Replace(s))
	}
	d.say("", s, "")
}

var slackCharacters = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// angle writes what Slack makes of <…>: a mention or a link.
func (d *drawing) angle(inner string) {
	target, label, named := strings.Cut(inner, "|")
	target, label = slackCharacters.Replace(target), slackCharacters.Replace(label)
	if !named {
		label = target
	}
	if strings.HasPrefix(target, "!") || strings.HasPrefix(target, "@") || strings.HasPrefix(target, "#") {
		d.say("<span class=\"mention\">", "@"+strings.TrimLeft(label, "!@#"), "</span>")
		return
	}
	d.link(label, target)
}

// bracketed reads [label](address), and returns its size, 0 if it is none.
func bracketed(s string) (label, address string, size int) {
	label, rest, ok := strings.Cut(s[1:], "](")
	if !ok || strings.ContainsAny(label, "[]\n") {
		return "", "", 0
	}
	address, _, ok = strings.Cut(rest, ")")
	if !ok || strings.ContainsAny(address, " \n") {
		return "", "", 0
	}
	return html.UnescapeString(label), address, len(label) + len(address) + 4
}
