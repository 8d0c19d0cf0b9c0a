package preview

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Text draws a text as a terminal or a mail program without HTML shows it.
func Text(s string) string {
	return drawn("plain", "The text as it is sent.", func(d *drawing) { d.say("<pre>", s, "</pre>\n") })
}

// JSON shows data as it is sent, with line breaks.
func JSON(s string) string {
	return drawn("json", "The data as it is sent, with line breaks added.", func(d *drawing) { d.say("<pre>", cut(indented(s), maxShown), "</pre>\n") })
}

// maxShown is how many bytes of data a drawing shows.
const maxShown = 400_000

// cut returns the first n bytes of s, at a character, and says how many are left out.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + fmt.Sprintf("\n… %d more bytes", len(s)-n)
}

// Objects draws the objects of an archive, each its name, a line feed and its content.
func Objects(parts []string) string {
	return drawn("json", "The objects of the edition, as they are written.", func(d *drawing) {
		for _, part := range parts {
			name, content, _ := strings.Cut(part, "\n")
			d.say("<details class=\"raw\"><summary>", fmt.Sprintf("%s, %d bytes", name, len(content)), "</summary>")
			if strings.HasSuffix(name, ".json") {
				content = indented(content)
			}
			d.say("<pre>", cut(content, maxShown/10), "</pre></details>\n")
		}
	})
}
