package preview

import (
	"fmt"
	"strings"
	"unicode/utf8"

	editionindex "github.com/fanlight/fanlight/pkg/render/index"
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

// editionsPage returns the page of all editions that a part of an archive makes of none: the
// part has an entry, which is added to the page that is there.
func editionsPage(part string) (page string, is bool) {
	name, content, _ := strings.Cut(part, "\n")
	list, err := editionindex.Parse(content)
	if name != editionindex.Name || err != nil || len(list.Entries) == 0 {
		return "", false
	}
	return editionindex.Page(list), true
}

// editions returns the view of the page of all editions that an archive gets, if it gets one.
func editions(parts []string) (all []View) {
	for _, part := range parts {
		if page, is := editionsPage(part); is {
			all = append(all, View{Name: "s3-editions", Title: "S3, all editions", Content: withoutData(page), Frames: pageFrames})
		}
	}
	return all
}

// withoutData returns a page of all editions without the list that it carries for the next
// one, which nobody sees.
func withoutData(page string) string {
	before, rest, _ := strings.Cut(page, "<script")
	_, after, _ := strings.Cut(rest, "</script>")
	return before + after
}

// Objects draws the objects of an archive, each its name, a line feed and its content.
func Objects(parts []string) string {
	return drawn("json", "The objects of the edition, as they are written.", func(d *drawing) {
		for _, part := range parts {
			name, content, _ := strings.Cut(part, "\n")
			note := ""
			if page, is := editionsPage(part); is {
				content, note = page, ", in an archive without other editions: those that are there stay in it"
			}
			d.say("<details class=\"raw\"><summary>", fmt.Sprintf("%s, %d bytes%s", name, len(content), note), "</summary>")
			if strings.HasSuffix(name, ".json") {
				content = indented(content)
			}
			d.say("<pre>", cut(content, maxShown/10), "</pre></details>\n")
		}
	})
}
