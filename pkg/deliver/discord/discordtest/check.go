package discordtest

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"
)

// Discord's limits. Sources: docs.discord.com/developers/resources/webhook and
// docs.discord.com/developers/resources/message, "Embed Limits".
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxTitle       = 256
	maxDescription = 4096
	maxFields      = 25
	maxName        = 256
	maxValue       = 1024
	maxFooter      = 2048
	maxTotal       = 6000
	maxColor       = 0xffffff
)

// problem is a field that is not valid, Discord's code of that, and its words. Without
// a code there is none.
type problem struct{ place, code, words string }

// check returns the first field of a message that is not valid.
func (m Message) check() (place, code, words string) {
	p := tooLong("content", m.Content, maxContent)
	if p.code == "" && len(m.Embeds) > maxEmbeds {
		p = problem{"embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."}
	}
	total := 0
	for i, e := range m.Embeds {
		if p.code == "" {
			p = e.check(fmt.Sprintf("embeds.%d", i))
		}
		total += e.length()
	}
	if p.code == "" && total > maxTotal {
		p = problem{"embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"}
	}
	return p.place, p.code, p.words
}

func (e Embed) check(at string) problem {
	problems := []problem{tooLong(at+".title", e.Title, maxTitle), address(at+".url", e.Address), tooLong(at+".description", e.Description, maxDescription)}
	if len(e.Fields) > maxFields {
		problems = append(problems, problem{at + ".fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."})
	}
	if e.Color < 0 || e.Color > maxColor {
		problems = append(problems, problem{at + ".color", "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215."})
	}
	if e.length() == 0 {
		problems = append(problems, problem{at + ".description", "BASE_TYPE_REQUIRED", "This field is required"})
	}
	for i, f := range e.Fields {
		at := fmt.Sprintf("%s.fields.%d", at, i)
		problems = append(problems, required(at+".name", f.Name), tooLong(at+".name", f.Name, maxName),
			required(at+".value", f.Value), tooLong(at+".value", f.Value, maxValue))
	}
	if e.Footer != nil {
		problems = append(problems, required(at+".footer.text", e.Footer.Text), tooLong(at+".footer.text", e.Footer.Text, maxFooter))
	}
	for _, p := range problems {
		if p.code != "" {
			return p
		}
	}
	return problem{}
}

func (e Embed) length() int {
	n := length(e.Title) + length(e.Description)
	for _, f := range e.Fields {
		n += length(f.Name) + length(f.Value)
	}
	if e.Footer != nil {
		n += length(e.Footer.Text)
	}
	return n
}

func tooLong(place, s string, most int) problem {
	if length(s) <= most {
		return problem{}
	}
	return problem{place, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", most)}
}

// address checks an address, if there is one.
//
// Sources of the words: github.com/discord/discord-api-docs/issues/5837,
// github.com/discordjs/discord.js/issues/3646
func address(place, s string) problem {
	u, err := url.Parse(s)
	switch {
	case s == "":
		return problem{}
	case err == nil && u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
		return problem{place, "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q is not supported. Scheme must be one of ('http', 'https').", u.Scheme)}
	case err != nil || u.Host == "":
		return problem{place, "URL_TYPE_INVALID_URL", "Not a well formed URL."}
	}
	return problem{}
}

func required(place, s string) problem {
	if strings.TrimSpace(s) != "" {
		return problem{}
	}
	return problem{place, "BASE_TYPE_REQUIRED", "This field is required"}
}

func length(s string) int { return len(utf16.Encode([]rune(s))) }
