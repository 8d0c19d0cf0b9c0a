package telegramtest

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

var anyTag = regexp.MustCompile(`<(/?)([^<>\s]*)[^<>]*>?`)

// parseEntities returns a text without its tags, and how many spans they format. Its
// errors are Telegram's for tags that it does not know, or that do not match.
func parseEntities(text, mode string) (plain string, entities int, err error) {
	switch mode {
	case "":
		return text, 0, nil
	case "HTML":
	default:
		return "", 0, fmt.Errorf("unsupported parse_mode")
	}
	var open []string
	for _, at := range anyTag.FindAllStringSubmatchIndex(text, -1) {
		name := text[at[4]:at[5]]
		switch closes := at[2] != at[3]; {
		case !strings.Contains(" b i u s code pre a blockquote tg-spoiler ", " "+name+" "):
			return "", 0, fmt.Errorf(`can't parse entities: Unsupported start tag "%s" at byte offset %d`, name, at[0])
		case !closes:
			open = append(open, name)
			entities++
		case len(open) == 0 || open[len(open)-1] != name:
			return "", 0, fmt.Errorf(`can't parse entities: Unexpected end tag at byte offset %d`, at[0])
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return "", 0, fmt.Errorf(`can't parse entities: Can't find end tag corresponding to start tag "%s"`, open[0])
	}
	return html.UnescapeString(anyTag.ReplaceAllString(text, "")), entities, nil
}
